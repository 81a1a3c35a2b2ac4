"""Weights that tell the entries apart, learnt from their phrasings.

A linear classifier: each feature has a weight for each entry, and an entry's score is the sum over the question's
features. It is trained as a passive-aggressive learner (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7,
2006, variant PA-I, with many entries against the few strongest rivals): a phrasing that does not win by a margin
moves the weights just far enough. No randomness: phrasings are visited in a fixed, mixed order.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROUNDS = 3
"""How often all phrasings are visited."""

MARGIN = 0.5
"""By how much a phrasing's own entry, or its own side, must win."""

AGGRESSIVENESS = 0.3
"""The most that one phrasing moves a weight at one visit."""

RIVALS = 3
"""How many rivals are pushed back at once."""

_STRIDE = 0.6180339887
"""The golden section: steps of this share of the whole visit every part of it evenly."""

Vector = dict[str, float]
Row = dict[int, float]
Weights = dict[str, Row]


def train(vectors: Sequence[Vector], entries: Sequence[int]) -> Weights:
    """Learn weights from unit vectors and the number of the entry that each belongs to.

    Returns
    -------
    Weights
        Feature -> entry -> weight; an entry that is missing weighs 0.
    """
    weights: Weights = {feature: {} for vector in vectors for feature in vector}
    rows = [[(weights[feature], value) for feature, value in vector.items()] for vector in vectors]
    count = max(entries, default=-1) + 1
    for _ in range(ROUNDS):
        for place in _mixed(len(vectors)):
            _learn(rows[place], entries[place], [0.0] * count)
    return weights


def train_sides(vectors: Sequence[Vector], marked: Sequence[bool]) -> dict[str, float]:
    """Learn one weight a feature: positive where it speaks for a vector being one of the marked."""
    weights = dict.fromkeys((feature for vector in vectors for feature in vector), 0.0)
    for _ in range(ROUNDS):
        for place in _mixed(len(vectors)):
            vector, side = vectors[place], 1 if marked[place] else -1
            loss = MARGIN - side * sum(value * weights[feature] for feature, value in vector.items())
            if loss > 0:
                step = side * min(2 * AGGRESSIVENESS, loss)
                for feature, value in vector.items():
                    weights[feature] += step * value
    return weights


def score(weights: Weights, vector: Mapping[str, float]) -> Row:
    """Scores of the entries that share a feature with the vector."""
    scores: Row = {}
    for feature, value in vector.items():
        for entry, weight in weights.get(feature, {}).items():
            scores[entry] = scores.get(entry, 0.0) + value * weight
    return scores


def _learn(rows: Sequence[tuple[Row, float]], own: int, scores: list[float]) -> None:
    """Move the weights of a phrasing's features; ``scores`` starts as zeros, one an entry."""
    for row, value in rows:
        for entry, weight in row.items():
            scores[entry] += value * weight
    limit = scores[own] - MARGIN
    # Entries that share nothing with the phrasing say nothing, and are no rivals.
    rivals = [(found, entry) for entry, found in enumerate(scores) if found > limit and found and entry != own]
    rivals = sorted(rivals, reverse=True)[:RIVALS]
    steps = [(rival, min(AGGRESSIVENESS, (found - limit) / (1 + len(rivals)))) for found, rival in rivals]
    # Where nobody competes, the entry still has to win by the margin over those that say nothing.
    forward = sum(step for _, step in steps) if rivals else min(AGGRESSIVENESS, max(0.0, -limit))
    if not forward:
        return
    for row, value in rows:
        row[own] = row.get(own, 0.0) + forward * value
        for rival, step in steps:
            row[rival] = row.get(rival, 0.0) - step * value


def _mixed(count: int) -> Iterator[int]:
    """All numbers below count, once each, neighbours far apart: the same order every time."""
    step = max(1, round(count * _STRIDE))
    while math.gcd(step, count) != 1:
        step += 1
    return ((place * step) % count for place in range(count))
