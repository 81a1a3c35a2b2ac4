"""Question -> Reply: what the search found is weighed, and decided.

How likely the question is one for this FAQ at all, and how likely each entry is the right one, are two logistic
regressions on what the search brings. An emergency wins over everything; small talk gives way to any question beside
it; the rest is decided in :mod:`faq.deciding`.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import fields
from itertools import compress, dropwhile
from typing import TYPE_CHECKING

from faq import caching
from faq.caching import learnt
from faq.deciding import Match, Outcome, Reply, decide
from faq.entries import Kind
from faq.learning import Lessons, learn
from faq.red_flags import RedFlags
from faq.search import Index
from faq.text import count_words, read_clauses, words
from faq.tokens import readable
from faq.weighing import Alarm, Beside, Cause, Decision, Evidence, ForEntry, ForFaq, Weighed, Weighing, likelihood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from faq.entries import Entry, Faq, Vocabulary
    from faq.explaining import Explanation
    from faq.findings import Finding, Hit
    from faq.learning import Learnt
    from faq.tokens import Tokens

SAME_WORDS = 0.9
"""From this similarity on a question is taken for the phrasing that it comes nearest to."""

VERY_WORD = 0.99
"""From this similarity on a word alone is a phrasing of one word."""

ALL_SMALL_TALK = 0.9
"""From this similarity on a question is small talk as a whole, whatever a part of it may sound like."""

ALARM = -0.5
"""From this alarm on, odds of three to five, a question is an emergency by the learnt weights alone."""

EMERGENCY_SHARE = 0.5
"""From this share of the emergencies on, an alarm is believed that goes by the learnt weights alone: they stand near
even odds for what nothing is known about, too."""

ASKED_ALARM = -1.0
"""Below this alarm a question is no emergency, though it has the words of a phrasing: a small word may make it calm."""

HINTED_ALARM = -0.8
"""From this alarm on a question is an emergency that has all words of a sign, however far apart."""

DENIED_ALARM = -2.25
"""Below this alarm a question is no emergency, though it shows a sign."""

MOST_MATCHES = 5
"""Entries that a reply brings at the most."""

COMPLETIONS = 4
"""How many words a half-typed word is tried for."""

COMPLETED_SCORE = 0.4
"""From this score on an entry is shown to somebody who is still typing."""

MOST_TOLD_APART = 30
"""Clauses of a message that are told from small talk; what comes behind so many is taken for a question."""

LEGIBLE = 0.5
"""From this share of it on that can be read, a question may be taken for a phrasing."""

MISREAD = 0.25
"""What share of a question may be unreadable at no cost: everybody mistypes."""

_LEAST = 1e-5
"""What keeps logarithms of probabilities finite."""

_SCOPE = (-0.41, 0.32, 0.38, 0.53, 1.2, 0.44, -7.2)
"""Logistic coefficients of a question being one for this FAQ: constant, log odds of inside, log odds of the share,
similarity, coverage, strangeness, unread. The last one was fitted with texts of made-up words among the questions."""

_CLEAR = (0.66, 0.4, 0.38, 0.74, 0.98)
"""Logistic coefficients of an entry being the right one: constant, logarithm of its share over the next, log odds of
the share, its lead in similarity, agreement."""


class Answerer:
    """Answers questions from one FAQ. Built once, immutable, safe to share between threads.

    Parameters
    ----------
    faq
        Entries and vocabulary, as :func:`faq.load` gives them.
    cache
        Folder in which what is learnt is kept between starts; None to learn anew.
    known
        What :func:`learnt_from` has found out about this very FAQ; None to find it out now.
    """

    def __init__(self, faq: Faq, cache: Path | None = None, known: Learnt | None = None) -> None:
        self.faq = faq
        self._entries = _learnt_in_order(faq)
        self._learnt = learnt_from(faq, cache) if known is None else known
        self._index = Index(faq.vocabulary, self._learnt)
        self._emergency = next((entry for entry in faq.entries if entry.kind is Kind.EMERGENCY), None)
        self._red_flags = RedFlags(faq.entries, self._index.reader)
        self._salutes = frozenset(self._words_of_small_talk())

    def reply(self, question: str) -> Reply:
        """Decide what to say to a question of any length and script. Never raises."""
        return self._decided(question).reply

    def explain(self, question: str) -> Explanation:
        """Tell why :meth:`reply` says what it says to a question. Takes longer; never raises."""
        from faq.explaining import explain  # noqa: PLC0415 - only who asks why has to wait for it

        signs = tuple(self._red_flags.seen(question))
        return explain(self._decided(question), self.faq, self._index, self._learnt, signs)

    def group(self, questions: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Put questions together that ask the same: largest groups first, in each the most central question first."""
        from faq.grouping import group  # noqa: PLC0415 - only who looks back needs it

        return group(questions, self._index)

    def _decided(self, question: str) -> Decision:
        read = self._index.read(question)
        finding = self._index.find(read)
        alarm = self._alarm(question, finding)
        weighing, beside = self._weighed(finding), None
        matches = weighing.matches
        if matches and matches[0].entry.kind is Kind.SMALLTALK and not _is_all_small_talk(finding.hits[0], read):
            beside = self._beside_small_talk(question, read)
        scope, matches = (beside.weighing.scope, beside.weighing.matches) if beside else (weighing.scope, matches)
        if alarm is None:
            reply = decide(question, scope, matches, self.faq.vocabulary.thresholds)
        else:
            matches = (Match(alarm.entry, 1.0, alarm.entry.title), *matches)[:MOST_MATCHES]
            reply = Reply(question, Outcome.EMERGENCY, matches, scope=scope)
        return Decision(reply, finding, alarm, weighing, beside)

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
        # Half a word alone is no report of anything.
        alarm = self._alarm(text, finding) if count_words(text) > 1 else None
        if alarm is not None:
            return (Match(alarm.entry, 1.0, alarm.entry.title),)
        offer = self.faq.vocabulary.thresholds.offer
        best: dict[str, Match] = {}
        for found in (finding, *map(self._index.search, self._completed(text))):
            weighing = self._weighed(found)
            # What somebody is still typing is shown to him unasked: it must sound like this FAQ as well.
            for match in weighing.matches if min(weighing.scope, found.inside) >= offer else ():
                known = best.get(match.entry.id)
                if match.entry.kind is Kind.ANSWER and (known is None or match.score > known.score):
                    best[match.entry.id] = match
        ranked = sorted(best.values(), key=lambda match: -match.score)
        return tuple(match for match in ranked if match.score >= COMPLETED_SCORE)[:limit]

    def _completed(self, text: str) -> list[str]:
        """The text with its last word completed in the likeliest ways."""
        before, _, last = text.rpartition(" ")
        half = words(last)[-1:]
        return [f"{before} {word}" for start in half for word in self._index.reader.completions(start, COMPLETIONS)]

    def _alarm(self, question: str, finding: Finding) -> Alarm | None:
        """The emergency that the question reports, or None: by its words, its signs, or what was learnt."""
        if self._emergency is None:
            return None
        hits = [hit for hit in finding.hits if self._entry(hit).kind is Kind.EMERGENCY]
        alone = count_words(question) == 1
        for hit in hits:
            same = hit.similarity >= (VERY_WORD if alone else SAME_WORDS) and (alone or len(hit.segment) > 1)
            if same and (finding.alarm >= ASKED_ALARM or words(question) == words(self._phrasing(hit))):
                return Alarm(self._entry(hit), Cause.PHRASING, hit=hit)
        # A word of an emergency alone says nothing ("both", "yesterday"), unless it is a phrasing or a sign.
        if not alone and finding.alarm >= ALARM and sum(hit.share for hit in hits) >= EMERGENCY_SHARE:
            return Alarm(self._emergency, Cause.LEARNT)
        if finding.alarm >= HINTED_ALARM:
            # A sign that is shown is a hint as well: there is nothing more to find.
            cause, sign = Cause.HINT, self._red_flags.hint(question)
        else:
            # What nothing is known about is not denied.
            denied = math.isfinite(finding.alarm) and finding.alarm <= DENIED_ALARM
            cause, sign = Cause.SIGN, None if denied else self._red_flags.find(question)
        return None if sign is None else Alarm(sign.entry, cause, sign=sign)

    def _weighed(self, finding: Finding) -> Weighing:
        """How likely the question is one for this FAQ, and what may be shown: no emergency as a mere guess."""
        hits = tuple(hit for hit in finding.hits if self._entry(hit).kind is not Kind.EMERGENCY)
        if not hits:
            return Weighing()
        same_words = [hit.similarity for hit in hits if _same_words(hit)]
        evidence = self._for_faq(hits[0], finding.inside)
        scope = max(likelihood(evidence), *same_words, 0.0)
        entries: list[Weighed] = []
        for hit in hits:
            # The search has the last word on the order.
            entries.append(self._for_entry(hit, scope, hits, most=entries[-1].match.score if entries else 1.0))
        return Weighing(scope, evidence, tuple(entries))

    def _beside_small_talk(self, question: str, read: Sequence[Tokens]) -> Beside | None:
        """What is asked beside "hi" and "thanks", or None where nothing is."""
        asked = [*map(self._without_salute, read)]
        is_whole = sum(map(len, asked)) == sum(map(len, read))
        if is_whole and len(asked) == 1:
            return None  # nothing stands beside it
        leaders = self._index.leaders(asked[:MOST_TOLD_APART])
        asks = [*map(self._asks, leaders), *(True for _ in asked[MOST_TOLD_APART:])]
        if is_whole and all(asks):
            return None  # the whole of it has been taken for small talk already
        rest = tuple(compress(asked, asks))
        weighing = self._weighed(self._index.find(rest))
        if not weighing.matches or weighing.matches[0].entry.kind is not Kind.ANSWER:
            return None
        if weighing.scope < self.faq.vocabulary.thresholds.offer:
            return None
        typed = (clause.typed.strip() for clause in read_clauses(question))
        texts = (
            text if len(tokens) == len(before) else " ".join(token.word for token in tokens)
            for text, tokens, before in zip(typed, asked, read, strict=True)
        )
        return Beside(". ".join(compress(texts, asks)), rest, weighing)

    def _words_of_small_talk(self) -> Iterator[str]:
        """Stems of words that are a phrasing of small talk by themselves, such as "hi"."""
        for entry in self.faq.entries:
            single = (text for text in entry.questions if len(words(text)) == 1)
            for phrasing in single if entry.kind is Kind.SMALLTALK else ():
                for clause in self._index.read(phrasing):
                    yield from (token.stem for token in clause)

    def _without_salute(self, clause: Tokens) -> Tokens:
        """A clause without the words of small talk that it begins with, unless what is left says nothing."""
        rest = tuple(dropwhile(lambda token: token.stem in self._salutes, clause))
        return rest if any(token.telling for token in rest) else clause

    def _phrasing(self, hit: Hit) -> str:
        return self._entry(hit).questions[hit.phrasing]

    def _asks(self, leader: int | None) -> bool:
        """Whether a clause that speaks most for this entry is more than small talk."""
        return leader is None or self._entries[leader].kind is not Kind.SMALLTALK

    def _for_faq(self, hit: Hit, inside: float) -> ForFaq:
        """What says whether the question is one for this FAQ."""
        coverage, strangeness = self._index.coverage(hit), self._index.strangeness(hit)
        unread = max(0.0, 1 - MISREAD - readable(hit.segment))
        usual, by_inside, by_share, by_similarity, by_coverage, by_strangeness, by_unread = _SCOPE
        return ForFaq(
            Evidence(1.0, usual),
            Evidence(inside, by_inside * _log_odds(inside)),
            Evidence(hit.share, by_share * _log_odds(hit.share)),
            Evidence(hit.similarity, by_similarity * hit.similarity),
            Evidence(coverage, by_coverage * coverage),
            Evidence(strangeness, by_strangeness * strangeness),
            Evidence(unread, by_unread * unread),
        )

    def _for_entry(self, hit: Hit, scope: float, hits: Sequence[Hit], most: float) -> Weighed:
        """The hit with its probability of being right: that the question is for this FAQ, times that for this entry."""
        entry = self._entry(hit)
        others = [other for other in hits if other is not hit]
        nearer = hit.similarity - max((other.similarity for other in others), default=0.0)
        over_next = (hit.share + _LEAST) / (max((other.share for other in others), default=0.0) + _LEAST)
        usual, by_ratio, by_share, by_similarity, by_agreement = _CLEAR
        evidence = ForEntry(
            Evidence(1.0, usual),
            Evidence(over_next, by_ratio * math.log(over_next)),
            Evidence(hit.share, by_share * _log_odds(hit.share)),
            Evidence(nearer, by_similarity * nearer),
            Evidence(hit.agreement, by_agreement * hit.agreement),
        )
        same_words = _same_words(hit) and nearer > 0
        score = max(SAME_WORDS if same_words else 0.0, scope * likelihood(evidence))
        return Weighed(hit, Match(entry, min(score, most), self._phrasing(hit)), evidence, same_words)

    def _entry(self, hit: Hit) -> Entry:
        return self._entries[hit.entry]


def learnt_from(faq: Faq, cache: Path | None = None) -> Learnt:
    """What there is to learn from an FAQ, read from the folder in which it is kept, or learnt and kept there.

    It is known by what it is learnt from: an edited answer teaches nothing new, and needs no learning.
    """
    lessons = _lessons(faq)
    return learnt(_fingerprint(lessons, faq.vocabulary), cache, lambda: learn(lessons, faq.vocabulary))


def kept_in(faq: Faq, cache: Path) -> Path | None:
    """Tell in which folder stands what was learnt from an FAQ; None where it is kept nowhere."""
    return caching.kept_in(_fingerprint(_lessons(faq), faq.vocabulary), cache)


def _fingerprint(lessons: Lessons, vocabulary: Vocabulary) -> str:
    """What differs when any of it differs, and is the same in every process."""
    parts = (getattr(given, part.name) for given in (lessons, vocabulary) for part in fields(given))
    # Sets stand in another order in each process.
    told = [sorted(part) if isinstance(part, frozenset) else part for part in parts]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _learnt_in_order(faq: Faq) -> Sequence[Entry]:
    """The entries in the order in which they are learnt: the order of the files does not matter, to the last digit."""
    return sorted(faq.entries, key=lambda entry: entry.id)


def _lessons(faq: Faq) -> Lessons:
    entries = _learnt_in_order(faq)
    return Lessons(
        phrasings=[entry.questions for entry in entries],
        alarming=frozenset(number for number, entry in enumerate(entries) if entry.kind is Kind.EMERGENCY),
        calm=[text for entry in entries for text in entry.calm],
        words_of=sorted(
            {
                phrase
                for entry in entries
                for sign in entry.signs
                for phrases in (*sign.all, *sign.unless)
                for phrase in phrases
            }
        ),
    )


def _is_all_small_talk(hit: Hit, read: Sequence[Tokens]) -> bool:
    """Whether the small talk that was found is the whole question, and not its "hi" alone."""
    return hit.similarity >= ALL_SMALL_TALK and len(hit.segment) >= sum(map(len, read))


def _same_words(hit: Hit) -> bool:
    """Whether a question has the words of a phrasing: its own, not some that it was mended to on a weak guess."""
    return hit.similarity >= SAME_WORDS and readable(hit.segment) >= LEGIBLE


def _log_odds(probability: float) -> float:
    return math.log((probability + _LEAST) / (1 - probability + _LEAST))
