"""What the words of a language mean, roughly: a short vector for each everyday word, near words near each other.

An FAQ never has all the words that people ask with. These vectors say that "pee" is near "urine", whatever the FAQ is
about; which entry that speaks for is learnt from the FAQ's phrasings (:mod:`faq.learning`). Where they come from is
told in ``faq/words/README.md``. A language without a file has no vectors, and the search goes by the words alone.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from faq.vectors import Floats, Rows

FOLDER = Path(__file__).parent / "words"
"""Where the vectors lie, a file a language."""


class Meanings:
    """The words of one language, the commonest first, each with its vector. Immutable.

    Parameters
    ----------
    words
        The words, the commonest first.
    stems
        The stem of each word.
    vectors
        A row a word, as whole numbers from -127 to 127.
    lengths
        What to multiply each row with: how much the word says, rare words more than common ones.
    """

    def __init__(self, words: Sequence[str], stems: Sequence[str], vectors: NDArray[np.int8], lengths: Floats) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self._stems = dict(zip(reversed(stems), range(len(stems) - 1, -1, -1), strict=True))
        self._vectors = vectors
        self._lengths = lengths

    @property
    def size(self) -> int:
        """Numbers in a vector; 0 where nothing is known of the language."""
        return int(self._vectors.shape[1])

    def __iter__(self) -> Iterator[str]:
        """The words, the commonest first."""
        return iter(self._rows)

    def row(self, word: str, stem: str) -> int | None:
        """Number of a word, or of the commonest one with the same stem; None where there is none."""
        return self._rows.get(word, self._stems.get(stem))

    def rank(self, word: str) -> int | None:
        """How common the very word is, from 0 for the commonest; None for a word that is not known."""
        return self._rows.get(word)

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
        counted = csr_array((weights * self._lengths[rows], rows, starts), shape=(texts.height, len(self._lengths)))
        found = np.asarray(counted @ self._vectors.astype(np.float32))
        lengths = np.sqrt(np.einsum("ij,ij->i", found, found))
        return found / np.where(lengths, lengths, 1)[:, None]


@cache
def meanings(language: str) -> Meanings:
    """The words of a language; none where there is no file for it."""
    try:
        with np.load(FOLDER / f"{language}.npz") as file:
            words, stems = (file[name].tobytes().decode().split("\n") for name in ("words", "stems"))
            return Meanings(words, stems, file["vectors"], file["lengths"])
    except FileNotFoundError:
        return Meanings((), (), np.zeros((0, 0), np.int8), np.zeros(0, np.float32))
