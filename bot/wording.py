"""Figures and verdicts in plain words, for the report of ``backwalk evaluate``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq import Outcome

if TYPE_CHECKING:
    from faq.evaluation import Verdict

NOTHING_ASKED = "\u2013"
"""Stands where there is nothing to take a share of."""


_HAIR = 1e-9


def of_hundred(share: float, base: int) -> str:
    """A share as so many of 100, with one decimal where it matters."""
    if not base:
        return NOTHING_ASKED
    # A difference of shares may end up a hair below 0.
    percent = 0.0 if abs(share) < _HAIR else 100 * share
    return f"{percent:.0f}" if percent in {0.0, 100.0} else f"{percent:.1f}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 question``, ``2 questions``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def milliseconds(seconds: float) -> str:
    """A short time, with as many digits as say something."""
    value = 1000 * seconds
    return f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"  # noqa: PLR2004 - tenths of a long time say nothing


def said(verdict: Verdict) -> str:
    """What the bot did with a question."""
    match verdict.reply.outcome:
        case Outcome.SUGGEST:
            return "offered " + ", ".join(entry.id for entry in verdict.reply.suggestions)
        case Outcome.NONE:
            return "said that it does not know"
        case Outcome.EMERGENCY:
            return f"emergency answer {verdict.shown}"
    return f"answered {verdict.shown} (score {verdict.score:.2f})"


def wanted(verdict: Verdict) -> str:
    """What the bot should have done with a question."""
    return verdict.question.entry or "no answer, as it is not for this FAQ"
