"""Weights that tell the entries apart, learnt from their phrasings.

A linear classifier: each feature has a weight for each entry, and an entry's score is the sum over the question's
features. It is trained as a multi-class passive-aggressive learner (Crammer et al., Online Passive-Aggressive
Algorithms, JMLR 7, 2006, variant PA-I, updating against the few strongest rivals at once): a phrasing that its own
entry does not win by a margin moves the weights just far enough. No randomness: phrasings are visited in a fixed,
mixed order.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROUNDS = 3
"""How often all phrasings are visited."""

MARGIN = 0.5
"""By how much a phrasing's own entry must win."""

AGGRESSIVENESS = 0.3
"""The most that one phrasing moves the weights at one visit."""

RIVALS = 3
"""How many rivals are pushed back at once."""

_STRIDE = 0.6180339887
"""The golden section: steps of this share of the whole visit every part of it evenly."""

Vector = dict[str, float]
Weights = dict[str, dict[int, float]]


def train(vectors: Sequence[Vector], entries: Sequence[int]) -> Weights:
    """Learn weights from unit vectors and the number of the entry that each belongs to.

    Returns
    -------
    Weights
        Feature -> entry -> weight; an entry that is missing weighs 0.
    """
    weights: Weights = {feature: {} for vector in vectors for feature in vector}
    for _ in range(ROUNDS):
        for place in _mixed(len(vectors)):
            _learn(weights, vectors[place], entries[place])
    return weights


def score(weights: Weights, vector: Mapping[str, float]) -> dict[int, float]:
    """Scores of the entries that share a feature with the vector."""
    scores: dict[int, float] = {}
    for feature, value in vector.items():
        for entry, weight in weights.get(feature, {}).items():
            scores[entry] = scores.get(entry, 0.0) + value * weight
    return scores


def _learn(weights: Weights, vector: Vector, own: int) -> None:
    scores = score(weights, vector)
    limit = scores.pop(own, 0.0) - MARGIN
    rivals = sorted(((value, rival) for rival, value in scores.items() if value > limit), reverse=True)[:RIVALS]
    steps = [(rival, min(AGGRESSIVENESS, (value - limit) / (1 + len(rivals)))) for value, rival in rivals]
    # Where nobody competes, the entry still has to win by the margin over those that say nothing.
    forward = sum(step for _, step in steps) if rivals else min(AGGRESSIVENESS, max(0.0, -limit))
    if not forward:
        return
    for feature, value in vector.items():
        row = weights[feature]
        row[own] = row.get(own, 0.0) + forward * value
        for rival, step in steps:
            row[rival] = row.get(rival, 0.0) - step * value


def _mixed(count: int) -> Iterator[int]:
    """All numbers below count, once each, neighbours far apart: the same order every time."""
    step = max(1, round(count * _STRIDE))
    while math.gcd(step, count) != 1:
        step += 1
    return ((place * step) % count for place in range(count))
