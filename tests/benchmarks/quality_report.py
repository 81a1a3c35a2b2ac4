"""The tables of one set of questions: all methods side by side, then what this search decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.tables import WIDEST, Page
from bot.wording import NOTHING_ASKED, of_hundred
from faq import load
from tests.benchmarks.methods import SEARCH
from tests.benchmarks.question_sets import CLEAN, WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from faq.evaluation import Figures
    from tests.benchmarks.quality import Quality
from tests.benchmarks.question_sets import QuestionSet

_SHORT = ("clean", "1 typo", "2 typos", "chatter")
_COSTS = ("F1", "best\nF1*", "p50\nms", "p99\nms", "build\ns", "build\nMB")
_DECISIONS = (
    "right", "right or\noffered", "wrong", "refused", "false\nanswers", "alarms\nfound", "false\nalarms",
)  # fmt: skip


def print_set(questions: QuestionSet, measured: Mapping[str, Quality | None]) -> None:
    """Print what was measured on a set."""
    page = Page(WIDEST)
    faq = load(questions.folder)
    clean = questions.asked[CLEAN]
    outside = sum(question.entry is None for question in clean)
    page.heading(questions.name)
    page.paragraph(
        f"{len(faq.entries):,} entries, {sum(len(entry.questions) for entry in faq.entries):,} phrasings; "
        f"{len(clean):,} questions, {outside:,} of them not for the FAQ; typos and chatter by {questions.spoilt_by}."
    )
    page.table(("right, %", *_SHORT, *_COSTS), (_row(*pair) for pair in measured.items()))
    ours = measured[SEARCH]
    if ours:
        page.table((f"{SEARCH}, of 100", *_DECISIONS), _decisions(ours))


def _row(method: str, quality: Quality | None) -> Sequence[str]:
    if quality is None:
        return (method, *[NOTHING_ASKED] * (len(_SHORT) + len(_COSTS)))
    return (
        method,
        *(f"{100 * quality.right[way]:.1f}" if way in quality.right else NOTHING_ASKED for way in WAYS),
        *(NOTHING_ASKED if share is None else f"{share:.2f}" for share in (quality.f1, quality.best_f1)),
        f"{1000 * quality.p50:.2f}",
        f"{1000 * quality.p99:.1f}",
        f"{quality.build_seconds:.1f}",
        f"{quality.build_megabytes:.0f}",
    )


def _decisions(quality: Quality) -> Iterable[Sequence[str]]:
    for way, found in quality.decisions.items():
        yield (way, *_shares(found))


def _shares(found: Figures) -> Sequence[str]:
    inside, outside, alarms = found.inside, found.outside, found.emergencies
    return (
        *(of_hundred(share, inside) for share in (found.right, found.offered, found.wrong, found.refused)),
        of_hundred(found.outside_answered, outside),
        of_hundred(found.alarms_found, alarms),
        of_hundred(found.false_alarms, inside + outside),
    )
