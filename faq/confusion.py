"""Entries that are taken for others: what the trials of their phrasings say about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from faq.entries import Kind
from faq.mistakes import Mistake, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from faq.entries import Entry, Faq
    from faq.trials import Trial

CLOSE_SHARE, CLOSE_PHRASINGS = 0.25, 5
"""Two entries are too close when such a share of the phrasings of one, and at least so many, go to the other."""

_WEIGHTIEST = (Kind.EMERGENCY, Kind.ANSWER, Kind.SMALLTALK)


@dataclass(frozen=True, slots=True)
class Reach:
    """How well an entry is found by words that are not its own.

    Parameters
    ----------
    tried
        How many of its phrasings were asked without having been learnt.
    found
        How many of them found the entry first, be it only just.
    missed
        Those that did not find it first, or only just; the worst come first.
    taken_for
        The entries that were found instead, with how often; the most frequent come first.
    """

    entry: Entry
    tried: int
    found: int
    missed: tuple[Trial, ...]
    taken_for: tuple[tuple[Entry, int], ...]

    @property
    def share(self) -> float:
        """The share that is missed, 0 to 1."""
        return len(self.missed) / self.tried


def reaches(faq: Faq, trials: Iterable[Trial]) -> tuple[Reach, ...]:
    """Sum up trials by entry: emergencies come first, small talk last, and what is missed most before the others."""
    of_entry: dict[int, list[Trial]] = {}
    for trial in trials:
        of_entry.setdefault(trial.entry, []).append(trial)
    found = (_reach(faq, number, of_entry[number]) for number in sorted(of_entry))
    return tuple(sorted(found, key=lambda reach: (_WEIGHTIEST.index(reach.entry.kind), -reach.share)))


def _reach(faq: Faq, number: int, trials: Sequence[Trial]) -> Reach:
    missed = sorted((trial for trial in trials if trial.missed), key=lambda trial: (trial.lead, trial.phrasing))
    others = Counter(faq.entries[trial.other.entry].id for trial in missed if trial.other)
    return Reach(
        faq.entries[number],
        len(trials),
        sum(trial.first for trial in trials),
        tuple(missed),
        tuple((faq.by_id[other], count) for other, count in others.most_common()),
    )


def out_of_reach(reaches: Iterable[Reach]) -> Iterator[Mistake]:
    """Entries that are found by their own phrasings alone."""
    for reach in reaches:
        if not reach.found:
            problem = f"none of the {reach.tried} phrasings of {quote(reach.entry.id)} leads to it without itself"
            remedy = "nobody will find it by other words: write phrasings that share the words which matter"
            yield Mistake(reach.entry.place, problem, remedy)


def too_close(reaches: Iterable[Reach]) -> Iterator[Mistake]:
    """Pairs of entries whose phrasings go to each other."""
    for one, other in combinations(reaches, 2):
        there, back = _gone(one, other), _gone(other, one)
        if not any(_many(count, reach) for count, reach in ((there, one), (back, other))):
            continue
        first, second = sorted((one.entry.place, other.entry.place), key=lambda place: (place.file, place.line))
        gone = " and ".join(
            f"{count} of {reach.tried} phrasings of {quote(reach.entry.id)} go to {quote(rival.entry.id)}"
            for count, reach, rival in ((there, one, other), (back, other, one))
            if count
        )
        problem = f"too close to the entry in {second}: without themselves {gone}"
        yield Mistake(first, problem, "merge the two, or write phrasings that say what differs")


def _many(count: int, reach: Reach) -> bool:
    return count >= max(CLOSE_PHRASINGS, CLOSE_SHARE * reach.tried)


def _gone(reach: Reach, other: Reach) -> int:
    return next((count for entry, count in reach.taken_for if entry is other.entry), 0)
