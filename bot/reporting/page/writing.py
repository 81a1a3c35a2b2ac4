"""Report -> HTML. Whatever people asked is text in it, and its style and script are the only ones that may run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reporting.page.columns import columns
from bot.reporting.phrasings import as_yaml
from bot.wording import NOTHING_ASKED, counted
from faq.mistakes import printable

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Template

    from bot.reporting.report import Report

FOLDER = Path(__file__).parent


def as_page(report: Report) -> str:
    """Write the page."""
    style, script = (_read(name) for name in ("report.css", "report.js"))
    return _template().render(
        report=report,
        figures=report.figures,
        missed=report.missed,
        spans=report.figures.spans(),
        columns=columns(report.figures.spans()),
        yaml=as_yaml(report.missed, report.faq),
        # Both are files of the program: nothing in them comes from somebody else.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(line=printable, counted=counted, percent=_percent, day=_day)
    return environment.get_template("report.html.j2")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The fingerprint by which a browser knows what may run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _percent(share: float, base: int) -> str:
    return f"{100 * share:.0f}%" if base else NOTHING_ASKED


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
