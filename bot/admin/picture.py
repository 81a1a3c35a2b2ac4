"""``/stats`` as a picture: how many questions a day and how they ended, how many were answered, what was shown most."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from bot.reporting.figures import Counts, Figures, Span

ENTRIES = 8
"""How many of the entries that were shown most have a bar."""

_ENDS = (
    ("answered", "#2a9d62"),
    ("suggested", "#e9a23b"),
    ("missed", "#d1495b"),
    ("emergencies", "#7b4fa3"),
    ("smalltalk", "#b8bcc4"),
)
_SHARE, _INK, _GRID = "#5b7db1", "#222222", "#dddddd"
_INCHES = (8, 9)
_DOTS_PER_INCH = 110
_DATES = 8


def draw(figures: Figures) -> bytes:
    """Draw figures as a PNG that is readable on a telephone. Needs matplotlib, and no screen."""
    # Imported only when it is asked for, and without pyplot, which would keep every figure.
    from matplotlib.figure import Figure  # noqa: PLC0415

    picture = Figure(figsize=_INCHES, layout="constrained")
    ends, shares, entries = picture.subplots(3, 1, height_ratios=(3, 2, 3))
    spans = figures.spans()
    _draw_ends(ends, spans)
    _draw_shares(shares, spans)
    _draw_entries(entries, figures)
    file = BytesIO()
    picture.savefig(file, format="png", dpi=_DOTS_PER_INCH)
    return file.getvalue()


def _draw_ends(axes: Axes, spans: Sequence[Span]) -> None:
    places = range(len(spans))
    below = [0] * len(spans)
    for name, colour in _ENDS:
        counts = [_count(span.counts, name) for span in spans]
        axes.bar(places, counts, bottom=below, color=colour, label=f"{name} {sum(counts)}", width=0.85)
        below = [sum(pair) for pair in zip(below, counts, strict=True)]
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.2), ncols=len(_ENDS), frameon=False, fontsize=9)
    axes.set_ylabel("questions")
    axes.set_ylim(0, max(*below, 1) * 1.05)
    _set_out(axes, spans)


def _draw_shares(axes: Axes, spans: Sequence[Span]) -> None:
    """Draw the share of questions that found an answer, where any were asked."""
    asked = [(place, span.counts) for place, span in enumerate(spans) if span.counts.for_answers]
    places = [place for place, _ in asked]
    found = [100 * counts.share_found for _, counts in asked]
    at_once = [100 * counts.share_answered for _, counts in asked]
    axes.plot(places, found, color=_SHARE, marker="o", markersize=4, label="with the suggestions that were chosen")
    axes.plot(places, at_once, color=_ENDS[0][1], marker="o", markersize=4, label="answered at once")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.28), ncols=2, frameon=False, fontsize=9)
    axes.set_ylim(0, 105)
    axes.set_ylabel("% of questions")
    _set_out(axes, spans)


def _draw_entries(axes: Axes, figures: Figures) -> None:
    top = list(reversed(figures.top[:ENTRIES]))
    axes.barh([one.entry for one in top], [one.shown for one in top], color=_ENDS[0][1])
    for place, one in enumerate(top):
        thumbs = f"  (+{one.up} -{one.down})" if one.up or one.down else ""
        axes.text(one.shown, place, f" {one.shown}{thumbs}", va="center", fontsize=9, color=_INK)
    axes.set_xlim(0, max((one.shown for one in top), default=1) * 1.25)
    axes.set_title("shown most", fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)


def _set_out(axes: Axes, spans: Sequence[Span]) -> None:
    step = max(1, -(-len(spans) // _DATES))
    axes.set_xticks(range(0, len(spans), step), [f"{span.first.day} {span.first:%b}" for span in spans[::step]])
    axes.set_xlim(-0.6, len(spans) - 0.4)
    axes.grid(axis="y", color=_GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _count(counts: Counts, name: str) -> int:
    return int(getattr(counts, name))
