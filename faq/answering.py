"""The decision: question -> Reply.

Wrong answers cost more than suggestions, so an answer needs two things: that the question is one for this FAQ at all,
and that its entry stands well clear of the next. An emergency wins over everything; small talk gives way to any
question beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.caching import learnt
from faq.entries import Kind
from faq.learning import Lessons, learn
from faq.red_flags import RedFlags
from faq.search import Index
from faq.text import clauses, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from faq.entries import Entry, Faq
    from faq.search import Finding, Hit

ANSWER_SCORE = 0.72
"""From this score on the first match is given as the answer."""

SUGGEST_SCOPE = 0.30
"""From this probability of being a question for this FAQ on, the nearest entries are at least offered."""

OFFERED_SCORE = 0.03
"""From this score on a match is offered beside the first."""

ALARM = 0.4
"""From this alarm on a question is an emergency by the learnt weights alone."""

HINTED_ALARM = 0.1
"""From this alarm on a question is an emergency that has all words of a sign, however far apart."""

SAME_WORDS = 0.9
"""From this similarity on a question is taken for the phrasing that it comes nearest to."""

DENIED_ALARM = -0.5
"""Below this alarm a question is no emergency, though it shows a sign."""

LEAST_OFFERED, MOST_OFFERED = 2, 4
MOST_MATCHES = 5

COMPLETIONS = 4
"""How many words a half-typed word is tried for."""

_SCOPE = (-5.94, 1.15, 1.3, 5.71, 7.58)
"""Logistic coefficients of a question being one for this FAQ: constant, similarity, coverage, inside, strength."""

_CLEAR = (0.34, 9.05, 1.98)
"""Logistic coefficients of an entry being the right one: constant, its lead in strength, its lead in similarity."""


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
        found = learnt(faq.version, cache, lambda: learn(_lessons(faq), faq.vocabulary))
        self._index = Index(faq.vocabulary, found)
        self._red_flags = RedFlags(faq.entries, self._index.reader)

    def reply(self, question: str) -> Reply:
        """Decide what to say to a question of any length and script. Never raises."""
        finding = self._index.search(question)
        alarm = self._alarm(question, finding)
        scope, matches = self._weighed(finding)
        if matches and matches[0].entry.kind is Kind.SMALLTALK:
            scope, matches = self._beside_small_talk(question) or (scope, matches)
        if alarm is not None:
            return Reply(question, Outcome.EMERGENCY, (Match(alarm, 1.0, alarm.title), *matches)[:MOST_MATCHES])
        if scope < SUGGEST_SCOPE:
            return Reply(question, Outcome.NONE, matches)
        if matches[0].score < ANSWER_SCORE:
            return _suggestion(question, matches)
        smalltalk = matches[0].entry.kind is Kind.SMALLTALK
        return Reply(question, Outcome.SMALLTALK if smalltalk else Outcome.ANSWER, matches)

    def completions(self, text: str, limit: int = MOST_MATCHES) -> tuple[Match, ...]:
        """Answers to a question that is still being typed, best first; empty when it is not one for this FAQ.

        Parameters
        ----------
        text
            What has been typed so far; its last word may be half a word.
        limit
            The most matches to give.
        """
        finding = self._index.search(text)
        alarm = self._alarm(text, finding)
        if alarm is not None:
            return (Match(alarm, 1.0, alarm.title),)
        best: dict[str, Match] = {}
        for found in (finding, *map(self._index.search, self._completed(text))):
            scope, matches = self._weighed(found)
            for match in matches if scope >= SUGGEST_SCOPE else ():
                known = best.get(match.entry.id)
                if match.entry.kind is Kind.ANSWER and (known is None or match.score > known.score):
                    best[match.entry.id] = match
        ranked = sorted(best.values(), key=lambda match: -match.score)
        return tuple(match for match in ranked if match.score >= OFFERED_SCORE)[:limit]

    def _completed(self, text: str) -> list[str]:
        """The text with its last word completed in the likeliest ways."""
        before, _, last = text.rpartition(" ")
        half = words(last)[-1:]
        return [f"{before} {word}" for start in half for word in self._index.reader.completions(start, COMPLETIONS)]

    def _alarm(self, question: str, finding: Finding) -> Entry | None:
        """The emergency that the question reports, or None: by its words, its signs, or what was learnt."""
        for hit in finding.hits:
            if hit.similarity >= SAME_WORDS and self._entry(hit).kind is Kind.EMERGENCY:
                return self._entry(hit)
        if finding.alarm >= ALARM:
            return next(entry for entry in self.faq.entries if entry.kind is Kind.EMERGENCY)
        if finding.alarm >= HINTED_ALARM:
            # A sign that is shown is a hint as well: there is nothing more to find.
            return self._red_flags.hint(question)
        return self._red_flags.find(question) if finding.alarm > DENIED_ALARM else None

    def _weighed(self, finding: Finding) -> tuple[float, tuple[Match, ...]]:
        """How likely the question is one for this FAQ, and what may be shown: no emergency as a mere guess."""
        hits = tuple(hit for hit in finding.hits if self._entry(hit).kind is not Kind.EMERGENCY)
        same_words = [hit.similarity for hit in hits if hit.similarity >= SAME_WORDS]
        scope = max((_scope(hits[0], finding.inside), *same_words)) if hits else 0.0
        matches = sorted((self._match(hit, scope, hits) for hit in hits), key=lambda match: -match.score)
        return scope, tuple(matches[:MOST_MATCHES])

    def _beside_small_talk(self, question: str) -> tuple[float, tuple[Match, ...]] | None:
        """What is asked beside "hi" and "thanks", or None where nothing is."""
        asked = [clause for clause in clauses(question) if not self._is_small_talk(clause)]
        scope, matches = self._weighed(self._index.search(". ".join(asked)))
        asks = bool(matches) and matches[0].entry.kind is Kind.ANSWER and scope >= SUGGEST_SCOPE
        return (scope, matches) if asks else None

    def _is_small_talk(self, clause: str) -> bool:
        hits = self._index.search(clause).hits
        return bool(hits) and self._entry(hits[0]).kind is Kind.SMALLTALK

    def _match(self, hit: Hit, scope: float, hits: Sequence[Hit]) -> Match:
        """The hit with its probability of being right: that the question is for this FAQ, times that for this entry."""
        entry = self._entry(hit)
        others = [other for other in hits if other is not hit]
        constant, by_strength, by_similarity = _CLEAR
        clear = _logistic(
            constant
            + by_strength * (hit.strength - max((other.strength for other in others), default=0.0))
            + by_similarity * (hit.similarity - max((other.similarity for other in others), default=0.0))
        )
        if hit.similarity >= SAME_WORDS and all(hit.similarity > other.similarity for other in others):
            return Match(entry, max(SAME_WORDS, scope * clear), entry.questions[hit.phrasing])
        return Match(entry, scope * clear, entry.questions[hit.phrasing])

    def _entry(self, hit: Hit) -> Entry:
        return self.faq.entries[hit.entry]


def _lessons(faq: Faq) -> Lessons:
    return Lessons(
        phrasings=[entry.questions for entry in faq.entries],
        alarming=frozenset(number for number, entry in enumerate(faq.entries) if entry.kind is Kind.EMERGENCY),
        calm=[text for entry in faq.entries for text in entry.calm],
        words_of=sorted(
            {
                phrase
                for entry in faq.entries
                for sign in entry.signs
                for phrases in (*sign.all, *sign.unless)
                for phrase in phrases
            }
        ),
    )


def _suggestion(question: str, matches: tuple[Match, ...]) -> Reply:
    """Offer the answers among the matches, or nothing where there are too few to choose from."""
    answers = [match for match in matches if match.entry.kind is Kind.ANSWER]
    likely = [match for match in answers if match.score >= OFFERED_SCORE][:MOST_OFFERED]
    offered = likely if len(likely) >= LEAST_OFFERED else answers[:LEAST_OFFERED]
    if len(offered) < LEAST_OFFERED:
        return Reply(question, Outcome.NONE, matches)
    return Reply(question, Outcome.SUGGEST, matches, tuple(match.entry for match in offered))


def _scope(hit: Hit, inside: float) -> float:
    """Probability that the question is one for this FAQ."""
    constant, similarity, coverage, inwards, strength = _SCOPE
    return _logistic(
        constant + similarity * hit.similarity + coverage * hit.coverage + inwards * inside + strength * hit.strength
    )


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
