"""Whether scores mean what they say, on every set of labelled questions: see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from bot import charts
from bot.tables import WIDEST, Page
from bot.wording import NOTHING_ASKED
from faq import Answerer, Outcome, load
from faq.calibration import calibration
from faq.evaluation import judge
from tests.benchmarks.question_sets import BENCH, CLEAN, packaged_sets, public_sets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from faq.calibration import Band
    from faq.evaluation import Verdict
    from tests.benchmarks.question_sets import QuestionSet

MOST, QUICK = 1000, 100
"""The most questions of each set that are asked, and with ``--quick``."""

FEWEST = 5
"""Replies that a band needs to be drawn: fewer say nothing about a share."""

_SCORED = frozenset({Outcome.ANSWER, Outcome.SMALLTALK, Outcome.SUGGEST})


def main() -> None:
    """Print the table, and draw the picture where one is wanted."""
    wanted = _arguments()
    if wanted.plot and not charts.can_draw():
        sys.exit(charts.HOW_TO_GET_IT)
    most = QUICK if wanted.quick else MOST
    with tempfile.TemporaryDirectory() as folder:
        sets = [*packaged_sets(most), *public_sets(wanted.bench, Path(folder), most)]
        bar = Console(stderr=True)
        watched = track(sets, "Asking", console=bar, transient=True, disable=not sys.stderr.isatty())
        verdicts = {questions.name: _verdicts(questions) for questions in watched}
    bands = {name: calibration(found) for name, found in verdicts.items()}
    _print_table(bands, {name: _distance(found) for name, found in verdicts.items()})
    if wanted.plot:
        _draw(bands, wanted.plot)
    if wanted.json:
        record = {name: [asdict(band) for band in found] for name, found in bands.items()}
        wanted.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=BENCH, metavar="DIR", help="folder of public sets (*.json)")
    parser.add_argument("--quick", action="store_true", help=f"at most {QUICK} questions of each set")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the diagram there, as .png or .svg")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return parser.parse_args()


def _verdicts(questions: QuestionSet) -> tuple[Verdict, ...]:
    return judge(Answerer(load(questions.folder)), questions.asked[CLEAN])


def _distance(verdicts: Sequence[Verdict]) -> float:
    """Expected calibration error: how far, on average, the scores of a band lie from the share that is right."""
    groups: dict[int, list[float]] = {}
    scored = [verdict for verdict in verdicts if verdict.reply.outcome in _SCORED]
    for verdict in scored:
        groups.setdefault(min(int(10 * verdict.score), 9), []).append(verdict.score - verdict.best_is_right)
    return sum(abs(sum(group)) for group in groups.values()) / len(scored) if scored else 0.0


def _print_table(bands: Mapping[str, Sequence[Band]], distances: Mapping[str, float]) -> None:
    page = Page(WIDEST)
    page.paragraph("Replies whose best match has such a score: how many of 100 are right (of how many).")
    rows = [
        (f"{alike[0].low:.1f}-{alike[0].high:.1f}", *map(_cell, alike)) for alike in zip(*bands.values(), strict=True)
    ]
    rows.append(("off by", *(f"{100 * distances[name]:.1f}" for name in bands)))
    page.table(("score", *(name.replace(" ", "\n") for name in bands)), rows)
    page.paragraph("Off by: how far scores lie from the share that is right, in points, on average.")


def _cell(band: Band) -> str:
    return f"{100 * band.share:.0f} ({band.count})" if band.count else NOTHING_ASKED


def _draw(bands: Mapping[str, Sequence[Band]], file: Path) -> None:
    """One curve for each set."""
    # Imported only when it is asked for, and without pyplot: no screen is needed.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(8, 7), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#222222", linestyle=":", label="scores that mean what they say")
    for name, found in bands.items():
        drawn = [band for band in found if band.count >= FEWEST]
        axes.plot([(band.low + band.high) / 2 for band in drawn], [band.share for band in drawn], "o-", label=name)
    axes.set(title="Are scores what they say?", xlabel="score of the best match", ylabel="share right")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    axes.grid(visible=True, alpha=0.3)
    axes.legend(loc="upper left")
    figure.savefig(file, dpi=120)


if __name__ == "__main__":
    main()
