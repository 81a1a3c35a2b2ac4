"""Two versions of an FAQ, asked the same questions: what has become better, and what worse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.costs import cost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faq.evaluation import Verdict


class Direction(StrEnum):
    """Where a change leads."""

    WORSE = "worse"
    BETTER = "better"
    SIDEWAYS = "sideways"
    """Another reply that is as good or bad as the old one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that the new version replies to in another way."""

    old: Verdict
    new: Verdict

    @property
    def direction(self) -> Direction:
        """Where the change leads, by what a reply costs."""
        difference = cost(self.new) - cost(self.old)
        if not difference:
            return Direction.SIDEWAYS
        return Direction.WORSE if difference > 0 else Direction.BETTER


def changes(old: Iterable[Verdict], new: Iterable[Verdict]) -> tuple[Change, ...]:
    """Find what has changed: outcome or entry shown. Both hold the same questions in the same order."""
    pairs = (Change(before, after) for before, after in zip(old, new, strict=True))
    # A list to choose from that has lost the right answer is a change as well: its cost tells.
    return tuple(
        change
        for change in pairs
        if _seen(change.old) != _seen(change.new) or change.direction is not Direction.SIDEWAYS
    )


def _seen(verdict: Verdict) -> tuple[str, str | None]:
    return verdict.reply.outcome.value, verdict.shown
