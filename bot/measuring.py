"""What ``backwalk evaluate`` is asked for -> everything that was measured."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from bot.terminal import ready_answerer
from faq.comparison import Change, changes
from faq.evaluation import Figures, emergencies_of, figures, judge
from faq.labelling import read_questions
from faq.noise import noisy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from faq import Faq
    from faq.evaluation import LabelledQuestion, Verdict


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Parameters
    ----------
    files
        Labelled questions.
    faq_dir
        The FAQ.
    noise
        Whether the questions are also asked with typing errors and inside chatter.
    compare
        Folder of another version of the FAQ to compare with.
    """

    files: tuple[Path, ...]
    faq_dir: Path
    noise: bool = False
    compare: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How another version of the FAQ replied.

    Parameters
    ----------
    folder
        Where the other version lies.
    unknown
        Ids that labels name and the other version does not have.
    """

    folder: Path
    figures: Figures
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Parameters
    ----------
    verdicts
        One for each question, in the order of the files.
    noisy
        By kind of noise, the figures of the questions that were spoilt by it.
    """

    order: Order
    faq: Faq
    verdicts: tuple[Verdict, ...]
    figures: Figures
    noisy: Mapping[str, Figures] = field(default_factory=dict)
    comparison: Comparison | None = None


def measure(order: Order) -> Measured:
    """Ask all questions in all ways that are asked for.

    Raises
    ------
    FaqError
        If an FAQ or a file of questions has mistakes.
    """
    answerer = ready_answerer(order.faq_dir)
    faq = answerer.faq
    questions = read_questions(order.files, faq.by_id)
    # Whatever may be wrong is read before the long work begins.
    spoilt = noisy(questions, faq) if order.noise else {}
    older = ready_answerer(order.compare) if order.compare else None

    verdicts = judge(answerer, _watched(questions, "questions"))
    noise = {str(way): figures(judge(answerer, _watched(asked, str(way)))) for way, asked in spoilt.items()}
    comparison = None
    if order.compare and older:
        old = judge(older, _watched(questions, str(order.compare)), emergencies_of(faq))
        named = {entry for question in questions for entry in question.entries}
        unknown = tuple(sorted(named - older.faq.by_id.keys()))
        comparison = Comparison(order.compare, figures(old), changes(old, verdicts), unknown)
    return Measured(order, faq, verdicts, figures(verdicts), noise, comparison)


def _watched(questions: Sequence[LabelledQuestion], what: str) -> Iterable[LabelledQuestion]:
    """The questions, with a bar that moves while they are asked, where somebody can see it."""
    bar = Console(stderr=True)
    return track(questions, f"Asking: {what}", console=bar, transient=True, disable=not sys.stderr.isatty())
