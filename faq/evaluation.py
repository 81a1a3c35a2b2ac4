"""Labelled questions -> figures: how often the bot is right, offers what is right, is wrong, or misses an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.answering import Outcome
from faq.entries import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faq.answering import Answerer, Reply


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what it is about.

    Parameters
    ----------
    text
        The question as somebody typed it.
    entries
        Ids of the entries that answer it; empty for a question that the FAQ should not answer.
    kind
        What sort of question it is, for example ``typo`` or ``story``.
    """

    text: str
    entries: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A labelled question with the bot's reply to it."""

    question: LabelledQuestion
    reply: Reply

    @property
    def shown(self) -> str | None:
        """Id of the entry that was shown, or None."""
        return self.reply.entry.id if self.reply.entry is not None else None

    @property
    def right(self) -> bool:
        """Whether an entry that answers the question was shown."""
        return self.shown in self.question.entries

    @property
    def offered(self) -> bool:
        """Whether an entry that answers the question was shown or offered."""
        return self.right or any(entry.id in self.question.entries for entry in self.reply.suggestions)

    @property
    def wrong(self) -> bool:
        """Whether an entry was shown that does not answer the question."""
        return self.shown is not None and not self.right

    @property
    def alarmed(self) -> bool:
        """Whether the question was taken for an emergency."""
        return self.reply.outcome is Outcome.EMERGENCY


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the questions, each 0 to 1; 0 where there are no such questions.

    Parameters
    ----------
    right, offered, wrong
        Of the questions for the FAQ, emergencies left out: answered rightly; rightly answered or offered; answered
        wrongly.
    outside_answered
        Of the questions that the FAQ should not answer: answered all the same.
    alarms_found
        Of the emergencies: found.
    false_alarms
        Of all other questions: taken for an emergency.
    """

    right: float
    offered: float
    wrong: float
    outside_answered: float
    alarms_found: float
    false_alarms: float


def judge(answerer: Answerer, questions: Iterable[LabelledQuestion]) -> tuple[Verdict, ...]:
    """Ask the bot all questions."""
    return tuple(Verdict(question, answerer.reply(question.text)) for question in questions)


def figures(verdicts: Iterable[Verdict], answerer: Answerer) -> Figures:
    """Sum up verdicts, which may be read once."""
    emergencies = {entry.id for entry in answerer.faq.entries if entry.kind is Kind.EMERGENCY}
    everything = tuple(verdicts)
    alarms = [verdict for verdict in everything if emergencies >= verdict.question.entries > frozenset()]
    calm = [verdict for verdict in everything if not verdict.question.entries & emergencies]
    inside = [verdict for verdict in calm if verdict.question.entries]
    outside = [verdict for verdict in calm if not verdict.question.entries]
    return Figures(
        right=_share(verdict.right for verdict in inside),
        offered=_share(verdict.offered for verdict in inside),
        wrong=_share(verdict.wrong for verdict in inside),
        outside_answered=_share(verdict.wrong for verdict in outside),
        alarms_found=_share(verdict.alarmed for verdict in alarms),
        false_alarms=_share(verdict.alarmed for verdict in calm),
    )


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0
