from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.vectors import Gathering, Rows, sums_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Plain = list[list[tuple[int, float]]]

WIDTH = 6
numbers = st.floats(-4, 4, width=32)
plain_rows = st.lists(st.lists(st.tuples(st.integers(0, WIDTH - 1), numbers), max_size=5), max_size=6)


def gathered(plain: Plain) -> Rows:
    gathering = Gathering()
    for row in plain:
        gathering.add([column for column, _ in row], [value for _, value in row])
    return gathering.rows()


def plainly(rows: Rows) -> Plain:
    return [
        list(zip(rows.columns[start:end].tolist(), rows.values[start:end].tolist(), strict=True))
        for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True)
    ]


@given(plain_rows)
def test_rows_hold_what_was_put_into_them(plain: Plain) -> None:
    assert plainly(gathered(plain)) == plain
    assert gathered(plain).height == len(plain)


@given(plain_rows, st.data())
def test_a_part_is_a_slice(plain: Plain, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(plain)))
    last = data.draw(st.integers(first, len(plain)))
    assert plainly(gathered(plain).part(first, last)) == plain[first:last]


@given(plain_rows.filter(bool), st.data())
def test_rows_can_be_picked_in_any_order_and_twice(plain: Plain, data: st.DataObject) -> None:
    picked: Sequence[int] = data.draw(st.lists(st.integers(0, len(plain) - 1), max_size=8))
    found = gathered(plain).pick(np.array(picked, np.int64))
    assert plainly(found) == [plain[number] for number in picked]


@given(plain_rows, st.lists(numbers, min_size=WIDTH, max_size=WIDTH))
def test_times_is_the_scalar_product_of_each_row(plain: Plain, vector: list[float]) -> None:
    found = gathered(plain).times(np.array(vector, np.float32))
    assert found.tolist() == pytest.approx([sum(value * vector[at] for at, value in row) for row in plain], abs=1e-3)


def test_sums_of_rows_and_of_empty_stretches() -> None:
    rows = np.array([[1, 10], [2, 20], [4, 40]], np.float32)
    assert sums_of(rows, np.array([0, 0, 2, 2, 3, 3])).tolist() == [[0, 0], [3, 30], [0, 0], [4, 40], [0, 0]]


def test_what_stands_behind_the_last_stretch_is_in_no_sum() -> None:
    assert sums_of(np.array([1, 2, 4], np.float32), np.array([0, 1, 2])).tolist() == [1, 2]


def test_there_need_be_nothing() -> None:
    assert sums_of(np.zeros(0, np.float32), np.array([0])).tolist() == []
    assert sums_of(np.zeros(0, np.float32), np.array([0, 0])).tolist() == [0]
