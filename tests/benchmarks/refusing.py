"""How well questions that are not for the FAQ are told from those that are.

This search decides by itself. The others only give a score, so they need a cut: whatever scores less is refused. Like a
curator they have nothing but phrasings to find it with, so it is set on phrasings alone: every fifth entry is left out
altogether, and every fifth phrasing of the others. The method is built on the rest and asked both: what was left out
with its entry is not for this smaller FAQ, the rest is. The cut is where F1 is best with both sides weighing the same.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import ceil, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq import Faq
    from tests.benchmarks.methods import Factory

LEFT_OUT = 5
"""Every which entry, and every which phrasing of the others, is left out."""

MOST_ASKED = 100
"""How many of the phrasings that were left out are asked, of each side."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A score below which questions are refused.

    Parameters
    ----------
    f1
        How well it tells which questions to refuse, 0 to 1.
    """

    score: float
    f1: float


def f1(refused_rightly: float, refused_wrongly: float, to_refuse: float) -> float:
    """F1 of refusing: the harmonic mean of how many refusals were right and how many that should be were made.

    Parameters
    ----------
    to_refuse
        How many should be refused; not 0.
    """
    return 2 * refused_rightly / (refused_rightly + refused_wrongly + to_refuse)


def best_cut(inside: Iterable[float], outside: Iterable[float], *, weigh_alike: bool = False) -> Cut:
    """The cut with the best F1.

    Parameters
    ----------
    inside, outside
        Scores of questions that are for the FAQ, and of those that are not; at least one of each.
    weigh_alike
        Whether both sides weigh the same, however many questions each has.
    """
    kept, refused = sorted(inside), sorted(outside)
    weight = len(kept) / len(refused) if weigh_alike else 1.0
    cuts = (
        Cut(score, f1(weight * bisect_left(refused, score), bisect_left(kept, score), weight * len(refused)))
        for score in (*sorted({*kept, *refused}), inf)
    )
    return max(cuts, key=lambda cut: cut.f1)


def cut_by_phrasings(factory: Factory, faq: Faq) -> float:
    """The score below which a method should refuse, as far as phrasings can tell."""
    others = [entry for number, entry in enumerate(faq.entries, 1) if number % LEFT_OUT]
    smaller = [
        replace(entry, questions=tuple(text for number, text in enumerate(entry.questions, 1) if number % LEFT_OUT))
        for entry in others
    ]
    method = factory(replace(faq, entries=tuple(smaller)))
    inside = [text for entry in others for text in entry.questions[LEFT_OUT - 1 :: LEFT_OUT]]
    outside = [text for entry in faq.entries[LEFT_OUT - 1 :: LEFT_OUT] for text in entry.questions]
    scores = ([method.find(text).score for text in _some(texts)] for texts in (inside, outside))
    return best_cut(*scores, weigh_alike=True).score


def _some(texts: Sequence[str]) -> Sequence[str]:
    """As many as are asked, from all over."""
    return texts[:: ceil(len(texts) / MOST_ASKED)]
