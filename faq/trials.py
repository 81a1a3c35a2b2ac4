"""Every phrasing as a question: whether it would find its entry if it had not been written down.

The phrasings are dealt out to folds. Each fold is left out once, the rest is learnt, and what was left out is asked. In
an entry the phrasings of a fold lie apart, so that those like it, which often stand beside it, remain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING

from faq.answering import Answerer
from faq.processes import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq.deciding import Match
    from faq.entries import Entry, Faq

FOLDS = 6
"""How often is learnt anew, each time without a sixth of the phrasings."""

MARGIN = 0.05
"""By how much the score of a phrasing's own entry must be ahead, from 0 to 1: less is luck."""

WORKERS = 2
"""Processes that learn and ask at the same time."""

FEW = 1000
"""Phrasings up to which the work is done sooner than other processes are started."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a phrasing fared as a question.

    Parameters
    ----------
    entry, phrasing
        Number of its entry, and its own number therein.
    first
        Whether its own entry came first.
    score
        0 to 1: the score of its own entry; 0 where that was not found.
    other
        The best match among the other entries; None where there was none.
    """

    entry: int
    phrasing: int
    first: bool
    score: float
    other: Rival | None = None

    @property
    def lead(self) -> float:
        """By how much the score of its own entry is ahead of the best other one, -1 to 1."""
        return self.score - (self.other.score if self.other else 0.0)

    @property
    def missed(self) -> bool:
        """Whether its own entry did not come first, or only just."""
        return not self.first or self.lead < MARGIN


@dataclass(frozen=True, slots=True)
class Rival:
    """Another entry that a phrasing found.

    Parameters
    ----------
    entry
        Number of the entry.
    phrasing
        Number of its phrasing that came nearest.
    score
        0 to 1.
    """

    entry: int
    phrasing: int
    score: float


def tried(faq: Faq, workers: int | None = None) -> Iterator[tuple[Trial, ...]]:
    """Ask every phrasing without having learnt it, fold by fold. A phrasing that is its entry's only one is not asked.

    Parameters
    ----------
    workers
        Processes to do it in; 1 for this one, None for what is quickest.
    """
    if workers is None:
        workers = WORKERS if sum(len(entry.questions) for entry in faq.entries) > FEW else 1
    return map(_try_fold, repeat(faq), range(FOLDS)) if workers == 1 else spread(_try_fold, faq, FOLDS, workers)


def ask(answerer: Answerer, faq: Faq, entry: int, phrasing: int) -> Trial:
    """Ask one phrasing.

    Parameters
    ----------
    answerer
        What answers; its FAQ may lack phrasings of the other one.
    entry, phrasing
        Number of the entry, and of the phrasing therein.
    """
    own = faq.entries[entry]
    matches = answerer.reply(own.questions[phrasing]).matches
    score = next((match.score for match in matches if match.entry.id == own.id), 0.0)
    other = next((match for match in matches if match.entry.id != own.id), None)
    first = bool(matches) and matches[0] is not other
    return Trial(entry, phrasing, first, score, _rival(other, faq) if other else None)


def _rival(match: Match, faq: Faq) -> Rival:
    entry = faq.numbers[match.entry.id]
    return Rival(entry, faq.entries[entry].questions.index(match.phrasing), match.score)


def _try_fold(faq: Faq, fold: int) -> tuple[Trial, ...]:
    left_out = [
        (number, phrasing)
        for number, entry in enumerate(faq.entries)
        if len(entry.questions) > 1
        for phrasing in range(fold, len(entry.questions), FOLDS)
    ]
    if not left_out:
        return ()
    answerer = Answerer(replace(faq, entries=tuple(_without(entry, fold) for entry in faq.entries)))
    return tuple(ask(answerer, faq, entry, phrasing) for entry, phrasing in left_out)


def _without(entry: Entry, fold: int) -> Entry:
    kept = tuple(question for number, question in enumerate(entry.questions) if number % FOLDS != fold)
    return replace(entry, questions=kept or entry.questions, lines=())
