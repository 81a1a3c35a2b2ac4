"""One method on one set of questions: how often it is right, what it refuses, what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from faq import load
from faq.evaluation import Figures, Verdict, emergencies_of, figures
from tests.benchmarks.measuring import ask, build, quantile
from tests.benchmarks.methods import SEARCH, factory
from tests.benchmarks.question_sets import CLEAN
from tests.benchmarks.refusing import best_cut, cut_by_phrasings, f1

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tests.benchmarks.measuring import Asked
    from tests.benchmarks.question_sets import QuestionSet


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured of a method.

    Parameters
    ----------
    right
        Way of asking -> share of the questions for the FAQ whose best entry is right, 0 to 1.
    f1, best_f1
        How well the questions as written that are not for the FAQ are told: by the method's decision or cut, and by the
        best cut of its scores, which nobody knows beforehand. None where all or none of the questions are for the FAQ.
    p50, p99
        Seconds that half, and 99 of 100 questions, did not exceed, asked in any way.
    build_seconds, build_megabytes
        Time and memory that building took, see :class:`tests.benchmarks.measuring.Built`.
    decisions
        Way of asking -> what this search did with the questions; empty for the others, which do not decide.
    """

    method: str
    right: Mapping[str, float]
    f1: float | None
    best_f1: float | None
    p50: float
    p99: float
    build_seconds: float
    build_megabytes: float
    decisions: Mapping[str, Figures] = field(default_factory=dict)


def measure(method: str, questions: QuestionSet) -> Quality:
    """Build a method and ask it everything; to be called in a process of its own."""
    faq = load(questions.folder)
    make = factory(method)
    built = build(make, faq)
    asked = {way: ask(built.method, some) for way, some in questions.asked.items()}
    seconds = [one.seconds for some in asked.values() for one in some]

    inside = [one for one in asked[CLEAN] if one.question.entry is not None]
    outside = [one for one in asked[CLEAN] if one.question.entry is None]
    decided = best = None
    if inside and outside:
        best = best_cut((one.found.score for one in inside), (one.found.score for one in outside)).f1
        cut = 0.0 if method == SEARCH else cut_by_phrasings(make, faq)
        decided = f1(_refused(outside, cut), _refused(inside, cut), len(outside))

    emergencies = emergencies_of(faq)
    return Quality(
        method,
        right={way: _right(some) for way, some in asked.items()},
        f1=decided,
        best_f1=best,
        p50=quantile(seconds, 0.5),
        p99=quantile(seconds, 0.99),
        build_seconds=built.seconds,
        build_megabytes=built.megabytes,
        decisions={way: figures(_verdicts(some, emergencies)) for way, some in asked.items()}
        if method == SEARCH
        else {},
    )


def _right(asked: Iterable[Asked]) -> float:
    inside = [one.right for one in asked if one.question.entry is not None]
    return sum(inside) / len(inside) if inside else 0.0


def _refused(asked: Sequence[Asked], cut: float) -> int:
    """How many got no answer: a list to choose from is none."""
    return sum(one.found.score < cut if one.found.reply is None else one.found.reply.entry is None for one in asked)


def _verdicts(asked: Iterable[Asked], emergencies: Collection[str]) -> Iterable[Verdict]:
    for one in asked:
        if one.found.reply is not None:
            yield Verdict(one.question, one.found.reply, one.question.subject(emergencies), one.seconds)
