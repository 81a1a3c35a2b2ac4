"""What there is to learn from an FAQ's phrasings, and learning it: features, how telling each is, and weights.

A text becomes features: its words (read by :mod:`faq.reading`), the very words behind synonyms, and pairs of
neighbours, each weighed by how telling it is. What the features say for each entry is learnt by :mod:`faq.training`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from faq.reading import Reader, count_words
from faq.text import words
from faq.training import train, train_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from faq.entries import Vocabulary
    from faq.reading import Token
    from faq.training import Weights

PAIR_WEIGHT = 0.8
"""What two neighbouring words count, beside 1 for one telling word."""

OWN_WORD_WEIGHT = 0.4
"""What using the very word counts beside using a synonym of it."""

_BETWEEN = "\N{EN SPACE}"
"""Stands between the words of a pair; no term has it."""

Features = dict[str, float]
Postings = dict[str, list[tuple[int, float]]]


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
        [features_of(reader.read(words(text))) for text in texts]
        for texts in (*texts_of_entries, vocabulary.near, lessons.calm)
    ]
    rarity = _telling_weights(features)
    *units, near, calm = [[unit_vector(each, rarity, 0.0) for each in texts] for texts in features]
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


def features_of(tokens: Sequence[Token]) -> Features:
    """Single words, the very word behind a synonym, and pairs of neighbours, with the weights of their tokens."""
    features: Features = {}
    for token in tokens:
        features[token.term] = max(features.get(token.term, 0.0), token.weight)
        if token.stem != token.term:
            features[f"'{token.stem}"] = OWN_WORD_WEIGHT * token.weight
    for left, right in pairwise(tokens):
        features[f"{left.term}{_BETWEEN}{right.term}"] = PAIR_WEIGHT * math.sqrt(left.weight * right.weight)
    return features


def unit_vector(features: Features, rarity: Mapping[str, float], unknown: float) -> Features:
    """Features weighed by how telling they are, as a unit vector in which unknown words take their room."""
    weighed = {name: value * rarity[name] for name, value in features.items() if name in rarity}
    norm = math.sqrt(sum(weight * weight for weight in weighed.values()) + unknown)
    return {name: weight / norm for name, weight in weighed.items()} if norm else {}


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
