"""The index and the fuzzy search: question -> entries, best first, with what the decision needs to know.

Which entry is meant is said by weights learnt from all phrasings (:mod:`faq.learning`); how sure one may be, also by
the nearest phrasing and by how much of the question it covers. A long message is searched as a whole and in its parts,
so that a story around the question does not drown it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from faq.cutting import cut
from faq.expecting import Usage
from faq.findings import Finding, Hit, Part
from faq.learning import MEANING_WEIGHT, OUTSIDE, meant_by, numbered_features_of
from faq.reading import Reader
from faq.text import sentences
from faq.tokens import NUMBER, readable
from faq.training import are_means
from faq.vectors import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faq.entries import Vocabulary
    from faq.expecting import Doubt
    from faq.learning import Learnt
    from faq.tokens import Token, Tokens
    from faq.vectors import Floats, Integers

COMMON_UNKNOWN_WEIGHT = 0.6
"""What an everyday word that the FAQ does not use weighs, beside 1 for a rare unknown word."""

WHOLE_SHARE = 0.6
"""Share of a long question as a whole in an entry's probability; the rest is its most telling part."""

SHARPNESS = 2.0
"""What scores are multiplied with before they become probabilities that parts of a question are compared by."""

ALARM_WHOLE_SHARE = 0.25
"""Share of the whole of a long question in its alarm; the rest is its most alarming part."""

READABLE = 0.15
"""From this share of its letters on, see :func:`faq.tokens.readable`, a part of a question can be read."""

NEAREST = 20.0
"""What the similarity of its nearest phrasing counts for an entry that is but the mean of its phrasings, whose score is
about 10: many means are alike where the phrasings are not."""

CANDIDATES, LEAST_CANDIDATES = 500, 20
"""Of how many entries the nearest phrasing is looked for where they are means: so many for all parts of a question
together, and for each of them at least."""

MOST_HITS = 5
"""How many entries a search brings at the most."""


class Index:
    """All phrasings of an FAQ, ready to be searched. Immutable, safe to share between threads.

    Parameters
    ----------
    vocabulary
        How words are read.
    learnt
        What :func:`faq.learning.learn` found out about the phrasings, with the same vocabulary.
    """

    def __init__(self, vocabulary: Vocabulary, learnt: Learnt) -> None:
        self.reader = Reader(vocabulary, learnt.counts)
        self._learnt = learnt
        self._numbers = {name: number for number, name in enumerate(learnt.features)}
        self._own = np.diff(learnt.usage.starts) > 0
        self._usage = Usage(learnt, self._numbers)
        self._near = frozenset(learnt.near)
        self._entries = len(learnt.first) - 1
        self._means = are_means(len(learnt.features), self._entries + OUTSIDE)

    def search(self, question: str) -> Finding:
        """Find the entries that may answer a question."""
        return self.find(self.read(question))

    def read(self, question: str) -> list[Tokens]:
        """Clauses of a question, as the search sees them; a mistyped word as the one that fits those around it."""
        return self.reader.read_all(sentences(question), self._choose)

    def find(self, clauses: Sequence[Tokens]) -> Finding:
        """Find the entries that may answer a question that has been read."""
        parts = self.parts_of(clauses)
        if not any(part.says_something for part in parts):
            return Finding((), 0.0, -math.inf)
        scores = SHARPNESS * self._scores(parts)
        # What is near says that a question is not for this FAQ, and nothing about which of its parts is the question.
        shares = _shares(np.delete(scores, self._entries, axis=1))
        best = (shares[1:] if len(parts) > 1 else shares).argmax(axis=0) + (len(parts) > 1)
        # The more chatter the whole holds, the less it says.
        whole = WHOLE_SHARE * (1 - shares[0, -1])
        found = whole * shares[0] + (1 - whole) * shares[best, np.arange(shares.shape[1])]
        entries = _largest(found[: self._entries], MOST_HITS)
        agreement = _leads(shares[0, entries]) * (1 - shares[0, -1]) * (len(parts) > 1)
        hits = tuple(
            self._hit(int(entry), float(found[entry]), float(agrees), [parts[place] for place in {0, best[entry]}])
            for entry, agrees in zip(entries, agreement, strict=True)
        )
        outside = _shares(scores)[:, self._entries :].sum(axis=1)
        inside = 1 - whole * outside[0] - (1 - whole) * outside[best[entries[0]]]
        refused = " ".join(token.term for token in parts[0].tokens) in self._near
        return Finding(() if refused else hits, 0.0 if refused else float(inside), self._loudest_alarm(parts))

    def leaders(self, clauses: Sequence[Tokens]) -> list[int | None]:
        """The entry that each clause speaks most for, or None: a search without the rest of it."""
        parts = list(map(self._part, clauses))
        best = self._scores(parts)[:, : self._entries].argmax(axis=1) if parts else ()
        return [int(entry) if part.says_something else None for entry, part in zip(best, parts, strict=True)]

    def weight(self, token: Token) -> float:
        """How telling a token is: 0 to 1; 1 for a rare word that the FAQ does not know."""
        if token.common:
            return COMMON_UNKNOWN_WEIGHT
        number = self._numbers.get(token.term)
        return token.weight if number is None else token.weight * float(self._learnt.rarity[number])

    def coverage(self, hit: Hit) -> float:
        """Share of the telling weight of the hit's part that its entry has words for, 0 to 1.

        Where nothing is telling, the similarity stands in for it.
        """
        telling = [token for token in hit.segment if token.telling or token.common]
        weights = [self.weight(token) for token in telling]
        if not sum(weights):
            return hit.similarity
        first, last = self._learnt.first[hit.entry : hit.entry + 2]
        known = np.zeros(len(self._numbers) + 1, np.bool_)
        known[self._learnt.phrasings.part(first, last).columns] = True
        return float(known[[self._numbers.get(token.term, -1) for token in telling]] @ weights) / sum(weights)

    def strangeness(self, hit: Hit) -> float:
        """Weight of the words of the hit's part that the FAQ does not know: 0 for none, about 1 for each."""
        return sum(self.weight(token) for token in hit.segment if not token.known)

    def parts(self, question: str) -> list[Part]:
        """What is searched for: the whole question, and the parts of a long one."""
        return self.parts_of(self.read(question))

    def parts_of(self, clauses: Sequence[Tokens]) -> list[Part]:
        """The same of a question that has been read."""
        return [self._part(tokens) for tokens in cut(clauses)]

    def _choose(self, doubts: Sequence[Doubt]) -> list[int]:
        """The number of the reading of each doubtful word."""
        around = [self._part(doubt.around) for doubt in doubts]
        shares = _shares(SHARPNESS * self._said(around))[:, : self._entries]
        return [
            self._usage.choose(doubt.readings, row) if part.says_something else 0
            for doubt, part, row in zip(doubts, around, shares, strict=True)
        ]

    def _part(self, tokens: Tokens) -> Part:
        """A part as a unit vector of features, in which unknown words take their room, and its meaning."""
        found = numbered_features_of(tokens, self._numbers)
        features = np.fromiter(found.keys(), np.int64, len(found))
        values = np.fromiter(found.values(), np.float32, len(found)) * self._learnt.rarity[features]
        unknown = sum([self.weight(token) ** 2 for token in tokens if not token.known])
        length = np.sqrt(values @ values + unknown) or 1.0
        meaning = np.float32(MEANING_WEIGHT) * self.reader.meanings.of(*meant_by(tokens))
        known = bool(self._own[features].any() or meaning.any()) and any(token.stem != NUMBER for token in tokens)
        read = readable(tokens)
        return Part(tokens, features, (values / length).astype(np.float32), meaning, read, known and read >= READABLE)

    def _scores(self, parts: Sequence[Part]) -> Floats:
        """How well each class fits: a row a part, a column a class."""
        said = self._said(parts)
        return self._nearer(said, parts) if self._means else said

    def _said(self, parts: Sequence[Part]) -> Floats:
        """What the learnt weights say: a row a part, a column a class."""
        weights = self._learnt.weights
        if isinstance(weights, Rows):
            said = self._said_by_means(weights, parts)
        else:
            each = [(part.values[:, None] * weights[part.features]).sum(axis=0, dtype=np.float64) for part in parts]
            said = np.stack(each)
        return said + np.stack([part.meaning for part in parts]) @ self._learnt.meaning_weights

    def _said_by_means(self, means: Rows, parts: Sequence[Part]) -> Floats:
        """What the features of each part say where classes are means, of whose weights most are 0."""
        sizes = [len(part.features) for part in parts]
        features = np.concatenate([part.features for part in parts])
        found = means.pick(features)
        values = np.repeat(np.concatenate([part.values for part in parts]), np.diff(found.starts)) * found.values
        owners = np.repeat(np.repeat(np.arange(len(parts)), sizes), np.diff(found.starts))
        classes = self._entries + OUTSIDE
        sums = np.bincount(owners * classes + found.columns, values, len(parts) * classes)
        scores: Floats = sums.astype(np.float64).reshape(len(parts), classes)
        return scores

    def _nearer(self, scores: Floats, parts: Sequence[Part]) -> Floats:
        """The scores by means, entries lowered by how much nearer to another one's phrasings each part is."""
        for row, part in zip(scores, parts, strict=True):
            likely = _largest(row[: self._entries], max(CANDIDATES // len(parts), LEAST_CANDIDATES))
            cosines = np.zeros(self._entries)
            cosines[likely] = self._similarities(part, likely)
            row[: self._entries] += NEAREST * (cosines - cosines.max())
        return scores

    def _similarities(self, part: Part, entries: Integers) -> Floats:
        """The cosine of a part and the nearest phrasing of each of some entries."""
        begins = self._learnt.first[entries]
        sizes = self._learnt.first[entries + 1] - begins
        starts = np.concatenate(([0], np.cumsum(sizes)))
        numbers = np.repeat(begins - starts[:-1], sizes) + np.arange(starts[-1])
        weights = np.zeros(len(self._numbers), np.float32)
        weights[part.features] = part.values
        cosines = self._learnt.phrasings.pick(numbers).times(weights)
        # Every entry has a phrasing.
        nearest: Floats = np.maximum.reduceat(cosines, starts[:-1])
        return nearest

    def _loudest_alarm(self, parts: Sequence[Part]) -> float:
        """What the whole and its loudest part say for an alarm."""
        # What says nothing is not even odds, as a sum of no weights would be.
        loudest = max((self._alarm(part) for part in parts if part.may_alarm), default=-math.inf)
        whole = self._alarm(parts[0]) if parts[0].may_alarm else loudest
        return ALARM_WHOLE_SHARE * whole + (1 - ALARM_WHOLE_SHARE) * loudest

    def _alarm(self, part: Part) -> float:
        learnt = self._learnt
        return float(part.values @ learnt.alarm[part.features] + part.meaning @ learnt.meaning_alarm)

    def _hit(self, entry: int, share: float, agreement: float, parts: Sequence[Part]) -> Hit:
        """The entry with the phrasing that comes nearest to one of the parts."""
        first, last = self._learnt.first[entry : entry + 2]
        phrasings = self._learnt.phrasings.part(first, last)
        near = []
        for number, part in enumerate(parts):
            weights = np.zeros(len(self._numbers), np.float32)
            weights[part.features] = part.values
            cosines = phrasings.times(weights)
            place = int(cosines.argmax())
            near.append((float(cosines[place]), -number, place))
        similarity, number, place = max(near)
        return Hit(entry, share, agreement, min(1.0, similarity), place, parts[-number].tokens, parts[-1].tokens)


def _largest(values: Floats, count: int) -> Integers:
    """Places of the largest values, in descending order; of equal ones, those that come first."""
    least = np.partition(values, -count)[-count] if len(values) > count else -np.inf
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")[:count]]


def _leads(values: Floats) -> Floats:
    """By how much each value is above the largest of the others."""
    largest = np.sort(values)[::-1]
    others = np.where(np.arange(len(values)) == values.argmax(), largest[1] if len(values) > 1 else 0, largest[0])
    return values - others


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
