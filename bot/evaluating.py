"""The command ``backwalk evaluate``: how good the answers to labelled questions are."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import charts
from bot.measuring import measure
from bot.report import print_report
from bot.report_record import as_record
from faq.folders import show, why

if TYPE_CHECKING:
    from pathlib import Path

    from bot.limits import Limits
    from bot.measuring import Measured, Order

EXIT_MISSED = 1
"""A limit was missed, or the picture could not be drawn."""


@dataclass(frozen=True, slots=True)
class Output:
    """What comes of it.

    Parameters
    ----------
    as_json
        Print one JSON object instead of a report.
    plot
        File for a picture, whose suffix is one of :data:`bot.charts.SUFFIXES`.
    limits
        Limits that decide about the exit status.
    """

    as_json: bool
    plot: Path | None
    limits: Limits


def evaluate(order: Order, output: Output) -> int:
    """Ask labelled questions and print how they fared.

    Returns
    -------
    int
        Exit status: 0, or 1 if a limit is missed or the picture cannot be drawn.

    Raises
    ------
    FaqError
        If an FAQ or a file of questions has mistakes.
    """
    if output.plot and not charts.can_draw():
        print(charts.HOW_TO_GET_IT, file=sys.stderr)
        return EXIT_MISSED
    measured = measure(order)
    if output.as_json:
        print(json.dumps(as_record(measured), ensure_ascii=False, indent=2))
    else:
        print_report(measured)
    drawn = output.plot is None or _drawn(measured, output.plot)
    missed = list(output.limits.missed(measured.figures))
    for line in missed:
        print(line, file=sys.stderr)
    return 0 if drawn and not missed else EXIT_MISSED


def _drawn(measured: Measured, file: Path) -> bool:
    try:
        charts.draw(measured.verdicts, measured.faq.vocabulary.thresholds, file)
    except OSError as error:
        print(f"{show(file)}: the picture cannot be written ({why(error)})", file=sys.stderr)
        return False
    print(f"Picture: {show(file)}", file=sys.stderr)
    return True
