"""The decision: how likely the question is for this FAQ, and each entry right -> what is said.

Wrong answers cost more than suggestions, so an answer needs two things: that the question is one for this FAQ at all,
and that its entry is likely enough to be the right one. How likely is enough is up to the FAQ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.entries import Kind

if TYPE_CHECKING:
    from faq.entries import Entry, Thresholds

OFFERED_SCORE = 0.03
"""From this score on a match is offered beside the first."""

LEAST_OFFERED, MOST_OFFERED = 2, 4

LEAD = 0.1
"""By how much the score of an answer must be above that of the next: between two as likely as each other a person
chooses, however likely both are."""


class Outcome(StrEnum):
    """What is done with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    EMERGENCY = "emergency"
    SMALLTALK = "smalltalk"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer the question.

    Parameters
    ----------
    score
        0 to 1: how likely the entry is the right one.
    phrasing
        The phrasing of the entry that came nearest.
    """

    entry: Entry
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say to a question.

    Parameters
    ----------
    matches
        Up to five, best first, whatever the outcome.
    suggestions
        Two to four entries to offer when the outcome is ``suggest``, else empty.
    scope
        0 to 1: how likely the question is one for this FAQ at all.
    """

    question: str
    outcome: Outcome
    matches: tuple[Match, ...]
    suggestions: tuple[Entry, ...] = ()
    scope: float = 0.0

    @property
    def entry(self) -> Entry | None:
        """The entry to show for ``answer``, ``emergency`` and ``smalltalk``; None otherwise."""
        if self.outcome in {Outcome.SUGGEST, Outcome.NONE}:
            return None
        return self.matches[0].entry


def decide(question: str, scope: float, matches: tuple[Match, ...], thresholds: Thresholds) -> Reply:
    """Answer, offer, or say that nothing is known. Emergencies are not decided here."""
    if not matches or scope < thresholds.offer:
        return Reply(question, Outcome.NONE, matches, scope=scope)
    if matches[0].score < thresholds.answer:
        return _suggestion(question, scope, matches)
    smalltalk = matches[0].entry.kind is Kind.SMALLTALK
    if not smalltalk and _is_tied(matches):
        return _suggestion(question, scope, matches)
    return Reply(question, Outcome.SMALLTALK if smalltalk else Outcome.ANSWER, matches, scope=scope)


def _is_tied(matches: tuple[Match, ...]) -> bool:
    """Whether another answer is as likely as the first."""
    return any(other.entry.kind is Kind.ANSWER and matches[0].score - other.score < LEAD for other in matches[1:2])


def _suggestion(question: str, scope: float, matches: tuple[Match, ...]) -> Reply:
    """Offer the answers among the matches, or nothing where there are too few to choose from."""
    answers = [match for match in matches if match.entry.kind is Kind.ANSWER]
    likely = [match for match in answers if match.score >= OFFERED_SCORE][:MOST_OFFERED]
    offered = likely if len(likely) >= LEAST_OFFERED else answers[:LEAST_OFFERED]
    if len(offered) < LEAST_OFFERED:
        return Reply(question, Outcome.NONE, matches, scope=scope)
    return Reply(question, Outcome.SUGGEST, matches, tuple(match.entry for match in offered), scope)
