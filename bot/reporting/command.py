"""The command ``backwalk report``: reads the store, asks anew what was missed, and tells it in one of four ways."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from bot.reporting.missed import missed
from bot.reporting.phrasings import as_yaml
from bot.reporting.reading import UnreachableError, read_figures
from bot.reporting.report import Report
from bot.store import StoreError
from bot.terminal import ready_answerer
from faq.folders import show, why

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from sqlalchemy import URL

    from bot.reporting.figures import Figures
    from bot.store import Question

EXIT_UNWRITTEN = 1
EXIT_UNREACHABLE = 69
EXIT_NO_STORE = 78


class Form(StrEnum):
    """How the report is told on standard output."""

    TABLES = "tables"
    JSON = "json"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Parameters
    ----------
    url
        The store.
    since
        The first day (UTC); None for all that is known.
    page
        File for a page, which takes the place of what is printed.
    """

    url: URL
    faq_dir: Path
    since: date | None
    form: Form = Form.TABLES
    page: Path | None = None


def report(order: Order) -> int:
    """Tell how the bot did.

    Returns
    -------
    int
        Exit status: 0; 1 if the page cannot be written, 69 if the store cannot be read, 78 if there is none for this
        version of the program.

    Raises
    ------
    FaqError
        If the FAQ has mistakes.
    """
    try:
        figures = asyncio.run(read_figures(order.url, order.since, today()))
    except StoreError as error:
        print(error, file=sys.stderr)
        return EXIT_NO_STORE
    except UnreachableError as error:
        print(error, file=sys.stderr)
        return EXIT_UNREACHABLE
    made = _made(figures, order.faq_dir)
    if order.page:
        return _write(made, order.page)
    if order.form is Form.YAML:
        print(as_yaml(made.missed, made.faq), end="")
    elif order.form is Form.JSON:
        from bot.reporting.record import as_record

        print(json.dumps(as_record(made), indent=2))
    else:
        from bot.reporting.printing import print_report

        print_report(made)
    return 0


def today() -> date:
    """Give the day that it is, as the store counts days (UTC)."""
    return datetime.now(UTC).date()


def _made(figures: Figures, faq_dir: Path) -> Report:
    answerer = ready_answerer(faq_dir)
    return Report(figures, missed(_watched(figures.questions), answerer), answerer.faq, show(faq_dir))


def _watched(questions: Iterable[Question]) -> Iterable[Question]:
    """The questions, with a bar that moves while they are asked, where somebody can see it."""
    bar = Console(stderr=True)
    return track(questions, "Asking anew", console=bar, transient=True, disable=not sys.stderr.isatty())


def _write(made: Report, file: Path) -> int:
    from bot.reporting.page import as_page

    try:
        file.write_text(as_page(made), encoding="utf-8")
    except OSError as error:
        print(f"{show(file)}: the page cannot be written ({why(error)})", file=sys.stderr)
        return EXIT_UNWRITTEN
    print(f"Page: {show(file)}", file=sys.stderr)
    return 0
