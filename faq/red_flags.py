"""Red flags: signs of an emergency, found anywhere in a message, whatever else it says."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from faq.text import read_clauses

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

NEIGHBOURS = 8
"""Phrases of a list before another phrase, and behind it, among which the nearest one is looked for."""

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


class _Span(NamedTuple):
    """Where a phrase stands: from its first word to the one after its last."""

    start: int
    end: int
    phrase: str


class _Phrase(NamedTuple):
    """A phrase of the curator, and the numbers of the lists that have it."""

    phrase: str
    lists: list[int]


@dataclass(slots=True)
class _Step:
    """The phrases that end after some stems, and how others go on."""

    phrases: list[_Phrase] = field(default_factory=list)
    then: dict[str, _Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of an entry, its lists by number."""

    entry: Entry
    number: int
    all: tuple[int, ...]
    unless: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Message:
    """Stems of a message, whether each says little, and the number of the sentence that it stands in."""

    stems: Stems
    light: tuple[bool, ...]
    sentences: tuple[int, ...]


class RedFlags:
    """The signs of all emergency entries, ready to be looked for. Immutable."""

    def __init__(self, entries: Iterable[Entry], reader: Reader) -> None:
        self._reader = reader
        signs = [(entry, number, sign) for entry in entries for number, sign in enumerate(entry.signs, start=1)]
        lists = dict.fromkeys(phrases for *_, sign in signs for phrases in (*sign.all, *sign.unless))
        numbers = {phrases: number for number, phrases in enumerate(lists)}
        self._signs = tuple(
            _Sign(entry, number, *(tuple(map(numbers.__getitem__, of)) for of in (sign.all, sign.unless)))
            for entry, number, sign in signs
        )
        self._phrases = _steps(lists, reader)
        self._rests = _rests(lists, reader)

    def find(self, message: str) -> SeenSign | None:
        """The first sign that the message shows, or None."""
        return next((seen for seen in self.seen(message) if seen.shown), None)

    def hint(self, message: str) -> SeenSign | None:
        """The first sign whose words all occur, however far apart and even if called off, or None."""
        return next(self.seen(message), None)

    def seen(self, message: str) -> Iterator[SeenSign]:
        """All signs whose words all occur in the message, in the curator's order."""
        read = self._read(message)
        signs = self._possible(read.stems)
        # Most messages have nothing of a sign, or but one half of it: there is nothing to look for then.
        spans = self._spans(read) if signs else {}
        for sign in signs:
            if all(number in spans for number in sign.all):
                called_off = sorted(span for number in sign.unless for span in spans.get(number, ()))
                shown = _shown([spans[number] for number in sign.all], called_off, read.sentences)
                yield SeenSign(sign.entry, sign.number, *shown)

    def _read(self, message: str) -> _Message:
        clauses = groupby(read_clauses(message), lambda clause: clause.sentence)
        typed = [[word for clause in of_sentence for word in clause.words] for _, of_sentence in clauses]
        sentences = self._reader.mended_stems(typed)
        numbers = tuple(number for number, sentence in enumerate(sentences) for _ in sentence)
        stems = tuple(chain.from_iterable(sentences))
        return _Message(stems, tuple(map(self._reader.says_little, stems)), numbers)

    def _possible(self, stems: Stems) -> list[_Sign]:
        """Signs of which the message has, of each list, all stems of a phrase, in whatever order."""
        had = frozenset(stems)
        lists: set[int] = set()
        for first in self._rests.keys() & had:
            lists.update(number for rest, number in self._rests[first] if had.issuperset(rest))
        return [sign for sign in self._signs if lists.issuperset(sign.all)]

    def _spans(self, read: _Message) -> Mapping[int, list[_Span]]:
        """Where the phrases of each list stand, in the order of the text; lists without any are left out."""
        spans: dict[int, list[_Span]] = {}
        for start, stem in enumerate(read.stems):
            step = self._phrases.then.get(stem)
            for end, phrase in _standing(step, read, start + 1) if step else ():
                span = _Span(start, end, phrase.phrase)
                for number in phrase.lists:
                    spans.setdefault(number, []).append(span)
        return spans


def _standing(step: _Step, read: _Message, place: int) -> list[tuple[int, _Phrase]]:
    """Phrases that have come to a step and end there, or go on at this place of a message; each with where it ends."""
    found = [(place, phrase) for phrase in step.phrases] if step.phrases else []
    if not step.then:
        return found
    for latest in range(place, min(place + MOST_BETWEEN + 1, len(read.stems))):
        then = step.then.get(read.stems[latest])
        if then and read.stems[latest] not in read.stems[place:latest]:
            found += _standing(then, read, latest + 1)
        if not read.light[latest]:
            break
    return found


def _steps(lists: Iterable[Phrases], reader: Reader) -> _Step:
    """The phrases of some lists, stem by stem."""
    first = _Step()
    for number, phrases in enumerate(lists):
        named: dict[Stems, str] = {}
        for phrase in phrases:
            named.setdefault(reader.stems(phrase), phrase)
        for stems, phrase in named.items():
            _put(_Phrase(phrase, [number]), stems, first)
    return first


def _rests(lists: Iterable[Phrases], reader: Reader) -> dict[str, list[tuple[Stems, int]]]:
    """First stem of a phrase -> the others, and the number of the list that has it."""
    rests: dict[str, list[tuple[Stems, int]]] = {}
    for number, phrases in enumerate(lists):
        for first, *rest in filter(None, map(reader.stems, phrases)):
            rests.setdefault(first, []).append((tuple(rest), number))
    return rests


def _put(phrase: _Phrase, stems: Stems, step: _Step) -> None:
    for stem in stems:
        step = step.then.setdefault(stem, _Step())
    same = next((known for known in step.phrases if known.phrase == phrase.phrase), None)
    if same is None:
        step.phrases.append(phrase)
    else:
        same.lists.extend(phrase.lists)


def _shown(
    groups: Sequence[Sequence[_Span]], called_off: Sequence[_Span], sentences: Sequence[int]
) -> tuple[tuple[str, ...], bool, str | None]:
    """The phrases of a sign, whether they stand within reach of each other, and what calls the sign off."""
    called = None
    longest = max((span.end - span.start for span in called_off), default=0)
    for spans in _stretches(groups):
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if end - start > REACH:
            continue
        phrases = tuple(span.phrase for span in spans)
        earliest, latest = start - CALLED_OFF_BEFORE - longest, end + CALLED_OFF_AFTER
        near = called_off[bisect_left(called_off, earliest, key=_start) : bisect_left(called_off, latest, key=_start)]
        off = next((off for off in near if _calls_off(off, start, end, sentences)), None)
        if off is None:
            return phrases, True, None
        called = called or (phrases, off.phrase)
    return (called[0], True, called[1]) if called else (tuple(spans[0].phrase for spans in groups), False, None)


def _stretches(groups: Sequence[Sequence[_Span]]) -> Iterator[tuple[_Span, ...]]:
    """Each phrase of the first group with a near phrase of each other group, where there is one."""
    for first in groups[0]:
        near: list[_Span] = []
        for group in groups[1:]:
            span = _nearest(first, group)
            if span is None:
                break
            near.append(span)
        else:
            yield first, *near


def _nearest(first: _Span, group: Sequence[_Span]) -> _Span | None:
    """The phrase of a group that stands nearest to another phrase; None where none begins within reach.

    Looked at are those that begin next to it: a text may have many hundred.
    """
    place = bisect_left(group, first)
    beside = group[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    near = [span for span in beside if abs(span.start - first.start) < REACH]
    return min(near, key=partial(_gap, first), default=None)


def _start(span: _Span) -> int:
    return span.start


def _gap(a: _Span, b: _Span) -> int:
    # A text may have thousands of pairs, and `max` and `min` take twice as long.
    return (a.start if a.start > b.start else b.start) - (a.end if a.end < b.end else b.end)  # noqa: FURB136


def _calls_off(off: _Span, start: int, end: int, sentences: Sequence[int]) -> bool:
    """Whether a phrase stands near the stretch from start to end, in one of its sentences."""
    return (
        off.end > start - CALLED_OFF_BEFORE
        and off.start < end + CALLED_OFF_AFTER
        and sentences[start] <= sentences[off.start] <= sentences[end - 1]
    )
