"""The decision: question -> Reply.

Wrong answers cost more than suggestions, so an answer needs similarity, a margin to the second entry, and words for what
the question is telling about. An emergency wins over everything; small talk gives way to any question beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.entries import Kind
from faq.red_flags import RedFlags
from faq.caching import learnt
from faq.search import Index, learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from faq.entries import Entry, Faq
    from faq.search import Hit

ANSWER_SCORE = 0.60
"""From this score on the first match is given as the answer."""

SUGGEST_SCORE = 0.25
"""From this score on the first match is at least offered."""

OFFERED_SCORE = 0.06
"""From this score on a further match is offered beside the first."""

MOST_OFFERED = 4
LEAST_OFFERED = 2
MOST_MATCHES = 5


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
    """

    question: str
    outcome: Outcome
    matches: tuple[Match, ...]
    suggestions: tuple[Entry, ...] = ()

    @property
    def entry(self) -> Entry | None:
        """The entry to show for ``answer``, ``emergency`` and ``smalltalk``; None otherwise."""
        if self.outcome in {Outcome.SUGGEST, Outcome.NONE}:
            return None
        return self.matches[0].entry


class Answerer:
    """Answers questions from one FAQ. Built once, immutable, safe to share between threads.

    Parameters
    ----------
    faq
        Entries and vocabulary, as :func:`faq.load` gives them.
    cache
        Folder in which what is learnt is kept between starts; None to learn anew.
    """

    def __init__(self, faq: Faq, cache: Path | None = None) -> None:
        self.faq = faq
        signs = sorted(
            {
                phrase
                for entry in faq.entries
                for sign in entry.signs
                for phrases in (*sign.all, *sign.unless)
                for phrase in phrases
            }
        )
        # What belongs to neighbouring subjects is learnt like one more entry, which is never shown.
        phrasings = [*(entry.questions for entry in faq.entries), faq.vocabulary.near]
        found = learnt(faq.version, cache, lambda: learn(phrasings, faq.vocabulary, signs))
        self._index = Index(faq.vocabulary, found)
        self._red_flags = RedFlags(faq.entries, self._index.reader)

    def reply(self, question: str) -> Reply:
        """Decide what to say to a question of any length and script. Never raises."""
        alarm = self._red_flags.find(question)
        hits = self._index.search(question)
        scores = [self.score(hit, hits) for hit in hits]
        ranked = sorted(zip(scores, hits, strict=True), key=lambda pair: (-pair[0], pair[1].entry))
        matches = self._matches(ranked)
        if alarm is not None:
            first = next((match for match in matches if match.entry is alarm), Match(alarm, 1.0, alarm.title))
            others = [match for match in matches if match.entry is not alarm]
            return Reply(question, Outcome.EMERGENCY, (first, *others)[:MOST_MATCHES])
        return self._decided(question, ranked, matches)

    def _decided(self, question: str, ranked: Sequence[tuple[float, Hit]], matches: tuple[Match, ...]) -> Reply:
        if not matches:
            return Reply(question, Outcome.NONE, ())
        first = matches[0]
        near = bool(ranked) and ranked[0][1].entry >= len(self.faq.entries)
        if first.entry.kind is Kind.EMERGENCY and not near and ranked[0][1].similarity >= ALARM_SIMILARITY:
            return Reply(question, Outcome.EMERGENCY, matches)
        answers = tuple(match for match in matches if match.entry.kind is Kind.ANSWER)
        best = answers[0] if answers else None
        if first.entry.kind is Kind.SMALLTALK and first.score >= ANSWER_SCORE and not near and (
            best is None or best.score < SUGGEST_SCORE
        ):
            return Reply(question, Outcome.SMALLTALK, matches)
        if best is None or best.score < SUGGEST_SCORE:
            return Reply(question, Outcome.NONE, matches)
        rest = tuple(match for match in matches if match.entry is not best.entry)
        if best.score >= ANSWER_SCORE and not near:
            return Reply(question, Outcome.ANSWER, (best, *rest))
        offered = [match.entry for match in answers if match.score >= OFFERED_SCORE][:MOST_OFFERED]
        offered += [match.entry for match in answers[len(offered) : LEAST_OFFERED]]
        if len(offered) < LEAST_OFFERED:
            return Reply(question, Outcome.NONE, matches)
        return Reply(question, Outcome.SUGGEST, (best, *rest), tuple(offered))

    def _matches(self, ranked: Sequence[tuple[float, Hit]]) -> tuple[Match, ...]:
        entries = self.faq.entries
        return tuple(
            Match(entries[hit.entry], score, entries[hit.entry].questions[hit.phrasing])
            for score, hit in ranked
            if hit.entry < len(entries)
        )[:MOST_MATCHES]

    def score(self, hit, hits):
        second = max((o.strength for o in hits if o.entry != hit.entry), default=0.0)
        z = W[0] + W[1] * hit.similarity + W[2] * (hit.strength - second) + W[3] * hit.coverage+W[4]*hit.strength
        return 1 / (1 + math.exp(-z))

ALARM_SIMILARITY=.75
W=(-3.5,3.0,4.0,2.0,2.)
