"""The search once more, slow and plain: what each figure is by its definition, in dictionaries and loops.

It shares with the search how texts are read (:mod:`faq.reading`) and takes what was learnt as plain numbers; all else
is worked out anew from the texts. What both say must be the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from faq import training
from faq.cutting import LONGEST_WHOLE, MOST_PARTS
from faq.expecting import ANYWHERE, SLIP_COUNTS, UNUSED
from faq.findings import ALARM_READABLE
from faq.learning import MEANING_WEIGHT, MOST_OUTSIDE, OWN_WORD_WEIGHT, PAIR_WEIGHT
from faq.reading import Reader
from faq.search import (
    ALARM_WHOLE_SHARE,
    COMMON_UNKNOWN_WEIGHT,
    NEAREST,
    READABLE,
    SHARPNESS,
    WHOLE_SHARE,
)
from faq.text import sentences, words
from faq.tokens import NUMBER
from faq.vectors import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from faq.entries import Vocabulary
    from faq.expecting import Doubt, Reading
    from faq.learning import Learnt, Lessons
    from faq.tokens import Token
    from faq.vectors import Floats

Tokens: TypeAlias = "tuple[Token, ...]"
Feature: TypeAlias = "tuple[str, ...]"

WHOLE = 14
WINDOW, STRIDE = 9, 3


class Weights(NamedTuple):
    """What was learnt, as plain numbers: of each feature and of each number of the meanings, for each class."""

    features: dict[Feature, dict[int, float]]
    meanings: list[list[float]]
    alarm: dict[Feature, float]
    meaning_alarm: list[float]


@dataclass(frozen=True)
class Question:
    """A question with its parts, the whole first, and what is said about each of them."""

    parts: list[Tokens]
    by_part: list[list[float]]
    outside: list[float]
    whole: float
    shares: list[float]
    alarm: float
    refused: bool

    def telling(self, entry: int, within: float = 0.0) -> list[int]:
        """The parts that speak loudest for an entry, those that come near the loudest among them."""
        places = range(len(self.parts))[len(self.parts) > 1 :]
        best = max(self.by_part[place][entry] for place in places)
        return [place for place in places if self.by_part[place][entry] >= best - within]

    def insides(self, entry: int, within: float = 0.0) -> list[float]:
        """How likely the question is one for this FAQ, by each part that speaks loudest for its first entry."""
        beside = 1 - self.whole
        return [1 - self.whole * self.outside[0] - beside * self.outside[at] for at in self.telling(entry, within)]


class Twin:
    """Everything that the search says about a question."""

    def __init__(self, lessons: Lessons, vocabulary: Vocabulary, learnt: Learnt) -> None:
        self.reader = Reader(vocabulary, learnt.counts)
        self.entries = len(lessons.phrasings)
        self.near, self.chatter = self.entries, self.entries + 1
        own = [text for texts in lessons.phrasings for text in texts]
        most = MOST_OUTSIDE * len(own)
        near = spread(vocabulary.near, most)
        classes = [*lessons.phrasings, near, spread(vocabulary.chatter, most), lessons.calm]
        self._phrasings = [[self._read(text) for text in texts] for texts in lessons.phrasings]
        self._rarity = rarity([[features(self._read(text)) for text in texts] for texts in classes])
        classes_at_all = self.entries + 2
        self._means = len(learnt.features) * classes_at_all > training.MOST_WEIGHTS
        self._refused = {self._terms(text) for text in near} - {self._terms(text) for text in own}
        self._weights = plain(learnt)

    def ask(self, text: str) -> Question | None:
        """What the search says about a question, or None where no word of it is known."""
        parts = segments(self.reader.read_all(sentences(text), lambda doubts: list(map(self._chosen, doubts))))
        heard = [part for part in parts if self._says_something(part)]
        if not heard:
            return None
        scores = [self._scores(part) for part in parts]
        # Shares among all classes but that of what is near.
        shares = [softmax([score for number, score in enumerate(row) if number != self.near]) for row in scores]
        outside = [sum(softmax(row)[self.entries :]) for row in scores]
        whole = WHOLE_SHARE * (1 - shares[0][-1])
        others = shares[1:] or shares
        found = [
            whole * shares[0][entry] + (1 - whole) * max(row[entry] for row in others) for entry in range(self.entries)
        ]
        audible = [part for part in heard if legible(part) >= ALARM_READABLE]
        loudest = alarm = max(map(self._alarm, audible), default=-math.inf)
        if parts[0] in audible:
            alarm = ALARM_WHOLE_SHARE * self._alarm(parts[0]) + (1 - ALARM_WHOLE_SHARE) * loudest
        refused = tuple(token.term for token in parts[0]) in self._refused
        return Question(parts, shares, outside, whole, found, alarm, refused)

    def agreements(self, question: Question, entries: Sequence[int]) -> list[float]:
        """By how much the whole of a long question speaks more for each of these entries than for the others."""
        if len(question.parts) == 1:
            return [0.0 for _ in entries]
        whole = question.by_part[0]
        return [
            (whole[entry] - max((whole[other] for other in entries if other != entry), default=0.0)) * (1 - whole[-1])
            for entry in entries
        ]

    def cosine(self, part: Tokens, entry: int, phrasing: int) -> float:
        """Cosine of a part of a question and a phrasing."""
        return dot(self._part(part), self._unit(self._phrasings[entry][phrasing]))

    def similarity(self, part: Tokens, entry: int) -> float:
        """Cosine of a part of a question and the nearest phrasing of an entry."""
        return max(self.cosine(part, entry, number) for number in range(len(self._phrasings[entry])))

    def coverage(self, part: Tokens, entry: int) -> float | None:
        """Share of the telling weight of a part that the entry has words for; None where nothing is telling."""
        telling = [token for token in part if token.telling or token.common]
        total = sum(self._weight(token) for token in telling)
        has = {token.term for tokens in self._phrasings[entry] for token in tokens}
        return sum(self._weight(token) for token in telling if token.term in has) / total if total else None

    def strangeness(self, part: Tokens) -> float:
        """Weight of the unknown words."""
        return sum(self._weight(token) for token in part if not token.known)

    def _chosen(self, doubt: Doubt) -> int:
        """The first of the readings that are to be expected most, by the words around."""
        if not self._says_something(doubt.around):
            return 0
        likely = softmax(self._said(doubt.around))[: self.entries]
        found = [round(self._expected(reading, likely) - SLIP_COUNTS * reading.cost, 3) for reading in doubt.readings]
        return found.index(max(found))

    def _expected(self, reading: Reading, likely: Sequence[float]) -> float:
        """How likely the term is: in the entries that the words around speak for, or anywhere."""
        used = [
            sum((reading.term,) in self._weighed(tokens) for tokens in texts) / len(texts) for texts in self._phrasings
        ]
        here = sum(share * how_often for share, how_often in zip(likely, used, strict=True))
        return math.log((1 - ANYWHERE) * here + ANYWHERE * (sum(used) / self.entries + UNUSED))

    def _read(self, text: str) -> Tokens:
        return self.reader.read(words(text))

    def _terms(self, text: str) -> tuple[str, ...]:
        return tuple(token.term for token in self._read(text))

    def _weight(self, token: Token) -> float:
        if token.common:
            return COMMON_UNKNOWN_WEIGHT
        return token.weight * self._rarity.get((token.term,), 1.0)

    def _weighed(self, tokens: Tokens) -> dict[Feature, float]:
        found = features(tokens)
        return {name: found[name] * self._rarity[name] for name in found if self._rarity.get(name)}

    def _unit(self, tokens: Tokens) -> dict[Feature, float]:
        return scaled(self._weighed(tokens), 0.0)

    def _part(self, tokens: Tokens) -> dict[Feature, float]:
        """A unit vector in which unknown words take their room."""
        return scaled(self._weighed(tokens), sum(self._weight(token) ** 2 for token in tokens if not token.known))

    def _meaning(self, tokens: Tokens) -> list[float]:
        known = self.reader.meanings
        total = [0.0] * known.size
        for token in tokens:
            for row in token.rows:
                scale = token.weight * float(known._lengths[row])
                total = [a + scale * b for a, b in zip(total, known._vectors[[row]][0].tolist(), strict=True)]
        length = math.sqrt(sum(value * value for value in total))
        return [MEANING_WEIGHT * value / length for value in total] if length else total

    def _says_something(self, tokens: Tokens) -> bool:
        own = {name for texts in self._phrasings for text in texts for name in self._weighed(text)}
        known = own & self._weighed(tokens).keys() or any(self._meaning(tokens))
        if not known or all(token.stem == NUMBER for token in tokens):
            return False
        return legible(tokens) >= READABLE

    def _scores(self, tokens: Tokens) -> list[float]:
        """How well each class fits: what the weights say, and where they are but means, the nearest phrasing."""
        scores = self._said(tokens)
        if self._means:
            # Small FAQs alone: each of their entries is looked at.
            near = [self.similarity(tokens, entry) for entry in range(self.entries)]
            for entry, cosine in enumerate(near):
                scores[entry] -= SHARPNESS * NEAREST * (max(near) - cosine)
        return scores

    def _said(self, tokens: Tokens) -> list[float]:
        """What the weights say for each class."""
        scores = [0.0] * (self.entries + 2)
        for name, value in self._part(tokens).items():
            for number, weight in self._weights.features[name].items():
                scores[number] += SHARPNESS * value * weight
        for value, weights in zip(self._meaning(tokens), self._weights.meanings, strict=True):
            for number, weight in enumerate(weights):
                scores[number] += SHARPNESS * value * weight
        return scores

    def _alarm(self, tokens: Tokens) -> float:
        meant = zip(self._meaning(tokens), self._weights.meaning_alarm, strict=True)
        return dot(self._part(tokens), self._weights.alarm) + sum(value * weight for value, weight in meant)


def legible(tokens: Iterable[Token]) -> float:
    """How sure the words are, each letter one vote."""
    votes = [token.sure for token in tokens if token.stem != NUMBER for _ in token.word]
    return round(sum(votes) / len(votes), 9)


def features(tokens: Iterable[Token]) -> dict[Feature, float]:
    """Words, the very words behind synonyms, and neighbours; a word that comes twice counts once."""
    found: dict[Feature, float] = {}
    tokens = list(tokens)
    for token in tokens:
        found[token.term,] = max(token.weight, found.get((token.term,), 0.0))
        if token.term != token.stem:
            found["'", token.stem] = OWN_WORD_WEIGHT * token.weight
    for left, right in pairwise(tokens):
        found[left.term, " ", right.term] = PAIR_WEIGHT * math.sqrt(left.weight * right.weight)
    return found


def rarity(classes: list[list[dict[Feature, float]]]) -> dict[Feature, float]:
    """How telling each feature is: rare among texts and among classes; pairs of a single text tell nothing."""
    while not classes[-1]:
        classes = classes[:-1]
    texts = [found for group in classes for found in group]
    telling: dict[Feature, float] = {}
    for name in {name for found in texts for name in found}:
        in_texts = sum(name in found for found in texts)
        in_classes = sum(any(name in found for found in group) for group in classes)
        by_texts = math.log(1 + len(texts) / in_texts) / math.log(1 + len(texts))
        by_classes = math.log(1 + len(classes) / in_classes) / math.log(1 + len(classes))
        telling[name] = 0.0 if len(name) > 2 and in_texts == 1 else (by_texts + by_classes) / 2
    return telling


def segments(clauses: Sequence[Tokens]) -> list[Tokens]:
    """The whole question; of a long one also its clauses, neighbours among them, and windows over the long ones."""
    whole = join(clauses)
    if len(whole) <= WHOLE:
        return [whole] if whole else []
    half = LONGEST_WHOLE // 2
    found = [whole if len(whole) <= LONGEST_WHOLE else whole[:half] + whole[-half:]]
    # Many clauses are taken several at a time, a long text in wider windows further apart.
    together = max(1, math.ceil(len(clauses) / MOST_PARTS))
    groups = [join(clauses[place : place + together]) for place in range(0, len(clauses), together)]
    groups = [group for group in groups if group]
    found += [group for group in groups if len(group) <= LONGEST_WHOLE]
    found += [a + b for a, b in pairwise(groups) if len(a + b) <= WHOLE]
    stride = max(STRIDE, math.ceil(len(whole) / MOST_PARTS))
    window = max(WINDOW, stride + STRIDE)
    for group in groups:
        start = 0
        while len(group) > window and start < len(group) - window + stride:
            found.append(group[start : start + window])
            start += stride
    return found


def join(clauses: Iterable[Tokens]) -> Tokens:
    return tuple(token for clause in clauses for token in clause)


def spread(texts: Sequence[str], most: int) -> Sequence[str]:
    if len(texts) <= most:
        return texts
    return [texts[math.floor(place * len(texts) / most)] for place in range(most)]


def scaled(vector: dict[Feature, float], beside: float) -> dict[Feature, float]:
    length = math.sqrt(sum(value * value for value in vector.values()) + beside)
    return {name: value / length for name, value in vector.items()}


def dot(one: dict[Feature, float], other: dict[Feature, float]) -> float:
    return sum(value * other.get(name, 0.0) for name, value in one.items())


def softmax(scores: Sequence[float]) -> list[float]:
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def plain(learnt: Learnt) -> Weights:
    """What was learnt, with the features under names of the twin's own."""
    names = [_named(name) for name in learnt.features]
    return Weights(
        dict(zip(names, _by_class(learnt.weights), strict=True)),
        learnt.meaning_weights.tolist(),
        dict(zip(names, learnt.alarm.tolist(), strict=True)),
        learnt.meaning_alarm.tolist(),
    )


def _by_class(weights: Rows | Floats) -> Iterator[dict[int, float]]:
    if not isinstance(weights, Rows):
        yield from (dict(enumerate(row)) for row in weights.tolist())
        return
    starts, classes, values = (part.tolist() for part in weights)
    for start, end in pairwise(starts):
        yield dict(zip(classes[start:end], values[start:end], strict=True))


def _named(feature: str) -> Feature:
    left, space, right = feature.partition("\x1f")
    if space:
        return (left, " ", right)
    return ("'", feature[1:]) if feature.startswith("'") else (feature,)
