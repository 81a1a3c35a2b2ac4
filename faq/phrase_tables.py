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
        self._starting: dict[str, list[tuple[Words, Words]]] = {}
        for phrase, becomes in pairs:
            if phrase:
                self._starting.setdefault(phrase[0], []).append((tuple(phrase), becomes))
        for phrases in self._starting.values():
            phrases.sort(key=lambda pair: -len(pair[0]))

    def __iter__(self) -> Iterator[str]:
        """The words that phrases begin with."""
        return iter(self._starting)

    def __contains__(self, word: object) -> bool:
        """Whether a phrase begins with this word."""
        return word in self._starting

    def touches(self, text: Sequence[str]) -> bool:
        """Whether a phrase may stand in a text: one begins with a word of it. Most texts have none."""
        return not self._starting.keys().isdisjoint(text)

    def longest(self, text: Sequence[str], position: int) -> tuple[int, Words]:
        """Length of the longest phrase that stands at this position, and what it becomes; 0 where none does."""
        for phrase, becomes in self._starting.get(text[position], ()):
            if tuple(text[position : position + len(phrase)]) == phrase:
                return len(phrase), becomes
        return 0, ()

    def pieces(self, text: Sequence[str]) -> Iterator[tuple[Words, Words]]:
        """Piece by piece what the text has, and what it becomes; words of no phrase stay as they are."""
        position = 0
        while position < len(text):
            length, becomes = self.longest(text, position)
            piece = tuple(text[position : position + (length or 1)])
            yield piece, becomes if length else piece
            position += length or 1
