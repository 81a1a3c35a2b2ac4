"""What the words of a language mean, roughly: a short vector for each everyday word, near words near each other.

An FAQ never has all the words that people ask with. These vectors say that "pee" is near "urine", whatever the FAQ is
about; which entry that speaks for is learnt from the FAQ's phrasings (:mod:`faq.learning`). Where they come from is
told in ``faq/words/README.md``. A language without a folder has no vectors, and the search goes by the words alone.

Of the vectors, most of what there is, only those of the words at hand are read; the other files are mapped into memory,
so that copies of the bot share them.
"""

from __future__ import annotations

import math
import os
import sys
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from faq.vectors import Floats, Integers, Rows

FOLDER = Path(__file__).parent / "words"
"""Where the vectors lie, a folder a language."""

FILES = ("words", "stems", "vectors", "lengths")
"""What lies there of a language: what :class:`Meanings` is made of."""


def numbered(texts: Sequence[str]) -> NDArray[np.void]:
    """Texts in the order of their letters, each with its number in the sequence; of the same ones the first number."""
    first = dict(zip(reversed(texts), range(len(texts) - 1, -1, -1), strict=True))
    pairs = sorted((text.encode(), number) for text, number in first.items())
    longest = max((len(text) for text, _ in pairs), default=1)
    return np.array(pairs, [("text", f"S{longest}"), ("number", np.int32)])


class _Numbers:
    """Looks up numbers in what :func:`numbered` gives: slower than a dictionary, in a tenth of the room."""

    def __init__(self, table: NDArray[np.void]) -> None:
        self._texts, self._numbers = table["text"], table["number"]

    def __iter__(self) -> Iterator[str]:
        """The texts in the order of their numbers."""
        return (self._texts[place].decode() for place in np.argsort(self._numbers))

    def get(self, text: str) -> int | None:
        """Number of a text; None where it is not among them."""
        sought = text.encode()
        place = bisect_left(self._texts, sought)
        found = place < len(self._texts) and self._texts[place] == sought
        return int(self._numbers[place]) if found else None


class _InFile:
    """The rows of a table of small numbers in a file, read when they are asked for.

    Were the file mapped, each row would bring its neighbours into memory with it, and in time all of them would stay.
    """

    def __init__(self, file: Path) -> None:
        table = np.load(file, mmap_mode="r")
        self.shape: tuple[int, ...] = table.shape
        self._begin = table.offset
        self._file = os.open(file, os.O_RDONLY)

    def __getitem__(self, rows: Sequence[int] | Integers) -> NDArray[np.int8]:
        size = self.shape[1]
        read = b"".join([os.pread(self._file, size, self._begin + size * int(row)) for row in rows])
        return np.frombuffer(read, np.int8).reshape(len(rows), size)


class Meanings:
    """The words of one language, the commonest first, each with its vector. Immutable.

    Parameters
    ----------
    words, stems
        What :func:`numbered` makes of the words, the commonest first, and of the stem of each.
    vectors
        A row a word, as whole numbers from -127 to 127.
    lengths
        What to multiply each row with: how much the word says, rare words more than common ones.
    """

    def __init__(
        self, words: NDArray[np.void], stems: NDArray[np.void], vectors: NDArray[np.int8] | _InFile, lengths: Floats
    ) -> None:
        self._words, self._stems = _Numbers(words), _Numbers(stems)
        self._vectors = vectors
        self._lengths = lengths

    @property
    def size(self) -> int:
        """Numbers in a vector; 0 where nothing is known of the language."""
        return int(self._vectors.shape[1])

    def __iter__(self) -> Iterator[str]:
        """The words, the commonest first."""
        return iter(self._words)

    def row(self, word: str, stem: str) -> int | None:
        """Number of a word, or of the commonest one with the same stem; None where there is none."""
        row = self._words.get(word)
        return self._stems.get(stem) if row is None else row

    def rank(self, word: str) -> int | None:
        """How common the very word is, from 0 for the commonest; None for a word that is not known."""
        return self._words.get(word)

    def of(self, rows: Sequence[int], weights: Sequence[float]) -> Floats:
        """The sum of the vectors of some words, each with its weight, as a unit vector; zeros where there is none."""
        if not rows:
            return np.zeros(self.size, np.float32)
        scales = self._lengths[rows] * np.asarray(weights, np.float32)
        found = scales @ self._vectors[rows].astype(np.float32)
        length = math.sqrt(found @ found)
        return found / np.float32(length) if length else found

    def of_texts(self, texts: Rows) -> Floats:
        """The same for many texts at once, a row each."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import, and needed only to learn

        starts, rows, weights = texts
        used = np.zeros(len(self._lengths), np.bool_)
        used[rows] = True
        columns = (np.cumsum(used) - 1)[rows]
        counted = csr_array((weights * self._lengths[rows], columns, starts), shape=(texts.height, int(used.sum())))
        found = np.asarray(counted @ self._vectors[np.flatnonzero(used)].astype(np.float32))
        lengths = np.sqrt(np.einsum("ij,ij->i", found, found))
        return found / np.where(lengths, lengths, 1)[:, None]


@cache
def meanings(language: str) -> Meanings:
    """The words of a language; none where there is no folder for it."""
    words, stems, vectors, lengths = (FOLDER / language / f"{name}.npy" for name in FILES)
    try:
        return Meanings(_mapped(words), _mapped(stems), _rows(vectors), _mapped(lengths))
    except FileNotFoundError:
        return Meanings(numbered(()), numbered(()), np.zeros((0, 0), np.int8), np.zeros(0, np.float32))


def _mapped(file: Path) -> NDArray[Any]:
    # As a plain array: a subclass of it takes several times as long to be looked into.
    return np.asarray(np.load(file, mmap_mode="r"))


def _rows(file: Path) -> NDArray[np.int8] | _InFile:
    # Windows cannot read at a place without moving there, which two threads must not do at once.
    return _mapped(file) if sys.platform == "win32" else _InFile(file)
