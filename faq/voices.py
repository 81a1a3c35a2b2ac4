"""What each word of a question said for an entry, and for the alarm: learnt weights, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from faq.learning import features_of
from faq.search import ALARM_WHOLE_SHARE, SHARPNESS
from faq.vectors import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq.findings import Part
    from faq.learning import Learnt
    from faq.tokens import Token
    from faq.vectors import Floats

MEANING = ""
"""Stands for what all words mean together, where features are named; no feature has it for a name."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a word, a pair of words or the meaning of all words said.

    Parameters
    ----------
    words
        As typed, or what they were taken for; empty for the meaning of all words together.
    very
        Whether it is the very word that speaks, beside its group of synonyms.
    first
        What it said for the first: 1 is a factor of e, less than 0 speaks against it.
    second
        What it said for the second; 0 where there is none.
    """

    words: str
    very: bool
    first: float
    second: float = 0.0

    @property
    def lead(self) -> float:
        """What it said for the first and against the second."""
        return self.first - self.second


def voices(part: Part, learnt: Learnt, entries: Sequence[int]) -> tuple[Voice, ...]:
    """What each feature of a part said for one entry or for the first of two, the loudest first.

    Parameters
    ----------
    entries
        Numbers of one or two entries.
    """
    said = [_said(part, learnt, _weights(part, learnt, entry), learnt.meaning_weights[:, entry]) for entry in entries]
    names = _names(part.tokens)
    return _loudest(Voice(*names[name], *(SHARPNESS * values[name] for values in said)) for name in said[0])


def alarm_voices(parts: Sequence[Part], learnt: Learnt) -> tuple[Voice, ...]:
    """What each feature of a question said for (or against) an alarm, the loudest first: their sum is the alarm.

    Parameters
    ----------
    parts
        The whole question, and the parts of a long one; at least one of them may raise an alarm.
    """
    said = [_said(part, learnt, learnt.alarm[part.features], learnt.meaning_alarm) for part in parts]
    heard = [place for place, part in enumerate(parts) if part.may_alarm]
    loudest = max(heard, key=lambda place: sum(said[place].values()))
    whole = 0 if parts[0].may_alarm else loudest
    names = _names(parts[whole].tokens) | _names(parts[loudest].tokens)
    return _loudest(
        Voice(
            *names[name],
            ALARM_WHOLE_SHARE * said[whole].get(name, 0.0) + (1 - ALARM_WHOLE_SHARE) * said[loudest].get(name, 0.0),
        )
        for name in said[whole] | said[loudest]
    )


def _said(part: Part, learnt: Learnt, weights: Floats, meaning_weights: Floats) -> dict[str, float]:
    """Values times weights, by the names of the features."""
    names = (learnt.features[number] for number in part.features)
    values = (part.values * weights).tolist()
    return {**dict(zip(names, values, strict=True)), MEANING: float(part.meaning @ meaning_weights)}


def _weights(part: Part, learnt: Learnt, entry: int) -> Floats:
    """The weight of each feature of a part for an entry."""
    if not isinstance(learnt.weights, Rows):
        found: Floats = learnt.weights[part.features, entry]
        return found
    rows = learnt.weights.pick(part.features)
    owners = np.repeat(np.arange(len(part.features)), np.diff(rows.starts))
    weights: Floats = np.bincount(owners, rows.values * (rows.columns == entry), len(part.features)).astype(np.float32)
    return weights


def _names(tokens: Sequence[Token]) -> dict[str, tuple[str, bool]]:
    """Features of a text -> the words behind them, and whether these speak for themselves or for their synonyms."""
    names: dict[str, tuple[str, bool]] = {MEANING: ("", False)}
    for token in tokens:
        word = token.mended or token.word
        for feature in features_of((token,)):
            names.setdefault(feature, (word, feature != token.term))
    for left, right in pairwise(tokens):
        for feature in features_of((left, right)):
            names.setdefault(feature, (f"{left.mended or left.word} {right.mended or right.word}", False))
    return names


def _loudest(found: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(found, key=lambda voice: -abs(voice.lead)))
