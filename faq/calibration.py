"""Whether scores mean what they say: of the best matches with a score of 0.8, eight in ten should be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.deciding import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faq.evaluation import Verdict

BANDS = 10
"""Into how many bands of the same width the scores from 0 to 1 are sorted."""

_BY_SCORE = frozenset({Outcome.ANSWER, Outcome.SMALLTALK, Outcome.SUGGEST})


@dataclass(frozen=True, slots=True)
class Band:
    """Replies whose best match has a score from ``low`` to below ``high`` (the last band takes in 1).

    Parameters
    ----------
    count
        How many there are; of them
    right
        how many best matches are right, and
    answered
        how many were shown as the answer; with the others they stood in a list to choose from.
    """

    low: float
    high: float
    count: int
    right: int
    answered: int

    @property
    def share(self) -> float:
        """The share that is right, 0 to 1; 0 when there are none."""
        return self.right / self.count if self.count else 0.0


def calibration(verdicts: Iterable[Verdict]) -> tuple[Band, ...]:
    """Sort replies into bands by the score of their best match, lowest first.

    Emergencies are found without a score, and what is refused has been judged by its scope: both are left out.
    """
    groups: list[list[Verdict]] = [[] for _ in range(BANDS)]
    for verdict in verdicts:
        if verdict.reply.outcome in _BY_SCORE:
            groups[min(int(verdict.score * BANDS), BANDS - 1)].append(verdict)
    return tuple(
        Band(
            low=number / BANDS,
            high=(number + 1) / BANDS,
            count=len(group),
            right=sum(verdict.best_is_right for verdict in group),
            answered=sum(verdict.shown is not None for verdict in group),
        )
        for number, group in enumerate(groups)
    )
