"""Phrases that are looked for in a text, word by word, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Words = tuple[str, ...]


class PhraseTable:
    """Phrases and what they become. Immutable once built.

    Parameters
    ----------
    pairs
        Each phrase, as a sequence of words, and what it becomes; of phrases that are the same, the first one counts.
        Empty phrases are left out.
    """

    def __init__(self, pairs: Iterable[tuple[Sequence[str], Words]]) -> None:
        self._becomes: dict[Words, Words] = {}
        for phrase, becomes in pairs:
            if phrase:
                self._becomes.setdefault(tuple(phrase), becomes)
        self._lengths: dict[str, list[int]] = {}
        for phrase in sorted(self._becomes, key=len, reverse=True):
            lengths = self._lengths.setdefault(phrase[0], [])
            if len(phrase) not in lengths:
                lengths.append(len(phrase))

    def __iter__(self) -> Iterator[str]:
        """The words that phrases begin with."""
        return iter(dict.fromkeys(phrase[0] for phrase in self._becomes))

    def __contains__(self, word: object) -> bool:
        """Whether a phrase begins with this word."""
        return word in self._lengths

    def touches(self, text: Sequence[str]) -> bool:
        """Whether a phrase may stand in a text: one begins with a word of it. Most texts have none."""
        return not self._lengths.keys().isdisjoint(text)

    def longest(self, text: Sequence[str], position: int) -> tuple[int, Words]:
        """Length of the longest phrase that stands at this position, and what it becomes; 0 where none does."""
        for length in self._lengths.get(text[position], ()):
            piece = tuple(text[position : position + length])
            if piece in self._becomes:
                return len(piece), self._becomes[piece]
        return 0, ()

    def pieces(self, text: Sequence[str]) -> Iterator[tuple[Words, Words]]:
        """Piece by piece what the text has, and what it becomes; words of no phrase stay as they are."""
        position = 0
        while position < len(text):
            length, becomes = self.longest(text, position)
            piece = tuple(text[position : position + (length or 1)])
            yield piece, becomes if length else piece
            position += length or 1

    def replaced(self, text: Sequence[str]) -> Sequence[str]:
        """What the text becomes, word by word."""
        if not self.touches(text):
            return text
        found: list[str] = []
        position = 0
        while position < len(text):
            word = text[position]
            length, becomes = self.longest(text, position) if word in self._lengths else (0, ())
            found += becomes if length else (word,)
            position += length or 1
        return found
