"""What a reply costs the person who asked: the measure by which thresholds and versions of an FAQ are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq.deciding import Outcome
from faq.evaluation import Subject

if TYPE_CHECKING:
    from faq.evaluation import Verdict

LIST = 1
"""A list to choose from that has the right answer in it, or that a question not for the FAQ got."""

NOTHING = 3
"""Nothing, or a list without the right answer, to a question that the FAQ answers."""

WRONG = 10
"""A wrong answer, an answer to what is not for the FAQ, an emergency missed, a false alarm."""

OBJECTIVE = (
    f"{LIST} for a list to choose from, {NOTHING} for nothing or a list without the right answer where the FAQ has "
    f"one, {WRONG} for a wrong answer, also to a question that is not for the FAQ"
)
"""The measure in words."""


def cost(verdict: Verdict) -> int:
    """What the reply costs; 0 when it is right."""
    if verdict.subject is Subject.EMERGENCY:
        return 0 if verdict.alarmed else WRONG
    if verdict.wrong:
        return WRONG
    if verdict.right:
        return 0
    outside = verdict.subject is Subject.OUTSIDE
    if verdict.reply.outcome is Outcome.SUGGEST:
        return LIST if outside or verdict.offered else NOTHING
    return 0 if outside else NOTHING
