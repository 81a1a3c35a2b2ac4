"""What an FAQ is made of: entries, guides, sources, vocabulary. Frozen data, no behaviour beyond look-ups."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from faq.phrases import Phrases


class Kind(StrEnum):
    """What an entry is for: a plain answer, the emergency answer, or small talk."""

    ANSWER = "answer"
    EMERGENCY = "emergency"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the curator's files.

    Parameters
    ----------
    file
        Path of the file as the curator would type it.
    line
        Line number, from 1.
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Guide:
    """A page to read on, linked under answers."""

    id: str
    title: str
    url: str
    about: str = ""
    place: Place = Place("", 0)


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on.

    Parameters
    ----------
    primary
        True for the text that the FAQ as a whole is built from; answers show whether they go beyond it.
    """

    id: str
    title: str
    url: str | None = None
    year: int | None = None
    primary: bool = False
    place: Place = Place("", 0)


@dataclass(frozen=True, slots=True)
class Sign:
    """A red flag: words that together mean an emergency.

    Parameters
    ----------
    all
        Lists of words or short phrases; one of each list must stand near the others.
    unless
        Lists of words or short phrases; one of them near by, in the same sentence, calls the alarm off.
    """

    all: tuple[tuple[str, ...], ...]
    unless: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer.

    Parameters
    ----------
    id
        Name of the entry, also its deep link: ``[a-z0-9-]``, 1 to 48 characters.
    questions
        Phrasings; the first is the title.
    answer
        Light markup, see :mod:`faq.markup`.
    signs
        Of an emergency: words that together raise the alarm.
    calm
        Of an emergency: questions that sound like it and are none, so that they raise no alarm.
    lines
        The line of each phrasing in the file of ``place``; empty for an entry that comes from no file.
    reviewed
        Day on which somebody last checked the answer.
    reviewed_line
        The line of that day in the file of ``place``.
    """

    id: str
    questions: tuple[str, ...]
    answer: str
    topic: str | None = None
    guides: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kind: Kind = Kind.ANSWER
    reviewed: date | None = None
    signs: tuple[Sign, ...] = ()
    calm: tuple[str, ...] = ()
    place: Place = Place("", 0)
    lines: tuple[int, ...] = ()
    reviewed_line: int | None = None

    @property
    def title(self) -> str:
        """The first phrasing, shown above the answer."""
        return self.questions[0]

    def place_of(self, phrasing: int) -> Place:
        """Where the phrasing of this number stands; the entry's own place where that is not known."""
        return Place(self.place.file, self.lines[phrasing]) if self.lines else self.place


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the bot must be before it says something.

    Parameters
    ----------
    answer
        0 to 1: how likely an entry must be right to be given as the answer. Below, entries are offered to choose from.
    offer
        0 to 1: how likely a question must be one for this FAQ for entries to be offered at all.
    """

    answer: float
    offer: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words mean in this FAQ.

    Parameters
    ----------
    language
        Name of the Snowball stemmer, for example ``english``.
    synonyms
        Groups of words or short phrases that mean the same here.
    ignore
        Words and short phrases that say nothing about what is asked.
    spellings
        Odd spelling -> the word that is meant.
    near
        Words and short phrases that belong to neighbouring subjects which this FAQ does not answer.
    chatter
        What people write around a question: greetings, excuses, stories.
    thresholds
        How sure the bot must be.
    common
        Everyday words of the language: rightly spelt, so never mended into a word of the FAQ.
    review_after
        Days, 1 to 3650, after which an answer should be read again.
    """

    language: str = "english"
    synonyms: tuple[tuple[str, ...], ...] = ()
    ignore: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    chatter: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    thresholds: Thresholds = Thresholds(answer=0.4, offer=0.3)
    review_after: int = 365


@dataclass(frozen=True)
class Faq:
    """A whole FAQ in one language, as loaded from a folder.

    Parameters
    ----------
    version
        Short fingerprint of the content, the same for the same files.
    """

    entries: tuple[Entry, ...]
    guides: Mapping[str, Guide]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    phrases: Phrases
    version: str

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Numbers of the entries by their id."""
        return {entry.id: number for number, entry in enumerate(self.entries)}

    def guides_of(self, entry: Entry) -> tuple[Guide, ...]:
        """Guides of an entry, in the curator's order."""
        return tuple(self.guides[guide] for guide in entry.guides if guide in self.guides)

    def sources_of(self, entry: Entry) -> tuple[Source, ...]:
        """Sources of an entry, in the curator's order."""
        return tuple(self.sources[source] for source in entry.sources if source in self.sources)

    def related_to(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that a reader of this one may want next."""
        return tuple(self.by_id[related] for related in entry.related if related in self.by_id)

    @cached_property
    def topics(self) -> Mapping[str, tuple[Entry, ...]]:
        """Answer and emergency entries by topic, both in the order of the files; those without a topic last."""
        listed = [entry for entry in self.entries if entry.kind is not Kind.SMALLTALK]
        names = dict.fromkeys(entry.topic for entry in listed if entry.topic is not None)
        topics = {name: tuple(entry for entry in listed if entry.topic == name) for name in names}
        others = tuple(entry for entry in listed if entry.topic is None)
        return {**topics, self.phrases.topic_other: others} if others else topics
