"""What there is to learn from an FAQ's phrasings, and learning it: features, how telling each is, and weights.

A text becomes features: its words (read by :mod:`faq.reading`), the very words behind synonyms, and pairs of
neighbours, each weighed by how telling it is. Beside them stands what its words mean (:mod:`faq.meanings`). What both
say for each entry is learnt by :mod:`faq.training`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from faq.reading import Reader, count_words
from faq.text import words
from faq.training import Lesson, train
from faq.vectors import Gathering, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from faq.entries import Vocabulary
    from faq.tokens import Token
    from faq.vectors import Floats, Integers

PAIR_WEIGHT = 0.8
"""What two neighbouring words count, beside 1 for one telling word."""

OWN_WORD_WEIGHT = 0.4
"""What using the very word counts beside using a synonym of it."""

MEANING_WEIGHT = 1.0
"""What the meaning of all words together counts, beside 1 for the words themselves."""

OUTSIDE = 2
"""Classes behind the entries: what is near but not the topic, and what people write around a question."""

MOST_OUTSIDE = 3
"""Texts of a class outside for each phrasing: a small FAQ is not drowned by what it does not answer."""

_BETWEEN = "\x1f"
"""Stands between the words of a pair; no term has it."""

Features = dict[str, float]


class Learnt(NamedTuple):
    """What is learnt from the phrasings: plain data, so that it can be kept between starts.

    Parameters
    ----------
    counts
        Word -> how often the FAQ uses it.
    features
        Names of the features; what follows knows them by their numbers.
    rarity
        How telling each feature is, 0 to 1.
    first
        Number of the first phrasing of each entry, and behind them how many phrasings there are.
    phrasings
        A row a phrasing: its features, as a unit vector.
    usage
        A row a feature: in what share of the phrasings of each entry it stands.
    near
        The terms of what is near, in the order of the text, but of what is a phrasing as well.
    weights
        A row a feature: what it says for (or against) each entry and, behind them, each class outside; sparse where
        they are means.
    meaning_weights
        A row a number of the meanings: the same.
    alarm, meaning_alarm
        What each feature and number says for (or against) the question reporting an emergency.
    """

    counts: dict[str, int]
    features: list[str]
    rarity: Floats
    first: Integers
    phrasings: Rows
    usage: Rows
    near: list[str]
    weights: Rows | Floats
    meaning_weights: Floats
    alarm: Floats
    meaning_alarm: Floats


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
        How words are read, what is near, and what people write around a question.
    """
    own = list(chain.from_iterable(lessons.phrasings))
    near, chatter = (_spread(texts, MOST_OUTSIDE * len(own)) for texts in (vocabulary.near, vocabulary.chatter))
    texts = [*own, *near, *chatter, *lessons.calm]
    counts = count_words(vocabulary, [*own, *lessons.calm, *lessons.words_of])
    reader = Reader(vocabulary, counts)
    entries = len(lessons.phrasings)
    sizes = [*map(len, lessons.phrasings), len(near), len(chatter), len(lessons.calm)]
    classes = np.repeat(np.arange(len(sizes)), sizes)
    names: dict[str, int] = {}
    raw, meaning, terms = _read(texts, reader, names)
    rarity = _telling_weights(raw, classes, names)
    vectors = _weighed(raw, rarity)
    telling = [name for name, weight in zip(names, rarity, strict=True) if weight]
    marked = np.isin(classes, list(lessons.alarming))
    weights = train(Lesson(vectors, len(telling), meaning, classes, entries + OUTSIDE, marked))
    first, phrasings = np.concatenate(([0], np.cumsum(sizes[:entries]))), vectors.part(0, len(own))
    return Learnt(
        counts,
        telling,
        rarity[rarity > 0],
        first,
        phrasings,
        _usage(phrasings, first, len(telling)),
        sorted(set(terms[len(own) : len(own) + len(near)]).difference(terms[: len(own)])),
        *weights,
    )


def _spread(texts: Sequence[str], most: int) -> Sequence[str]:
    """All texts, or at most so many from all over them."""
    return [texts[place * len(texts) // most] for place in range(most)] if len(texts) > most else texts


def _read(texts: Sequence[str], reader: Reader, names: dict[str, int]) -> tuple[Rows, Floats, list[str]]:
    """Features of the texts, by number and with the weights of their tokens, what their words mean, and their terms."""
    features, meant, terms = Gathering(), Gathering(), []
    for text in texts:
        tokens = reader.read(words(text))
        found = features_of(tokens)
        features.add([names.setdefault(name, len(names)) for name in found], found.values())
        rows, weights = meant_by(tokens)
        meant.add(rows, weights)
        terms.append(_terms(tokens))
    return features.rows(), np.float32(MEANING_WEIGHT) * reader.meanings.of_texts(meant.rows()), terms


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


def numbered_features_of(tokens: Sequence[Token], numbers: Mapping[str, int]) -> dict[int, float]:
    """The same by number, without those that have none: a long message has many, and few of them are known."""
    features: dict[int, float] = {}
    left: Token | None = None
    for token in tokens:
        number = numbers.get(token.term)
        if number is None and token.stem is token.term:
            left = None
            continue
        # Of a word that has no number no pair has one.
        pair = numbers.get(f"{left.term}{_BETWEEN}{token.term}") if left and number is not None else None
        if left and pair is not None:
            features[pair] = PAIR_WEIGHT * math.sqrt(left.weight * token.weight)
        if number is not None and token.weight > features.get(number, 0.0):
            features[number] = token.weight
        very = numbers.get(f"'{token.stem}") if token.stem != token.term else None
        if very is not None:
            features[very] = OWN_WORD_WEIGHT * token.weight
        left = None if number is None else token
    return features


def terms_of(text: str, reader: Reader) -> str:
    """The terms of a text in their order: texts that have the same read the same."""
    return _terms(reader.read(words(text)))


def _terms(tokens: Iterable[Token]) -> str:
    return " ".join(token.term for token in tokens)


def meant_by(tokens: Sequence[Token]) -> tuple[list[int], list[float]]:
    """Numbers of the words that a text means something with, and how much each counts."""
    rows = [row for token in tokens for row in token.rows]
    return rows, [token.weight for token in tokens for _ in token.rows]


def _telling_weights(raw: Rows, classes: Integers, names: Mapping[str, int]) -> Floats:
    """How telling each feature is, 0 to 1: mean of its inverse frequency over texts and over classes.

    Pairs of words that occur in a single text count nothing: they teach that text by heart, and nothing else.
    """
    texts, in_texts = raw.height, np.bincount(raw.columns, minlength=len(names))
    groups = int(classes.max(initial=0)) + 1
    of_classes = np.unique(raw.columns * np.int64(groups) + np.repeat(classes, np.diff(raw.starts))) // groups
    in_classes = np.bincount(of_classes, minlength=len(names))
    rarity = (_rarity(in_texts, texts) + _rarity(in_classes, groups)) / 2
    pairs = np.fromiter((_BETWEEN in name for name in names), np.bool_, len(names))
    return np.where(pairs & (in_texts == 1), 0, rarity).astype(np.float32)


def _rarity(counts: Integers, of: int) -> NDArray[np.float64]:
    """Smoothed inverse document frequency, scaled to 1 for what occurs once."""
    return np.log1p(of / counts) / math.log1p(of)


def _weighed(raw: Rows, rarity: Floats) -> Rows:
    """Features weighed by how telling they are, as unit vectors; those that tell nothing are left out of the count."""
    values = raw.values * rarity[raw.columns]
    owners = np.repeat(np.arange(raw.height), np.diff(raw.starts))
    lengths = np.sqrt(np.bincount(owners, values**2, raw.height))
    kept = values > 0
    starts = np.concatenate(([0], np.cumsum(np.bincount(owners[kept], minlength=raw.height))))
    numbers = (np.cumsum(rarity > 0) - 1).astype(np.int32)
    weighed = values[kept] / lengths[owners[kept]]
    return Rows(starts, numbers[raw.columns[kept]], weighed.astype(np.float32))


def _usage(phrasings: Rows, first: Integers, features: int) -> Rows:
    """In what share of each entry's phrasings each feature stands, from where the phrasings of each begin."""
    sizes = np.diff(first)
    owners = np.repeat(np.repeat(np.arange(len(sizes)), sizes), np.diff(phrasings.starts))
    places, counts = np.unique(phrasings.columns * np.int64(len(sizes)) + owners, return_counts=True)
    numbers, entries = np.divmod(places, len(sizes))
    starts = np.searchsorted(numbers, np.arange(features + 1))
    return Rows(starts, entries.astype(np.int32), (counts / sizes[entries]).astype(np.float32))
