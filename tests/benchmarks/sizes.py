"""How time and memory grow with the FAQ: see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from bot.tables import WIDEST, Page
from bot.wording import NOTHING_ASKED
from faq import load
from tests.benchmarks import synthetic
from tests.benchmarks.isolated import isolated, peak_memory
from tests.benchmarks.measuring import ask, build, quantile
from tests.benchmarks.methods import SEARCH, factory
from tests.benchmarks.plain_faq import write_faq

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq.evaluation import LabelledQuestion

SIZES = (1_000, 10_000, 100_000)
METHODS = (SEARCH, "WRatio", "token_set_ratio", "BM25")

QUESTIONS, QUICK = 200, 20
"""How many questions are asked, and how many with ``--quick``, which leaves out the largest size as well."""

LONGEST = 600
"""Seconds that one method may take at one size; then it is given up, and has no figures."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What was measured of a method at one size.

    Parameters
    ----------
    load_seconds
        Reading and checking the FAQ's files, which is the same for all.
    build_seconds, build_megabytes
        See :class:`tests.benchmarks.measuring.Built`.
    p50, p99
        Seconds that half, and 99 of 100 questions, did not exceed.
    right
        Share of the questions whose best entry is right, 0 to 1.
    peak_megabytes
        The most memory that the whole process held, Python, libraries and reading the files included.
    """

    method: str
    phrasings: int
    load_seconds: float
    build_seconds: float
    p50: float
    p99: float
    right: float
    build_megabytes: float
    peak_megabytes: float


def measure(method: str, folder: Path, questions: Sequence[LabelledQuestion]) -> Growth:
    """Load, build and ask; to be called in a process of its own."""
    began = perf_counter()
    faq = load(folder)
    load_seconds = perf_counter() - began
    loading_peak = peak_memory()
    built = build(factory(method), faq)
    asked = ask(built.method, questions)
    seconds = [one.seconds for one in asked]
    return Growth(
        method,
        phrasings=sum(len(entry.questions) for entry in faq.entries),
        load_seconds=load_seconds,
        build_seconds=built.seconds,
        p50=quantile(seconds, 0.5),
        p99=quantile(seconds, 0.99),
        right=sum(one.right for one in asked) / len(asked),
        build_megabytes=built.megabytes,
        peak_megabytes=max(loading_peak, peak_memory()),
    )


def main() -> None:
    """Measure all methods at all sizes, and print each size as soon as it is done."""
    wanted = _arguments()
    measured: list[Growth] = []
    sizes, asked = (SIZES[:-1], QUICK) if wanted.quick else (SIZES, QUESTIONS)
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        task = progress.add_task("", total=len(sizes) * len(METHODS))
        for size in sizes:
            entries = synthetic.entries(size)
            write_faq(entries, Path(folder) / str(size))
            questions = synthetic.questions(entries, asked)
            found: dict[str, Growth | None] = {}
            for method in METHODS:
                progress.update(task, description=f"{size:,} phrasings: {method}")
                found[method] = isolated(LONGEST, measure, method, Path(folder) / str(size), questions)
                progress.advance(task)
            _print_size(size, found)
            measured += filter(None, found.values())
    if wanted.json:
        wanted.json.write_text(json.dumps([asdict(growth) for growth in measured], indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"without the largest size, {QUICK} questions each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return parser.parse_args()


def _print_size(size: int, measured: dict[str, Growth | None]) -> None:
    page = Page(WIDEST)
    page.heading(f"{size:,} phrasings")
    columns = ("", "p50\nms", "p99\nms", "right\n%", "load\ns", "build\ns", "build\nMB", "peak\nMB")
    page.table(columns, _rows(measured))
    ours, usual = measured[SEARCH], measured["WRatio"]
    if ours and usual:
        page.paragraph(
            f"WRatio takes {usual.p50 / ours.p50:.1f} times as long as {SEARCH} (p50; {usual.p99 / ours.p99:.1f} times "
            "by p99)."
        )


def _rows(measured: dict[str, Growth | None]) -> Iterable[Sequence[str]]:
    for method, growth in measured.items():
        if growth is None:
            yield (method, *[NOTHING_ASKED] * 7)
            continue
        yield (
            method,
            f"{1000 * growth.p50:.2f}",
            f"{1000 * growth.p99:.2f}",
            f"{100 * growth.right:.1f}",
            f"{growth.load_seconds:.1f}",
            f"{growth.build_seconds:.1f}",
            f"{growth.build_megabytes:.0f}",
            f"{growth.peak_megabytes:.0f}",
        )


if __name__ == "__main__":
    main()
