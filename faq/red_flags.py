"""Red flags: signs of an emergency, found anywhere in a message, whatever else it says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.text import LONGEST_TEXT, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from faq.entries import Entry, Sign
    from faq.reading import Reader

REACH = 14
"""Words within which the parts of a sign belong together."""

CALLED_OFF_BEFORE = 6
"""Words before the first part of a sign in which an ``unless`` of the same sentence calls it off."""

CALLED_OFF_AFTER = 5
"""Words after the last part of a sign in which an ``unless`` of the same sentence calls it off."""

MOST_BETWEEN = 2
"""Words saying little that may stand between two words of a phrase: "wet (all of) my pants" is "wet pants"."""

_SENTENCE_END = re.compile(r"[.!?\n]+")

Phrases = tuple[str, ...]
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a phrase stands: from its first word to the one after its last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Message:
    """Stems of a message, and the number of the sentence that each stands in."""

    stems: tuple[str, ...]
    sentences: tuple[int, ...]


class RedFlags:
    """The signs of all emergency entries, ready to be looked for. Immutable."""

    def __init__(self, entries: Iterable[Entry], reader: Reader) -> None:
        self._reader = reader
        self._signs = tuple((entry, sign) for entry in entries for sign in entry.signs)
        lists = dict.fromkeys(phrases for _, sign in self._signs for phrases in (*sign.all, *sign.unless))
        self._starting: dict[str, list[tuple[Stems, Phrases]]] = defaultdict(list)
        for phrases in lists:
            for stems in dict.fromkeys(reader.stems(phrase) for phrase in phrases):
                if stems:
                    self._starting[stems[0]].append((stems, phrases))
        self._starting.default_factory = None

    def find(self, message: str) -> Entry | None:
        """The entry of the first sign that the message shows, or None."""
        read = self._read(message)
        spans = self._spans(read)
        for entry, sign in self._signs:
            if _hinted(sign, spans):
                called_off = [span for group in sign.unless for span in spans.get(group, ())]
                if _shown([spans[group] for group in sign.all], called_off, read.sentences):
                    return entry
        return None

    def hint(self, message: str) -> Entry | None:
        """The entry of the first sign whose words all occur, however far apart and even if called off, or None."""
        spans = self._spans(self._read(message))
        return next((entry for entry, sign in self._signs if _hinted(sign, spans)), None)

    def _read(self, message: str) -> _Message:
        sentences = [
            self._reader.mended_stems(words(sentence)) for sentence in _SENTENCE_END.split(message[:LONGEST_TEXT])
        ]
        numbers = [number for number, sentence in enumerate(sentences) for _ in sentence]
        return _Message(tuple(stem for sentence in sentences for stem in sentence), tuple(numbers))

    def _spans(self, read: _Message) -> Mapping[Phrases, list[_Span]]:
        """Where the phrases of each list stand; lists without any are left out."""
        spans: dict[Phrases, list[_Span]] = {}
        for start, stem in enumerate(read.stems):
            for phrase, phrases in self._starting.get(stem, ()):
                end = self._end(phrase, read.stems, start)
                if end:
                    spans.setdefault(phrases, []).append(_Span(start, end))
        return spans

    def _end(self, phrase: Stems, stems: Stems, start: int) -> int:
        """The place after the phrase that begins at start, or 0 where it does not stand there."""
        place = start + 1
        for stem in phrase[1:]:
            latest = place + MOST_BETWEEN
            while place < min(latest, len(stems)) and stems[place] != stem and self._reader.says_little(stems[place]):
                place += 1
            if place >= len(stems) or stems[place] != stem:
                return 0
            place += 1
        return place


def _hinted(sign: Sign, spans: Mapping[Phrases, Sequence[_Span]]) -> bool:
    """Whether every list of the sign has a phrase in the message."""
    return all(group in spans for group in sign.all)


def _shown(groups: Sequence[Sequence[_Span]], called_off: Sequence[_Span], sentences: Sequence[int]) -> bool:
    """Whether one phrase of each group stands within reach of the others, with nothing that calls the sign off."""
    return any(
        end - start <= REACH and not any(_calls_off(off, start, end, sentences) for off in called_off)
        for start, end in _stretches(groups)
    )


def _stretches(groups: Sequence[Sequence[_Span]]) -> Iterator[tuple[int, int]]:
    """From each phrase of the first group, the stretch that takes in the nearest phrase of each other group."""
    for first in groups[0]:
        nearest = [min(group, key=lambda span: _gap(first, span)) for group in groups[1:]]
        yield min(span.start for span in (first, *nearest)), max(span.end for span in (first, *nearest))


def _gap(a: _Span, b: _Span) -> int:
    return max(a.start, b.start) - min(a.end, b.end)


def _calls_off(off: _Span, start: int, end: int, sentences: Sequence[int]) -> bool:
    """Whether a phrase stands near the stretch from start to end, in one of its sentences."""
    return (
        off.end > start - CALLED_OFF_BEFORE
        and off.start < end + CALLED_OFF_AFTER
        and sentences[start] <= sentences[off.start] <= sentences[end - 1]
    )
