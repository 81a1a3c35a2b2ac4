"""Labelled questions -> figures: how often the bot is right, offers what is right, is wrong, or misses an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import TYPE_CHECKING

from faq.deciding import Outcome
from faq.entries import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from faq.answering import Answerer
    from faq.deciding import Reply
    from faq.entries import Faq


_NOWHERE = Place("", 0)


class Subject(StrEnum):
    """What a question is about, as its label says."""

    FAQ = "faq"
    """Something that the FAQ answers, small talk included."""
    OUTSIDE = "outside"
    """Nothing of this FAQ."""
    EMERGENCY = "emergency"
    """An emergency and nothing else."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what it is about.

    Parameters
    ----------
    text
        The question as somebody typed it.
    entry
        Id of the entry that answers it; None for a question that the FAQ should not answer.
    also
        Ids of other entries that would be right as well.
    kind
        What sort of question it is, for example ``typo`` or ``story``.
    place
        Where it stands in the file that it was read from.
    """

    text: str
    entry: str | None
    also: frozenset[str] = frozenset()
    kind: str = ""
    place: Place = _NOWHERE

    @property
    def entries(self) -> frozenset[str]:
        """Ids of all entries that it is right to show."""
        return self.also if self.entry is None else self.also | {self.entry}

    def subject(self, emergencies: Collection[str]) -> Subject:
        """What it is about, with the ids of the emergency entries known."""
        if self.entry is None:
            return Subject.OUTSIDE
        return Subject.EMERGENCY if self.entries <= frozenset(emergencies) else Subject.FAQ


@dataclass(frozen=True, slots=True)
class Verdict:
    """A labelled question with the bot's reply to it.

    Parameters
    ----------
    seconds
        How long the reply took.
    """

    question: LabelledQuestion
    reply: Reply
    subject: Subject
    seconds: float = 0.0

    @property
    def shown(self) -> str | None:
        """Id of the entry that was shown, or None."""
        return self.reply.entry.id if self.reply.entry is not None else None

    @property
    def score(self) -> float:
        """Score of the first match; 0 where nothing matches."""
        return self.reply.matches[0].score if self.reply.matches else 0.0

    @property
    def best_is_right(self) -> bool:
        """Whether the first match, shown or not, is right for the question."""
        return bool(self.reply.matches) and self.reply.matches[0].entry.id in self.question.entries

    @property
    def right(self) -> bool:
        """Whether an entry was shown that is right for the question."""
        return self.shown in self.question.entries

    @property
    def offered(self) -> bool:
        """Whether an entry that is right for the question was shown or offered."""
        return self.right or any(entry.id in self.question.entries for entry in self.reply.suggestions)

    @property
    def wrong(self) -> bool:
        """Whether an entry was shown that is not right for the question."""
        return self.shown is not None and not self.right

    @property
    def refused(self) -> bool:
        """Whether nothing was shown and nothing offered, though the FAQ answers the question."""
        return self.subject is not Subject.OUTSIDE and self.reply.outcome is Outcome.NONE

    @property
    def alarmed(self) -> bool:
        """Whether the question was taken for an emergency."""
        return self.reply.outcome is Outcome.EMERGENCY

    @property
    def false_alarm(self) -> bool:
        """Whether the question was taken for an emergency, and no emergency answers it."""
        return self.alarmed and not self.right and self.subject is not Subject.EMERGENCY


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the questions, each 0 to 1; 0 where there are no such questions.

    Parameters
    ----------
    inside, outside, emergencies
        How many questions are for the FAQ, not for it, and emergencies: each question is one of these.
    right, offered, wrong, refused
        Of the questions for the FAQ, emergencies left out: answered rightly; rightly answered or offered; answered
        wrongly; not answered at all. The rest got a list without the right answer.
    outside_answered
        Of the questions that the FAQ should not answer: answered all the same.
    alarms_found
        Of the emergencies: found.
    false_alarms
        Of all other questions: taken for an emergency.
    """

    inside: int
    outside: int
    emergencies: int
    right: float
    offered: float
    wrong: float
    refused: float
    outside_answered: float
    alarms_found: float
    false_alarms: float


def emergencies_of(faq: Faq) -> frozenset[str]:
    """Ids of the emergency entries."""
    return frozenset(entry.id for entry in faq.entries if entry.kind is Kind.EMERGENCY)


def judge(
    answerer: Answerer, questions: Iterable[LabelledQuestion], emergencies: Collection[str] | None = None
) -> tuple[Verdict, ...]:
    """Ask the bot all questions.

    Parameters
    ----------
    emergencies
        Ids of the emergency entries in the FAQ that the labels were written for; None when it is the answerer's own.
    """
    known = emergencies_of(answerer.faq) if emergencies is None else emergencies
    return tuple(_verdict(answerer, question, known) for question in questions)


def figures(verdicts: Iterable[Verdict]) -> Figures:
    """Sum up verdicts, which may be read once."""
    everything = tuple(verdicts)
    inside, outside, alarms = (
        [verdict for verdict in everything if verdict.subject is subject]
        for subject in (Subject.FAQ, Subject.OUTSIDE, Subject.EMERGENCY)
    )
    return Figures(
        inside=len(inside),
        outside=len(outside),
        emergencies=len(alarms),
        right=_share(verdict.right for verdict in inside),
        offered=_share(verdict.offered for verdict in inside),
        wrong=_share(verdict.wrong for verdict in inside),
        refused=_share(verdict.refused for verdict in inside),
        outside_answered=_share(verdict.wrong for verdict in outside),
        alarms_found=_share(verdict.alarmed for verdict in alarms),
        false_alarms=_share(verdict.false_alarm for verdict in (*inside, *outside)),
    )


def _verdict(answerer: Answerer, question: LabelledQuestion, emergencies: Collection[str]) -> Verdict:
    began = perf_counter()
    reply = answerer.reply(question.text)
    seconds = perf_counter() - began
    return Verdict(question, reply, question.subject(emergencies), seconds)


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0
