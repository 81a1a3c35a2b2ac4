"""The index and the fuzzy search: question -> entries, best first, with what the decision needs to know.

Which entry is meant is said by weights learnt from all phrasings (:mod:`faq.learning`); how sure one may be, also by
the nearest phrasing and by how much of the question it covers. A long message is searched as a whole and in its parts,
so that a story around the question does not drown it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from faq.learning import features_of, unit_vector
from faq.reading import Reader
from faq.text import sentences
from faq.training import score

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from faq.entries import Vocabulary
    from faq.learning import Features, Learnt, Postings
    from faq.reading import Token

COMMON_UNKNOWN_WEIGHT = 0.6
"""What an everyday word that the FAQ does not use weighs, beside 1 for a rare unknown word."""

PART_SHARE = 0.25
"""Share of the best part of a long question in an entry's score; the rest is the question as a whole."""

ALARM_WHOLE_SHARE = 0.25
"""Share of the whole of a long question in its alarm; the rest is its most alarming part."""

MOST_HITS = 8
"""How many entries a search brings at the most."""

_WINDOW = 9
_STRIDE = 3
_WHOLE = 14


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    Parameters
    ----------
    entry
        Number of the entry, as handed to the index.
    strength
        What the learnt weights say: about 0 to 1, where 1 is as clear as a phrasing of its own.
    similarity
        0 to 1: cosine of the nearest phrasing and the part of the question that comes nearest to it.
    coverage
        0 to 1: share of that part's telling weight that the entry has words for.
    phrasing
        Number of the nearest phrasing within the entry.
    segment
        That part of the question.
    """

    entry: int
    strength: float
    similarity: float
    coverage: float
    phrasing: int
    segment: tuple[Token, ...]


class Finding(NamedTuple):
    """What a search brought.

    Parameters
    ----------
    hits
        Entries that share anything with the question, best first.
    inside
        What the learnt weights say for the question being one for this FAQ: about -1 to 1.
    alarm
        What they say for some part of it reporting an emergency: about -1 to 1.
    """

    hits: tuple[Hit, ...]
    inside: float
    alarm: float


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
        self._rarity = learnt.rarity
        self._phrasings = learnt.phrasings
        self._weights = learnt.weights
        self._inside = learnt.inside
        self._alarm = learnt.alarm

    def search(self, question: str) -> Finding:
        """Find the entries that may answer a question."""
        segments = self._segments(question)
        if not segments:
            return Finding((), 0.0, 0.0)
        vectors = [self._vector(segment) for segment in segments]
        scores = [score(self._weights, vector) for vector in vectors]
        strengths = {
            entry: _blend(whole, max((part.get(entry, 0.0) for part in scores[1:]), default=whole))
            for entry, whole in scores[0].items()
            if entry < len(self._phrasings)
        }
        hits = []
        for entry, strength in sorted(strengths.items(), key=lambda item: (-item[1], item[0]))[:MOST_HITS]:
            # The nearest phrasing is dear to find: only for the whole and the part that speaks most for the entry.
            place = max(range(len(segments)), key=lambda place: (scores[place].get(entry, 0.0), -place))
            parts = [(segments[part], vectors[part]) for part in dict.fromkeys((0, place))]
            hits.append(self._hit(entry, strength, parts))
        alarms = _sums(self._alarm, vectors)
        alarm = ALARM_WHOLE_SHARE * alarms[0] + (1 - ALARM_WHOLE_SHARE) * max(alarms)
        return Finding(tuple(hits), max(_sums(self._inside, vectors)), alarm)

    def weight(self, token: Token) -> float:
        """How telling a token is: 0 to 1; 1 for a rare word that the FAQ does not know."""
        if token.common:
            return COMMON_UNKNOWN_WEIGHT
        return token.weight * self._rarity.get(token.term, 1.0)

    def _segments(self, question: str) -> list[tuple[Token, ...]]:
        """The whole question; for a long one also its sentences, their neighbours, and windows over long sentences."""
        clauses = [self.reader.read(clause) for clause in sentences(question)]
        whole = tuple(token for clause in clauses for token in clause)
        if len(whole) <= _WHOLE:
            return [whole] if whole else []
        segments = dict.fromkeys((whole, *clauses))
        segments.update(dict.fromkeys(a + b for a, b in pairwise(clauses) if len(a + b) <= _WHOLE))
        for clause in clauses:
            if len(clause) > _WINDOW:
                for start in range(0, len(clause) - _WINDOW + _STRIDE, _STRIDE):
                    segments[clause[start : start + _WINDOW]] = None
        return [segment for segment in segments if segment]

    def _hit(self, entry: int, strength: float, parts: Sequence[tuple[tuple[Token, ...], Features]]) -> Hit:
        phrasings = self._phrasings[entry]
        nearest = [(*_nearest(vector, phrasings), segment) for segment, vector in parts]
        similarity, phrasing, segment = max(nearest, key=lambda near: near[0])
        coverage = self._coverage(segment, phrasings, otherwise=similarity)
        return Hit(entry, strength, min(1.0, similarity), min(1.0, coverage), phrasing, segment)

    def _coverage(self, segment: tuple[Token, ...], terms: Container[str], *, otherwise: float) -> float:
        """Share of the segment's telling weight that is among the terms; ``otherwise`` where nothing is telling."""
        telling = [(token.term, self.weight(token)) for token in segment if token.telling or token.common]
        total = sum(weight for _, weight in telling)
        return sum(weight for term, weight in telling if term in terms) / total if total else otherwise

    def _vector(self, segment: tuple[Token, ...]) -> Features:
        """The segment's features as a unit vector, in which unknown words take their room."""
        unknown = sum(self.weight(token) ** 2 for token in segment if not token.known)
        return unit_vector(features_of(segment), self._rarity, unknown)


def _sums(weights: Mapping[str, float], vectors: Iterable[Features]) -> list[float]:
    """The sum of the weights over the features of each vector."""
    return [sum(value * weights.get(feature, 0.0) for feature, value in vector.items()) for vector in vectors]


def _blend(whole: float, part: float) -> float:
    return (1 - PART_SHARE) * whole + PART_SHARE * part


def _nearest(vector: Features, phrasings: Postings) -> tuple[float, int]:
    """Cosine and number of the phrasing nearest to a unit vector."""
    cosines: dict[int, float] = {}
    for feature, weight in vector.items():
        for number, share in phrasings.get(feature, ()):
            cosines[number] = cosines.get(number, 0.0) + weight * share
    cosine, number = max(((cosine, -number) for number, cosine in cosines.items()), default=(0.0, 0))
    return cosine, -number
