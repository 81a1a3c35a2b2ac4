"""Texts as vectors: a sparse half of the features that they have, a dense half of what their words mean."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]
    Integers: TypeAlias = NDArray[np.int64]


class Rows(NamedTuple):
    """Sparse rows one after the other.

    Parameters
    ----------
    starts
        Where each row begins in the other two, and behind the last row where it ends.
    columns, values
        The places in a row that are not 0, and what stands there.
    """

    starts: Integers
    columns: NDArray[np.int32]
    values: Floats

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def part(self, first: int, last: int) -> Rows:
        """The rows from the first to the one before the last."""
        begin, end = self.starts[first], self.starts[last]
        return Rows(self.starts[first : last + 1] - begin, self.columns[begin:end], self.values[begin:end])

    def pick(self, numbers: Integers) -> Rows:
        """Some of the rows, in the order of their numbers."""
        begins = self.starts[numbers]
        sizes = self.starts[numbers + 1] - begins
        starts = np.concatenate(([0], np.cumsum(sizes)))
        places = np.repeat(begins - starts[:-1], sizes) + np.arange(starts[-1])
        return Rows(starts, self.columns[places], self.values[places])

    def times(self, vector: Floats) -> Floats:
        """The scalar product of each row with a dense vector."""
        return sums_of(vector[self.columns] * self.values, self.starts)


def sums_of(values: Floats, starts: Integers) -> Floats:
    """Sums of stretches of values (or of rows): each begins at one start and ends at the next; an empty one is 0."""
    filled = starts[1:] > starts[:-1]
    sums = np.zeros((len(filled), *values.shape[1:]), np.float32)
    if filled.any():
        sums[filled] = np.add.reduceat(values[: starts[-1]], starts[:-1][filled])
    return sums


class Gathering:
    """Sparse rows in the making, in little room."""

    def __init__(self) -> None:
        self._starts, self._columns, self._values = array("q", [0]), array("i"), array("f")

    def add(self, columns: Iterable[int], values: Iterable[float]) -> None:
        """Put a row behind the others; its columns may repeat."""
        self._columns.extend(columns)
        self._values.extend(values)
        self._starts.append(len(self._columns))

    def rows(self) -> Rows:
        """All rows so far."""
        return Rows(
            np.array(self._starts, np.int64), np.array(self._columns, np.int32), np.array(self._values, np.float32)
        )
