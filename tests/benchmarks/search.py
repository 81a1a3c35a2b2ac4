"""This search beside the usual ones, on the same questions in one run: see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from tests.benchmarks.isolated import isolated
from tests.benchmarks.methods import METHODS
from tests.benchmarks.quality import measure
from tests.benchmarks.quality_report import print_set
from tests.benchmarks.question_sets import BENCH, packaged_sets, public_sets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.quality import Quality
    from tests.benchmarks.question_sets import QuestionSet

PACKAGED, PUBLIC, QUICK = 150, 1000, 40
"""The most questions of each set that are asked: of the FAQ that comes along, of a public one, with ``--quick``."""

LONGEST = 300
"""Seconds that one method may take on one set; then it is given up, and has no figures."""


def main() -> None:
    """Measure all methods on all sets, and print each set as soon as it is done."""
    wanted = _arguments()
    measured: dict[str, dict[str, Quality | None]] = {}
    with tempfile.TemporaryDirectory() as folder:
        sets = _sets(wanted, Path(folder))
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task("", total=len(sets) * len(METHODS))
            for questions in sets:
                found: dict[str, Quality | None] = {}
                for method in METHODS:
                    progress.update(task, description=f"{questions.name}: {method}")
                    found[method] = isolated(LONGEST, measure, method, questions)
                    progress.advance(task)
                print_set(questions, found)
                measured[questions.name] = found
    if wanted.json:
        record = {
            name: {method: quality and asdict(quality) for method, quality in found.items()}
            for name, found in measured.items()
        }
        wanted.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=BENCH, metavar="DIR", help="folder of public sets (*.json)")
    parser.add_argument("--only", nargs="+", metavar="SET", help="sets whose name contains one of these")
    parser.add_argument("--quick", action="store_true", help=f"at most {QUICK} questions of each set")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return parser.parse_args()


def _sets(wanted: argparse.Namespace, folder: Path) -> Sequence[QuestionSet]:
    packaged = packaged_sets(QUICK if wanted.quick else PACKAGED)
    public = public_sets(wanted.bench, folder, QUICK if wanted.quick else PUBLIC)
    found = [*packaged, *public]
    return [one for one in found if not wanted.only or any(part in one.name for part in wanted.only)]


if __name__ == "__main__":
    main()
