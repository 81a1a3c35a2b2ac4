"""The chart of the page: a column for each day, week or month, in parts that stand on each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reporting.figures import Span

HEIGHT = 100.0
"""What the longest column measures; the browser stretches it."""

PARTS = ("answered", "suggested", "missed")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a column.

    Parameters
    ----------
    name
        What it counts, one of :data:`PARTS`.
    top, height
        Where it is, in parts of :data:`HEIGHT` from above.
    """

    name: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with what it says in words."""

    parts: tuple[Part, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns.

    Parameters
    ----------
    most
        Questions that the longest column stands for.
    """

    columns: tuple[Column, ...]
    most: int


def columns(spans: Sequence[Span]) -> Columns:
    """Lay out the chart."""
    most = max((span.counts.for_answers for span in spans), default=0)
    return Columns(tuple(Column(tuple(_parts(span, most)), _label(span)) for span in spans), most)


def _parts(span: Span, most: int) -> list[Part]:
    parts, top = [], HEIGHT
    for name in PARTS:
        height = HEIGHT * getattr(span.counts, name) / most if most else 0.0
        top -= height
        if height:
            parts.append(Part(name, round(max(0.0, top), 2), round(height, 2)))
    return parts


def _label(span: Span) -> str:
    counts = span.counts
    days = f"{span.first}" if span.first == span.last else f"{span.first} to {span.last}"
    return f"{days}: {counts.answered} answered, {counts.suggested} offered a choice, {counts.missed} missed"
