"""Red flags: signs of an emergency, found anywhere in a message, whatever else it says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.text import LONGEST_TEXT, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from faq.entries import Entry
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
class SeenSign:
    """A sign all of whose lists have a phrase in a message.

    Parameters
    ----------
    entry
        The emergency that it is a sign of.
    number
        Which of the entry's signs it is, from 1.
    phrases
        One of each list, as the curator wrote them: those that raise the alarm, or the first in the message.
    together
        Whether phrases of all lists stand within reach of each other.
    called_off
        The phrase that calls it off; None if the sign is shown, or far apart.
    """

    entry: Entry
    number: int
    phrases: tuple[str, ...]
    together: bool
    called_off: str | None

    @property
    def shown(self) -> bool:
        """Whether it raises the alarm by itself."""
        return self.together and self.called_off is None


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a phrase stands: from its first word to the one after its last."""

    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class _Message:
    """Stems of a message, and the number of the sentence that each stands in."""

    stems: tuple[str, ...]
    sentences: tuple[int, ...]


class RedFlags:
    """The signs of all emergency entries, ready to be looked for. Immutable."""

    def __init__(self, entries: Iterable[Entry], reader: Reader) -> None:
        self._reader = reader
        self._signs = tuple(
            (entry, number, sign) for entry in entries for number, sign in enumerate(entry.signs, start=1)
        )
        lists = dict.fromkeys(phrases for *_, sign in self._signs for phrases in (*sign.all, *sign.unless))
        self._starting: dict[str, list[tuple[Stems, str, Phrases]]] = defaultdict(list)
        for phrases in lists:
            named: dict[Stems, str] = {}
            for phrase in phrases:
                named.setdefault(reader.stems(phrase), phrase)
            for stems, phrase in named.items():
                if stems:
                    self._starting[stems[0]].append((stems, phrase, phrases))
        self._starting.default_factory = None

    def find(self, message: str) -> SeenSign | None:
        """The first sign that the message shows, or None."""
        return next((seen for seen in self.seen(message) if seen.shown), None)

    def hint(self, message: str) -> SeenSign | None:
        """The first sign whose words all occur, however far apart and even if called off, or None."""
        return next(self.seen(message), None)

    def seen(self, message: str) -> Iterator[SeenSign]:
        """All signs whose words all occur in the message, in the curator's order."""
        read = self._read(message)
        spans = self._spans(read)
        for entry, number, sign in self._signs:
            if all(group in spans for group in sign.all):
                called_off = [span for group in sign.unless for span in spans.get(group, ())]
                yield SeenSign(entry, number, *_shown([spans[group] for group in sign.all], called_off, read.sentences))

    def _read(self, message: str) -> _Message:
        sentences = self._reader.mended_stems(list(map(words, _SENTENCE_END.split(message[:LONGEST_TEXT]))))
        numbers = [number for number, sentence in enumerate(sentences) for _ in sentence]
        return _Message(tuple(stem for sentence in sentences for stem in sentence), tuple(numbers))

    def _spans(self, read: _Message) -> Mapping[Phrases, list[_Span]]:
        """Where the phrases of each list stand; lists without any are left out."""
        spans: dict[Phrases, list[_Span]] = {}
        for start, stem in enumerate(read.stems):
            for stems, phrase, phrases in self._starting.get(stem, ()):
                end = self._end(stems, read.stems, start)
                if end:
                    spans.setdefault(phrases, []).append(_Span(start, end, phrase))
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


def _shown(
    groups: Sequence[Sequence[_Span]], called_off: Sequence[_Span], sentences: Sequence[int]
) -> tuple[tuple[str, ...], bool, str | None]:
    """The phrases of a sign, whether they stand within reach of each other, and what calls the sign off."""
    apart, called = None, None
    for spans in _stretches(groups):
        phrases = tuple(span.phrase for span in spans)
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if end - start > REACH:
            apart = apart or phrases
            continue
        off = next((off for off in called_off if _calls_off(off, start, end, sentences)), None)
        if off is None:
            return phrases, True, None
        called = called or (phrases, off.phrase)
    return (called[0], True, called[1]) if called else (apart or (), False, None)


def _stretches(groups: Sequence[Sequence[_Span]]) -> Iterator[tuple[_Span, ...]]:
    """Each phrase of the first group with the nearest phrase of each other group."""
    for first in groups[0]:
        yield first, *(min(group, key=lambda span: _gap(first, span)) for group in groups[1:])


def _gap(a: _Span, b: _Span) -> int:
    return max(a.start, b.start) - min(a.end, b.end)


def _calls_off(off: _Span, start: int, end: int, sentences: Sequence[int]) -> bool:
    """Whether a phrase stands near the stretch from start to end, in one of its sentences."""
    return (
        off.end > start - CALLED_OFF_BEFORE
        and off.start < end + CALLED_OFF_AFTER
        and sentences[start] <= sentences[off.start] <= sentences[end - 1]
    )
