"""A picture of scores: where right, wrong and foreign questions lie, and whether scores mean what they say."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from faq.calibration import BANDS, calibration
from faq.deciding import Outcome
from faq.evaluation import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from faq.entries import Thresholds
    from faq.evaluation import Verdict

SUFFIXES = (".png", ".svg")

HOW_TO_GET_IT = """\
--plot needs matplotlib, which is not installed. In the folder of the program:
uv sync --extra plot, or without uv: pip install -e '.[plot]'"""

_BINS = [step / 20 for step in range(21)]
_RIGHT, _WRONG, _OUTSIDE, _LINE = "#2a9d62", "#d1495b", "#5b7db1", "#222222"


def can_draw() -> bool:
    """Tell whether the library for it is installed."""
    return find_spec("matplotlib") is not None


def draw(verdicts: Sequence[Verdict], thresholds: Thresholds, file: Path) -> None:
    """Draw the picture; the suffix of the file says in which format.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    # Imported only when it is asked for, and without pyplot: no screen is needed.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(9, 11), layout="constrained")
    scores, scopes, reliability = figure.subplots(3, 1)
    scored = [verdict for verdict in verdicts if verdict.reply.outcome is not Outcome.EMERGENCY]
    _draw_scores(scores, scored, thresholds.answer)
    _draw_scopes(scopes, scored, thresholds.offer)
    _draw_reliability(reliability, verdicts)
    figure.savefig(file, dpi=120)


def _draw_scores(axes: Axes, verdicts: Sequence[Verdict], threshold: float) -> None:
    inside = [verdict for verdict in verdicts if verdict.subject is not Subject.OUTSIDE]
    _draw_histogram(
        axes,
        {
            "best match right": ([one.score for one in inside if one.best_is_right], _RIGHT),
            "best match wrong": ([one.score for one in inside if not one.best_is_right], _WRONG),
            "not for the FAQ": ([one.score for one in verdicts if one.subject is Subject.OUTSIDE], _OUTSIDE),
        },
    )
    axes.axvline(threshold, color=_LINE, linestyle="--", label=f"answered from {threshold:.2f} on")
    axes.set(title="Score of the best match", xlabel="score", ylabel="questions")
    axes.legend()


def _draw_scopes(axes: Axes, verdicts: Sequence[Verdict], threshold: float) -> None:
    _draw_histogram(
        axes,
        {
            "for the FAQ": ([one.reply.scope for one in verdicts if one.subject is not Subject.OUTSIDE], _RIGHT),
            "not for the FAQ": ([one.reply.scope for one in verdicts if one.subject is Subject.OUTSIDE], _OUTSIDE),
        },
    )
    axes.axvline(threshold, color=_LINE, linestyle="--", label=f"refused below {threshold:.2f}")
    axes.set(title="Scope: how likely the question is one for the FAQ", xlabel="scope", ylabel="questions")
    axes.legend()


def _draw_histogram(axes: Axes, groups: dict[str, tuple[list[float], str]]) -> None:
    """Bars side by side on a scale on which one question is seen beside hundreds."""
    axes.hist(
        [values for values, _ in groups.values()],
        bins=_BINS,
        color=[colour for _, colour in groups.values()],
        label=[f"{label} ({len(values)})" for label, (values, _) in groups.items()],
    )
    axes.set_yscale("symlog", linthresh=1)
    axes.yaxis.set_major_formatter("{x:.0f}")
    axes.set_xlim(0, 1)
    axes.grid(visible=True, axis="y", alpha=0.3)


def _draw_reliability(axes: Axes, verdicts: Sequence[Verdict]) -> None:
    bands = [band for band in calibration(verdicts) if band.count]
    middles = [(band.low + band.high) / 2 for band in bands]
    axes.plot([0, 1], [0, 1], color=_LINE, linestyle=":", label="scores that mean what they say")
    axes.bar(middles, [band.share for band in bands], width=0.9 / BANDS, color=_RIGHT, label="share that is right")
    for middle, band in zip(middles, bands, strict=True):
        axes.annotate(f"{band.right} of {band.count}", (middle, band.share), ha="center", va="bottom")
    axes.set(title="Are scores what they say?", xlabel="score of the best match", ylabel="share right")
    axes.set(xlim=(0, 1), ylim=(0, 1.12))
    axes.legend(loc="upper left")
