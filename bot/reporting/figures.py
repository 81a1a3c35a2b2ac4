"""What the store holds -> the figures of a period. Knows neither databases nor how figures are shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.journal import PICK
from faq import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from bot.store import Question, Tally, VoteCount

_MOST_DAYS, _DAYS_OF_WEEK = 35, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many questions had which end.

    Parameters
    ----------
    answered, suggested, missed, emergencies, smalltalk
        Questions that were answered, led to suggestions, got no answer, raised the alarm, or were greetings and the
        like.
    picked
        How often somebody chose one of the suggestions; each of these was counted as suggested before.
    """

    answered: int = 0
    suggested: int = 0
    picked: int = 0
    missed: int = 0
    emergencies: int = 0
    smalltalk: int = 0

    @property
    def asked(self) -> int:
        """All questions, small talk included."""
        return self.answered + self.suggested + self.missed + self.emergencies + self.smalltalk

    @property
    def for_answers(self) -> int:
        """Questions that are neither small talk nor emergencies: what the shares are shares of."""
        return self.answered + self.suggested + self.missed

    @property
    def share_answered(self) -> float:
        """0 to 1: questions that were answered at once; 0 where nothing was asked."""
        return self.answered / self.for_answers if self.for_answers else 0.0

    @property
    def share_found(self) -> float:
        """0 to 1: those that were answered at once, or by a suggestion that was chosen; 0 where nothing was asked."""
        found = self.answered + min(self.picked, self.suggested)
        return found / self.for_answers if self.for_answers else 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """Some days on end, both included, and what was asked on them."""

    first: date
    last: date
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCount:
    """How often an entry was shown, and what people thought of it.

    Parameters
    ----------
    answered, picked
        As the answer, and as the suggestion that was chosen. An emergency answer counts as answered.
    up, down
        Thumbs that were given in the period.
    """

    entry: str
    answered: int = 0
    picked: int = 0
    up: int = 0
    down: int = 0

    @property
    def shown(self) -> int:
        """How often it was shown."""
        return self.answered + self.picked


@dataclass(frozen=True, slots=True)
class VotedDown:
    """An entry that got thumbs down.

    Parameters
    ----------
    up, down
        All its thumbs.
    phrasings
        The phrasings that led to thumbs down, the worst first. One may be empty: it was not remembered.
    """

    entry: str
    up: int
    down: int
    phrasings: tuple[VoteCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened in a period.

    Parameters
    ----------
    since, until
        The first and the last day (UTC), both included.
    days
        Every day of the period, also those on which nothing was asked.
    chats
        By kind of chat, the one with most questions first.
    entries
        Those that were shown or voted on, most shown first.
    voted_down
        Those with thumbs down, most of them first.
    questions
        Missed and doubtful questions last asked in the period, the most frequent first. How often each was asked
        counts from when it was first asked, which may be before the period.
    """

    since: date
    until: date
    total: Counts = field(default_factory=Counts)
    days: tuple[Span, ...] = ()
    chats: Mapping[str, Counts] = field(default_factory=dict)
    entries: tuple[EntryCount, ...] = ()
    voted_down: tuple[VotedDown, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def top(self) -> tuple[EntryCount, ...]:
        """The entries that were shown, most shown first."""
        return tuple(entry for entry in self.entries if entry.shown)

    def spans(self, most: int = _MOST_DAYS) -> tuple[Span, ...]:
        """The period in at most so many days, or else weeks (from Monday), or else months."""
        if len(self.days) <= most:
            return self.days
        weeks = _joined(self.days, lambda day: day - timedelta(day.weekday()))
        return weeks if len(weeks) <= most else _joined(self.days, lambda day: day.replace(day=1))

    def never_shown(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Those of some entries (by id) that nobody was shown in the period, in their order."""
        shown = {entry.entry for entry in self.top}
        return tuple(entry for entry in entries if entry not in shown)


def figures(
    since: date, until: date, tallies: Sequence[Tally], votes: Iterable[VoteCount], questions: Iterable[Question]
) -> Figures:
    """Add up what happened in a period.

    Parameters
    ----------
    since, until
        The first and the last day (UTC), both included. Tallies of other days are left out.
    tallies, votes, questions
        What :mod:`bot.store.tallies`, :mod:`bot.store.votes` and :mod:`bot.store.questions` give for the period.
    """
    tallies = [tally for tally in tallies if since <= tally.day <= until]
    votes = list(votes)
    chats = {chat: counts(tally for tally in tallies if tally.chat == chat) for chat in {one.chat for one in tallies}}
    by_day: dict[date, list[Tally]] = {}
    for tally in tallies:
        by_day.setdefault(tally.day, []).append(tally)
    days = (since + timedelta(number) for number in range((until - since).days + 1))
    return Figures(
        since=since,
        until=until,
        total=counts(tallies),
        days=tuple(Span(day, day, counts(by_day.get(day, ()))) for day in days),
        chats=dict(sorted(chats.items(), key=lambda chat: (-chat[1].asked, chat[0]))),
        entries=_entries(tallies, votes),
        voted_down=_voted_down(votes),
        questions=tuple(sorted(questions, key=lambda one: (-one.times, -one.last_at, one.text))),
    )


def counts(tallies: Iterable[Tally]) -> Counts:
    """Add up tallies, whatever their days, chats and entries."""
    sums: Counter[str] = Counter()
    for tally in tallies:
        sums[tally.outcome] += tally.times
    return Counts(
        answered=sums[Outcome.ANSWER],
        suggested=sums[Outcome.SUGGEST],
        picked=sums[PICK],
        missed=sums[Outcome.NONE],
        emergencies=sums[Outcome.EMERGENCY],
        smalltalk=sums[Outcome.SMALLTALK],
    )


def _entries(tallies: Iterable[Tally], votes: Iterable[VoteCount]) -> tuple[EntryCount, ...]:
    answered, picked, up, down = (Counter[str]() for _ in range(4))
    for tally in tallies:
        if tally.entry and tally.outcome in {Outcome.ANSWER, Outcome.EMERGENCY}:
            answered[tally.entry] += tally.times
        elif tally.entry and tally.outcome == PICK:
            picked[tally.entry] += tally.times
    for vote in votes:
        up[vote.entry] += vote.up
        down[vote.entry] += vote.down
    found = (
        EntryCount(entry=entry, answered=answered[entry], picked=picked[entry], up=up[entry], down=down[entry])
        for entry in {*answered, *picked, *up}
    )
    return tuple(sorted(found, key=lambda one: (-one.shown, -one.up, one.down, one.entry)))


def _voted_down(votes: Sequence[VoteCount]) -> tuple[VotedDown, ...]:
    by_entry: dict[str, list[VoteCount]] = {}
    for vote in votes:
        by_entry.setdefault(vote.entry, []).append(vote)
    found = (
        VotedDown(
            entry,
            sum(vote.up for vote in given),
            sum(vote.down for vote in given),
            tuple(sorted((vote for vote in given if vote.down), key=lambda vote: (-vote.down, vote.up, vote.phrasing))),
        )
        for entry, given in by_entry.items()
        if any(vote.down for vote in given)
    )
    return tuple(sorted(found, key=lambda one: (-one.down, one.up, one.entry)))


def _joined(days: Iterable[Span], start: Callable[[date], date]) -> tuple[Span, ...]:
    """Days that have the same start, put together."""
    together: dict[date, list[Span]] = {}
    for day in days:
        together.setdefault(start(day.first), []).append(day)
    return tuple(Span(spans[0].first, spans[-1].last, _sum(spans)) for spans in together.values())


def _sum(spans: Sequence[Span]) -> Counts:
    names = ("answered", "suggested", "picked", "missed", "emergencies", "smalltalk")
    return Counts(**{name: sum(getattr(span.counts, name) for span in spans) for name in names})
