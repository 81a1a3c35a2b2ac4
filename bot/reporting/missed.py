"""Missed and doubtful questions, asked anew: which the FAQ answers by now, where the others belong, what is alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.scrubbing import without_marks
from faq import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.store import Question
    from faq import Answerer, Faq, Reply

LIKELY = 0.7
"""From this share of the score that an answer needs on, a question is taken for one of its nearest entry: about as
likely as not, and a person decides."""

NEAR = 0.05
"""Below this score nothing comes near: what stands first among entries that have nothing to do with it says nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was missed or doubtful, and what the FAQ says to it now.

    Parameters
    ----------
    text
        The question without the marks that stand for names, links and the like; may be empty.
    outcome
        What is decided now.
    nearest
        Id of the answer that comes nearest now; empty where none does.
    score
        Of that answer, 0 to 1.
    entry
        Id of the entry that the question belongs to: the one that somebody picked, or else the nearest if it is likely
        enough; empty where there is none.
    picked
        Whether somebody picked it.
    """

    question: Question
    text: str
    outcome: Outcome
    nearest: str
    score: float
    entry: str
    picked: bool

    @property
    def times(self) -> int:
        """How often it was asked."""
        return self.question.times


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same.

    Parameters
    ----------
    questions
        The most frequent first.
    """

    questions: tuple[Asked, ...]

    @property
    def title(self) -> str:
        """The question that was asked most often."""
        return self.questions[0].question.text

    @property
    def times(self) -> int:
        """How often all of them were asked."""
        return sum(asked.times for asked in self.questions)

    @property
    def nearest(self) -> str:
        """Id of the entry that most of them come nearest to; empty where none does."""
        near: Counter[str] = Counter()
        for asked in self.questions:
            near[asked.entry or asked.nearest] += asked.times
        del near[""]
        return min(near, key=lambda entry: (-near[entry], entry), default="")

    @property
    def score(self) -> float:
        """Of the question that comes nearest to that entry, 0 to 1."""
        entry = self.nearest
        return max((asked.score for asked in self.questions if asked.nearest == entry), default=0.0)


@dataclass(frozen=True, slots=True)
class Missed:
    """What became of the missed and doubtful questions.

    Parameters
    ----------
    alarming
        Those that the FAQ calls an emergency now.
    groups
        Those that it still does not answer, by likeness, most frequent first.
    settled
        Those that it answers by now.
    """

    alarming: tuple[Asked, ...]
    groups: tuple[Group, ...]
    settled: tuple[Asked, ...]

    @property
    def phrasings(self) -> Mapping[str, tuple[Asked, ...]]:
        """New phrasings by the id of the entry that they belong to, each once, most frequent first."""
        found: dict[str, list[Asked]] = {}
        for asked in (asked for group in self.groups for asked in group.questions if asked.entry and asked.text):
            found.setdefault(asked.entry, []).append(asked)
        often = sorted(found.items(), key=lambda one: (-sum(asked.times for asked in one[1]), one[0]))
        return {entry: _each_once(_often_first(questions)) for entry, questions in often}

    @property
    def candidates(self) -> tuple[Group, ...]:
        """Questions that belong to no entry, by likeness: for a new entry, or for ``near``."""
        left = (tuple(asked for asked in group.questions if not asked.entry) for group in self.groups)
        return _largest_first(Group(questions) for questions in left if questions)


def missed(questions: Iterable[Question], answerer: Answerer) -> Missed:
    """Ask missed questions anew, and put together what is alike.

    Parameters
    ----------
    questions
        As the store has them, each text once.
    answerer
        Of the FAQ as it is now.
    """
    asked = [_asked(question, answerer) for question in questions]
    settled = [one for one in asked if one.outcome in {Outcome.ANSWER, Outcome.SMALLTALK}]
    left = {one.question.text: one for one in asked if one.outcome in {Outcome.SUGGEST, Outcome.NONE}}
    groups = (Group(_often_first([left[text] for text in group])) for group in answerer.group(left))
    return Missed(
        alarming=_often_first([one for one in asked if one.outcome is Outcome.EMERGENCY]),
        groups=_largest_first(groups),
        settled=_often_first(settled),
    )


def _asked(question: Question, answerer: Answerer) -> Asked:
    text = without_marks(question.text)
    reply = answerer.reply(text)
    nearest, score = _nearest(reply)
    picked = _is_answer(question.picked, answerer.faq)
    likely = score >= LIKELY * answerer.faq.vocabulary.thresholds.answer
    entry = question.picked if picked else nearest if likely else ""
    return Asked(question, text, reply.outcome, nearest, score, entry, picked)


def _nearest(reply: Reply) -> tuple[str, float]:
    answers = (
        (match.entry.id, match.score)
        for match in reply.matches
        if match.entry.kind is Kind.ANSWER and match.score >= NEAR
    )
    return next(answers, ("", 0.0))


def _is_answer(entry: str, faq: Faq) -> bool:
    return entry in faq.by_id and faq.by_id[entry].kind is Kind.ANSWER


def _often_first(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    """In the order of how often each was asked; those asked as often stay as they are."""
    return tuple(sorted(questions, key=lambda asked: -asked.times))


def _each_once(questions: Iterable[Asked]) -> tuple[Asked, ...]:
    """The first of those that say the same: what was taken out may have been all that differed."""
    said: dict[str, Asked] = {}
    for asked in questions:
        said.setdefault(" ".join(asked.text.casefold().split()), asked)
    return tuple(said.values())


def _largest_first(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: (-group.times, -len(group.questions), group.title)))
