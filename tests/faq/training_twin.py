"""Training once more, slow and plain: small steps straight down, in lists and loops, until the ground is level."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from faq.training import MEANING_PENALTY, PENALTY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEVEL = 1e-6
"""How steep the ground may be where the way ends."""


class Text(NamedTuple):
    """A text to learn from: its features by number, its meaning, its class (None for no class) and its mark."""

    features: dict[int, float]
    meaning: list[float]
    class_: int | None
    marked: bool = False


Matrix = list[list[float]]
"""A row a feature (and behind the features, a row a number of the meanings), a column a class."""


def weights(texts: Sequence[Text], size: int, class_count: int) -> Matrix:
    """The weights of the classes: multinomial logistic regression."""
    typical = median(sum(text.class_ == number for text in texts) for number in range(class_count))

    def wrong(text: Text, scores: list[float]) -> list[float]:
        if text.class_ is None:
            return [0.0] * class_count
        powers = [math.exp(score) for score in scores]
        return [power / sum(powers) - (number == text.class_) for number, power in enumerate(powers)]

    return _descend(texts, size, class_count, typical, wrong)


def mark_weights(texts: Sequence[Text], size: int) -> Matrix:
    """The weights of the mark: logistic regression."""

    def wrong(text: Text, scores: list[float]) -> list[float]:
        return [1 / (1 + math.exp(-scores[0])) - text.marked]

    return _descend(texts, size, 1, sum(text.marked for text in texts), wrong)


def _descend(
    texts: Sequence[Text], size: int, columns: int, typical: float, wrong: Callable[[Text, list[float]], list[float]]
) -> Matrix:
    """Go against the slope of: what wrong probabilities cost, and half of what the square of each weight costs."""
    vectors = [_joined(text, size) for text in texts]
    width = len(vectors[0])
    penalties = [PENALTY if row < size else MEANING_PENALTY * max(1.0, typical) for row in range(width)]
    found = [[0.0] * columns for _ in range(width)]
    # No slope changes faster than this, whatever the texts.
    rate = 1 / (max(penalties) + sum(value * value for vector in vectors for value in vector) / 2)
    while True:
        slope = [[penalty * weight for weight in row] for penalty, row in zip(penalties, found, strict=True)]
        for text, vector in zip(texts, vectors, strict=True):
            scores = [sum(vector[row] * found[row][column] for row in range(width)) for column in range(columns)]
            for column, error in enumerate(wrong(text, scores)):
                for row in range(width):
                    slope[row][column] += vector[row] * error
        if max((abs(value) for row in slope for value in row), default=0) < LEVEL:
            return found
        found = [[a - rate * b for a, b in zip(row, down, strict=True)] for row, down in zip(found, slope, strict=True)]


def _joined(text: Text, size: int) -> list[float]:
    return [*(text.features.get(row, 0.0) for row in range(size)), *text.meaning]
