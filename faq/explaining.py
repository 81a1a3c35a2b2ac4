"""Why the bot says what it says to a question: how it was read, what was found, and how the decision fell.

All figures are those of the decision itself (:mod:`faq.answering`). Nothing here is laid out for readers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.deciding import Outcome
from faq.entries import Kind
from faq.rereading import read_again, typed
from faq.voices import alarm_voices, voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faq.deciding import Reply
    from faq.entries import Entry, Faq, Thresholds
    from faq.learning import Learnt
    from faq.red_flags import SeenSign
    from faq.rereading import Reading
    from faq.search import Index
    from faq.voices import Voice
    from faq.weighing import Alarm, Decision, ForEntry, ForFaq, Weighed


class Reason(StrEnum):
    """Why the decision fell as it did."""

    ALARM = "alarm"
    NOTHING_KNOWN = "nothing known"
    NEAR = "near"
    OUT_OF_SCOPE = "out of scope"
    TOO_FEW = "too few to offer"
    UNSURE = "unsure"
    TIED = "tied"
    SAME_WORDS = "same words"
    SURE = "sure"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that came near, with what its score was made from.

    Parameters
    ----------
    score, phrasing
        Those of the reply.
    compared
        The part of the question that the phrasing came nearest to.
    share
        0 to 1: its probability among all entries, as learnt.
    similarity
        0 to 1: that of the phrasing.
    coverage
        0 to 1: how much of that part the entry has words for.
    strangeness
        Weight of the words of that part that the FAQ does not know.
    evidence
        What says how likely it is right, if the question is one for this FAQ.
    same_words
        Whether the question has the same words as the phrasing.
    """

    entry: Entry
    score: float
    phrasing: str
    compared: str
    share: float
    similarity: float
    coverage: float
    strangeness: float
    evidence: ForEntry
    same_words: bool


@dataclass(frozen=True, slots=True)
class AlarmStory:
    """Why an alarm was raised, or not.

    Parameters
    ----------
    value
        What the learnt weights say: 0 is even odds, 1 a factor of e; less than any number for nothing known.
    raised
        The alarm; None if there was none.
    signs
        All signs whose words occur.
    voices
        What each word said for an alarm, the loudest first: their sum is the value.
    """

    value: float
    raised: Alarm | None
    signs: tuple[SeenSign, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the bot says what it says.

    Parameters
    ----------
    evidence
        What the reply's scope was made from; None where nothing was found.
    candidates
        The entries of the reply, but for the one that an alarm put in front.
    voices
        What each word said for the first candidate, and for the second, in the part that was decisive.
    beside
        The question that small talk gave way to, or None.
    alarm
        None where the FAQ has no emergency.
    """

    reply: Reply
    reason: Reason
    reading: Reading
    evidence: ForFaq | None
    candidates: tuple[Candidate, ...]
    voices: tuple[Voice, ...]
    beside: str | None
    alarm: AlarmStory | None


def explain(decision: Decision, faq: Faq, index: Index, learnt: Learnt, signs: Sequence[SeenSign]) -> Explanation:
    """Put together what a decision was made from.

    Parameters
    ----------
    signs
        All signs whose words occur in the question.
    """
    reply, alarm, beside = decision.reply, decision.alarm, decision.beside
    weighing = beside.weighing if beside else decision.weighing
    weighed = weighing.entries[: len(reply.matches) - (alarm is not None)]
    searched = index.parts_of(beside.read) if beside else index.parts(reply.question)
    parts = {part.tokens: part for part in searched}
    loud = parts[weighed[0].hit.telling] if weighed else None
    story = AlarmStory(
        decision.finding.alarm,
        alarm,
        tuple(signs),
        alarm_voices(index.parts(reply.question), learnt) if math.isfinite(decision.finding.alarm) else (),
    )
    return Explanation(
        reply,
        _reason(decision, index, faq.vocabulary.thresholds),
        read_again(reply.question, index, _asked_with(learnt), typed(loud.tokens) if loud and len(parts) > 1 else None),
        weighing.evidence,
        tuple(_candidate(one, index) for one in weighed),
        voices(loud, learnt, [one.hit.entry for one in weighed[:2]]) if loud else (),
        beside.text if beside else None,
        story if any(entry.kind is Kind.EMERGENCY for entry in faq.entries) else None,
    )


def _reason(decision: Decision, index: Index, thresholds: Thresholds) -> Reason:
    reply = decision.reply
    weighing = decision.beside.weighing if decision.beside else decision.weighing
    if reply.outcome is Outcome.EMERGENCY:
        return Reason.ALARM
    if not decision.finding.hits:
        heard = any(part.says_something for part in index.parts(reply.question))
        return Reason.NEAR if heard else Reason.NOTHING_KNOWN
    if reply.scope < thresholds.offer or not weighing.entries:
        return Reason.OUT_OF_SCOPE
    if reply.outcome is Outcome.SUGGEST:
        return Reason.UNSURE if reply.matches[0].score < thresholds.answer else Reason.TIED
    if reply.outcome is Outcome.NONE:
        return Reason.TOO_FEW
    return Reason.SAME_WORDS if weighing.entries[0].same_words else Reason.SURE


def _asked_with(learnt: Learnt) -> frozenset[str]:
    """The features that phrasings have."""
    return frozenset(learnt.features[number] for number in set(learnt.phrasings.columns.tolist()))


def _candidate(weighed: Weighed, index: Index) -> Candidate:
    hit, match = weighed.hit, weighed.match
    return Candidate(
        match.entry,
        match.score,
        match.phrasing,
        typed(hit.segment),
        hit.share,
        hit.similarity,
        index.coverage(hit),
        index.strangeness(hit),
        weighed.evidence,
        weighed.same_words,
    )
