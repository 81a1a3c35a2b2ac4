"""Verdicts by what they are about: by kind of question, by entry, and which entry is taken for which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.costs import LIST, cost
from faq.deciding import Outcome
from faq.evaluation import Figures, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from faq.evaluation import Verdict


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """How the questions of one entry fared.

    Parameters
    ----------
    asked
        How many questions it is the answer to. Each of them counts in one of the next five.
    right, offered, others, wrong, refused
        How many were answered rightly; got a list to choose from with the right answer; got one without it; were
        answered wrongly; got nothing.
    cost
        Sum of their costs, see :mod:`faq.costs`.
    """

    entry: str
    asked: int
    right: int
    offered: int
    others: int
    wrong: int
    refused: int
    cost: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Questions about one thing that got another.

    Parameters
    ----------
    asked_for
        Id of the entry; None for questions that the FAQ should not answer.
    shown
        Id of the entry that was shown; None where none was.
    outcome
        What was done with the questions.
    verdicts
        The questions; the surest reply first.
    """

    asked_for: str | None
    shown: str | None
    outcome: Outcome
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long replies took, in seconds.

    Parameters
    ----------
    p50, p99
        What half, and 99 of 100 replies, did not exceed.
    """

    p50: float
    p99: float
    longest: float


def by_kind(verdicts: Iterable[Verdict]) -> Mapping[str, Figures]:
    """Figures for each kind of question, in the order of the questions."""
    return {kind: figures(found) for kind, found in _grouped(verdicts).items()}


def by_entry(verdicts: Iterable[Verdict]) -> tuple[EntryFigures, ...]:
    """Figures for each entry that a question asks for, worst first."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.question.entry is not None:
            groups.setdefault(verdict.question.entry, []).append(verdict)
    found = (_entry_figures(entry, asked) for entry, asked in groups.items())
    return tuple(sorted(found, key=lambda one: (-one.cost, one.entry)))


def confusions(verdicts: Iterable[Verdict]) -> tuple[Confusion, ...]:
    """Everything that was wrong, refused, or offered in vain, commonest first; wrong answers before the others."""
    groups: dict[tuple[str | None, str | None, Outcome], list[Verdict]] = {}
    for verdict in verdicts:
        if cost(verdict) > LIST:
            groups.setdefault((verdict.question.entry, verdict.shown, verdict.reply.outcome), []).append(verdict)
    found = (Confusion(*key, tuple(sorted(group, key=lambda one: -one.score))) for key, group in groups.items())
    return tuple(sorted(found, key=lambda one: (-len(one.verdicts), one.shown is None, one.asked_for or "")))


def times(verdicts: Sequence[Verdict]) -> Times:
    """How long replies took; there must be one."""
    seconds = sorted(verdict.seconds for verdict in verdicts)
    return Times(seconds[len(seconds) // 2], seconds[len(seconds) * 99 // 100], seconds[-1])


def _grouped(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.question.kind, []).append(verdict)
    return groups


def _entry_figures(entry: str, asked: Sequence[Verdict]) -> EntryFigures:
    return EntryFigures(
        entry,
        len(asked),
        right=sum(verdict.right for verdict in asked),
        offered=sum(verdict.offered and not verdict.right for verdict in asked),
        others=sum(verdict.reply.outcome is Outcome.SUGGEST and not verdict.offered for verdict in asked),
        wrong=sum(verdict.wrong for verdict in asked),
        refused=sum(verdict.refused for verdict in asked),
        cost=sum(map(cost, asked)),
    )
