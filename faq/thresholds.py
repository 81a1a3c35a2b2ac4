"""Which thresholds would have been best for labelled questions: the same replies, decided anew.

Every hundredth is tried for both thresholds; finer steps would fit the questions at hand and no others.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from faq.costs import cost
from faq.deciding import Outcome, decide
from faq.entries import Thresholds
from faq.evaluation import Figures, figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from faq.deciding import Reply
    from faq.evaluation import Verdict

_NEVER, _OFFER_ALWAYS, _ANSWER_ALWAYS = Thresholds(2, 2), Thresholds(2, 0), Thresholds(0, 0)
"""What no score passes, and what every one does."""

_STEPS = tuple(hundredth / 100 for hundredth in range(1, 101))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What thresholds make of labelled questions.

    Parameters
    ----------
    cost
        Sum of the costs of all replies, see :mod:`faq.costs`.
    """

    thresholds: Thresholds
    cost: int
    figures: Figures


def weighed(verdicts: Sequence[Verdict], thresholds: Thresholds) -> Weighed:
    """Decide all replies anew and sum up."""
    anew = [replace(verdict, reply=decided(verdict.reply, thresholds)) for verdict in verdicts]
    return Weighed(thresholds, sum(map(cost, anew)), figures(anew))


def best(verdicts: Sequence[Verdict], now: Thresholds) -> Thresholds:
    """Find the thresholds with the least cost; among equals, those nearest to the current ones."""
    return min(
        _tried(verdicts),
        key=lambda found: (found[0], abs(found[1].answer - now.answer) + abs(found[1].offer - now.offer)),
    )[1]


def decided(reply: Reply, thresholds: Thresholds) -> Reply:
    """The reply that other thresholds would have given. No threshold takes part in finding an emergency.

    What small talk stands beside is left as the current thresholds found it.
    """
    if reply.outcome is Outcome.EMERGENCY:
        return reply
    return decide(reply.question, reply.scope, reply.matches, thresholds)


@dataclass(frozen=True, slots=True)
class _Costs:
    """What a question costs with each outcome, and up to which step its figures pass the thresholds."""

    refused: int
    suggested: int
    answered: int
    passes_scope: int
    passes_score: int


def _tried(verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Thresholds]]:
    """All pairs of thresholds with their cost. Each pass adds up the questions once, whatever the other threshold."""
    each = [_costs(verdict) for verdict in verdicts]
    for tried, offer in enumerate(_STEPS):
        total = 0
        # What the cost changes by when the threshold of answers goes up by one step.
        steps = [0] * (len(_STEPS) + 1)
        for found in each:
            if found.passes_scope <= tried:
                total += found.refused
            else:
                total += found.answered if found.passes_score else found.suggested
                if found.passes_score:
                    steps[found.passes_score] += found.suggested - found.answered
        for answer, change in zip(_STEPS, accumulate(steps), strict=False):
            yield total + change, Thresholds(answer, offer)


def _costs(verdict: Verdict) -> _Costs:
    reply = verdict.reply
    if reply.outcome is Outcome.EMERGENCY or not reply.matches:
        fixed = cost(verdict)
        return _Costs(fixed, fixed, fixed, 0, 0)
    refused, suggested, answered = (
        cost(replace(verdict, reply=decided(reply, extreme))) for extreme in (_NEVER, _OFFER_ALWAYS, _ANSWER_ALWAYS)
    )
    passes_scope, passes_score = (bisect_right(_STEPS, value) for value in (reply.scope, verdict.score))
    return _Costs(refused, suggested, answered, passes_scope, passes_score)
