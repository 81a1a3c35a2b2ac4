"""The index and the fuzzy search: question -> entries, best first, with what the decision needs to know.

A text becomes features: its words (read by :mod:`faq.reading`), the very words behind synonyms, and pairs of
neighbours, each weighed by how telling it is. Which entry is meant is said by weights learnt from all phrasings
(:mod:`faq.training`); how sure one may be, also by the nearest phrasing and by how much of the question it covers. A
long message is searched as a whole and in its parts, so that a story around the question does not drown it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from faq.reading import Reader, count_words
from faq.text import sentences, words
from faq.training import score, train, train_sides

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from faq.entries import Vocabulary
    from faq.reading import Token
    from faq.training import Weights

PAIR_WEIGHT = 0.8
"""What two neighbouring words count, beside 1 for one telling word."""

OWN_WORD_WEIGHT = 0.4
"""What using the very word counts beside using a synonym of it."""

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

_BETWEEN = "\N{EN SPACE}"
"""Stands between the words of a pair; no term has it."""

Features = dict[str, float]
Postings = dict[str, list[tuple[int, float]]]


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


class Learnt(NamedTuple):
    """What is learnt from the phrasings: plain data, so that it can be kept between starts.

    Parameters
    ----------
    counts
        Word -> how often the FAQ uses it.
    rarity
        Feature -> how telling it is, 0 to 1.
    phrasings
        For each entry: feature -> the entry's phrasings that have it, by number, with their weights.
    weights
        Feature -> entry -> what the feature says for (or against) the entry.
    inside
        Feature -> what it says for (or against) the question being one for this FAQ at all.
    alarm
        Feature -> what it says for (or against) the question reporting an emergency.
    """

    counts: dict[str, int]
    rarity: dict[str, float]
    phrasings: list[Postings]
    weights: Weights
    inside: dict[str, float]
    alarm: dict[str, float]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What there is to learn from.

    Parameters
    ----------
    phrasings
        The phrasings of each entry.
    alarming
        Numbers of the entries that are emergencies.
    calm
        Questions that sound like an emergency and are none.
    words_of
        Other texts of the FAQ whose words are rightly spelt.
    """

    phrasings: Sequence[Sequence[str]]
    alarming: frozenset[int] = frozenset()
    calm: Sequence[str] = ()
    words_of: Sequence[str] = ()


def learn(lessons: Lessons, vocabulary: Vocabulary) -> Learnt:
    """Learn to tell entries apart by the phrasings of each, and all of them from what is near but not the topic.

    Parameters
    ----------
    vocabulary
        How words are read, and what is near.
    """
    texts_of_entries = lessons.phrasings
    texts = (text for texts in (*texts_of_entries, lessons.calm, lessons.words_of) for text in texts)
    counts = count_words(vocabulary, texts)
    reader = Reader(vocabulary, counts)
    features = [
        [_features(reader.read(words(text))) for text in texts]
        for texts in (*texts_of_entries, vocabulary.near, lessons.calm)
    ]
    rarity = _telling_weights(features)
    *units, near, calm = [[_unit(each, rarity, 0.0) for each in texts] for texts in features]
    own = [(unit, number) for number, texts in enumerate(units) for unit in texts]
    # A small FAQ is not drowned by what is outside of it.
    beyond = [(unit, len(units)) for unit in near[: len(own)]]
    vectors, numbers = [unit for unit, _ in own + beyond], [number for _, number in own + beyond]
    return Learnt(
        counts,
        rarity,
        [_postings(texts) for texts in units],
        # Neighbouring subjects compete while learning, so that shared words lose weight, and are never found.
        train(vectors, numbers),
        train_sides(vectors, [number < len(units) for number in numbers]),
        train_sides(vectors + calm, [number in lessons.alarming for number in numbers] + [False] * len(calm)),
    )


class Index:
    """All phrasings of an FAQ, ready to be searched. Immutable, safe to share between threads.

    Parameters
    ----------
    vocabulary
        How words are read.
    learnt
        What :func:`learn` found out about the phrasings, with the same vocabulary.
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
        return _unit(_features(segment), self._rarity, unknown)


def _features(tokens: Sequence[Token]) -> Features:
    """Single words, the very word behind a synonym, and pairs of neighbours, with the weights of their tokens."""
    features: Features = {}
    for token in tokens:
        features[token.term] = max(features.get(token.term, 0.0), token.weight)
        if token.stem != token.term:
            features[f"'{token.stem}"] = OWN_WORD_WEIGHT * token.weight
    for left, right in pairwise(tokens):
        features[f"{left.term}{_BETWEEN}{right.term}"] = PAIR_WEIGHT * math.sqrt(left.weight * right.weight)
    return features


def _unit(features: Features, rarity: Mapping[str, float], unknown: float) -> Features:
    """Features weighed by how telling they are, as a unit vector in which unknown words take their room."""
    weighed = {name: value * rarity[name] for name, value in features.items() if name in rarity}
    norm = math.sqrt(sum(weight * weight for weight in weighed.values()) + unknown)
    return {name: weight / norm for name, weight in weighed.items()} if norm else {}


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


def _telling_weights(features: Sequence[Sequence[Features]]) -> dict[str, float]:
    """How telling each feature is, 0 to 1: mean of its inverse frequency over phrasings and over entries.

    Pairs of words that occur in a single phrasing are left out: they teach that phrasing by heart, and nothing else.
    """
    phrasings = sum(len(texts) for texts in features)
    entries = len(features)
    in_phrasings = Counter(name for texts in features for each in texts for name in each)
    in_entries = Counter(name for texts in features for name in {name for each in texts for name in each})
    return {
        name: (_rarity(count, phrasings) + _rarity(in_entries[name], entries)) / 2
        for name, count in in_phrasings.items()
        if count > 1 or not _is_pair(name)
    }


def _is_pair(feature: str) -> bool:
    return _BETWEEN in feature


def _rarity(count: int, of: int) -> float:
    """Smoothed inverse document frequency, scaled to 1 for what occurs once."""
    return math.log(1 + of / count) / math.log(1 + of)


def _postings(vectors: Iterable[Features]) -> Postings:
    """Feature -> which vectors have it, by number, and with what weight."""
    postings: Postings = {}
    for number, vector in enumerate(vectors):
        for feature, weight in vector.items():
            postings.setdefault(feature, []).append((number, weight))
    return postings
