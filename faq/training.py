"""Weights that tell the entries apart, learnt from their phrasings.

Multinomial logistic regression with a quadratic penalty (see Hastie, Tibshirani, Friedman, The Elements of Statistical
Learning, 2nd edition 2009, section 4.4): each feature has a weight for each class, a class's score is the sum over the
question's features, and the scores give probabilities. Beside the classes one mark is learnt, by a logistic regression
of its own. Both go down together by accelerated gradient steps (Beck and Teboulle, A Fast Iterative
Shrinkage-Thresholding Algorithm, SIAM J. Imaging Sciences 2, 2009). There is one minimum and nothing is drawn by
chance: the same phrasings teach the same, whatever their order.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from faq.vectors import Rows, sums_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from faq.vectors import Floats, Integers

ROUNDS = 60
"""Steps towards the minimum."""

PENALTY = 0.1
"""What the square of a weight costs, beside 1 for a phrasing that is certainly wrong by a factor of e."""

MEANING_PENALTY = 0.012
"""What the square of a weight of the meanings costs for each text that a class has on average: what many phrasings say
together about meanings is as sure as what few say, or the words themselves would no longer be heard."""

MOST_WEIGHTS = 6_000_000
"""Weights up to which they are learnt. Beyond, a class is the mean of its phrasings: that takes no time."""

MEAN_SCALE = 10.0
"""What the mean of its phrasings counts for a class that is not learnt: about what learnt weights come to."""

_LEAST_WEIGHT = 1e-3
"""What a learnt weight must come to; smaller ones say next to nothing, and are 0."""


class Weights(NamedTuple):
    """What each part of a vector says for (or against) each class, and for the mark.

    Parameters
    ----------
    features
        A row a feature, a column a class. Of learnt ones hardly any is 0, of means most are: these are sparse.
    meanings
        A row a number of the meanings, a column a class.
    marked_features, marked_meanings
        The same for the mark.
    """

    features: Rows | Floats
    meanings: Floats
    marked_features: Floats
    marked_meanings: Floats


class Lesson(NamedTuple):
    """Texts to learn from, a row each.

    Parameters
    ----------
    features
        Sparse unit vectors.
    size
        How many features there are.
    meanings
        Dense vectors.
    classes
        The class of each text, in ascending order; a text of no class, from ``class_count`` on, teaches the mark alone.
    class_count
        How many classes there are.
    marked
        Whether a text bears the mark.
    """

    features: Rows
    size: int
    meanings: Floats
    classes: Integers
    class_count: int
    marked: NDArray[np.bool_]


def are_means(size: int, class_count: int) -> bool:
    """Whether so many features and classes are too many to be learnt, so that a class is the mean of its texts."""
    return size * class_count > MOST_WEIGHTS


def train(lesson: Lesson) -> Weights:
    """Learn the weights."""
    features, meanings = _means(lesson) if are_means(lesson.size, lesson.class_count) else _learnt(lesson)
    mark = np.zeros((lesson.size, 1), np.float32), np.zeros((meanings.shape[0], 1), np.float32)
    if lesson.marked.any():
        mark = _Texts(lesson).descend(1, float(lesson.marked.sum()), lambda scores: _mark_errors(scores, lesson))
    return Weights(features, meanings, mark[0][:, 0], mark[1][:, 0])


def _learnt(lesson: Lesson) -> tuple[Floats, Floats]:
    """The weights of the features and of the meanings that tell the classes apart best."""
    sizes = np.bincount(lesson.classes, minlength=lesson.class_count)[: lesson.class_count]
    features, meanings = _Texts(lesson).descend(
        lesson.class_count, float(np.median(sizes)), lambda scores: _class_errors(scores, lesson)
    )
    features[np.abs(features) < _LEAST_WEIGHT] = 0
    # Half as many digits are enough for weights that are summed by the dozen, and half of what an FAQ takes in memory.
    return features.astype(np.float16), meanings


class _Texts:
    """The texts of a lesson as matrices, and the way down to the weights that explain them best."""

    def __init__(self, lesson: Lesson) -> None:
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import, and what was learnt is kept

        starts, columns, values = lesson.features
        self._sparse = csr_array((values, columns, starts), shape=(lesson.features.height, lesson.size))
        self._turned = self._sparse.T.tocsr()
        self._dense = lesson.meanings
        # How far a step may go: what is curved little is gone along far. Both halves are bounded on their own, the
        # features one by one by the sums of their texts, the meanings by all of their scalar products.
        sums = self._turned @ np.asarray(self._sparse.sum(axis=1))
        self._rate = 1 / (sums[:, None] + np.float32(PENALTY))
        self._products = self._dense.T @ self._dense

    def descend(self, columns: int, size: float, errors: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
        """The weights of the features and of the meanings, one column each for what is told apart.

        Parameters
        ----------
        size
            How many texts there are typically of each thing that is told apart.
        errors
            By how much the probabilities that follow from scores are too high: a row a text.
        """
        penalties = np.float32(PENALTY), np.float32(MEANING_PENALTY * max(1.0, size))
        dense_rate = np.linalg.inv(self._products + penalties[1] * np.eye(len(self._products), dtype=np.float32))
        here = tuple(np.zeros((size, columns), np.float32) for size in (self._sparse.shape[1], self._dense.shape[1]))
        ahead, momentum = here, 1.0
        for _ in range(ROUNDS):
            wrong = errors(self._sparse @ ahead[0] + self._dense @ ahead[1])
            slopes = self._turned @ wrong + penalties[0] * ahead[0], self._dense.T @ wrong + penalties[1] * ahead[1]
            new = ahead[0] - self._rate * slopes[0], ahead[1] - dense_rate @ slopes[1]
            following = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
            push = np.float32((momentum - 1) / following)
            ahead = tuple(after + push * (after - before) for after, before in zip(new, here, strict=True))
            here, momentum = new, following
        return here[0], here[1]


def _class_errors(scores: Floats, lesson: Lesson) -> Floats:
    """By how much the probability of each class is too high for each text; 0 for texts of no class."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    errors: Floats = powers / powers.sum(axis=1, keepdims=True)
    of_a_class = lesson.classes < lesson.class_count
    errors[~of_a_class] = 0
    errors[of_a_class, lesson.classes[of_a_class]] -= 1
    return errors


def _mark_errors(scores: Floats, lesson: Lesson) -> Floats:
    """By how much the probability of the mark is too high for each text."""
    return 1 / (1 + np.exp(-scores)) - lesson.marked[:, None].astype(np.float32)


def _means(lesson: Lesson) -> tuple[Rows, Floats]:
    """For each class the direction of the sum of its texts, as weights of the features and of the meanings."""
    starts, columns, values = lesson.features
    owners = np.repeat(lesson.classes, np.diff(starts))
    kept = owners < lesson.class_count
    places, inverse = np.unique(columns[kept] * np.int64(lesson.class_count) + owners[kept], return_inverse=True)
    sums = np.bincount(inverse, values[kept])
    meanings = sums_of(lesson.meanings, np.searchsorted(lesson.classes, np.arange(lesson.class_count + 1)))
    features, classes = np.divmod(places, lesson.class_count)
    squares = np.bincount(classes, sums**2, lesson.class_count) + np.einsum("ij,ij->i", meanings, meanings)
    scales = (MEAN_SCALE / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)
    found = Rows(
        np.searchsorted(features, np.arange(lesson.size + 1)),
        classes.astype(np.int32),
        sums.astype(np.float32) * scales[classes],
    )
    return found, np.ascontiguousarray((meanings * scales[:, None]).T)
