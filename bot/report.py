"""The report of ``backwalk evaluate``: what was measured, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import report_details, report_thresholds
from bot.tables import Page
from bot.wording import counted, milliseconds, of_hundred
from faq.breakdown import by_kind, times
from faq.folders import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.measuring import Measured
    from faq.evaluation import Figures

_COLUMNS = (
    "asked", "right", "right or\noffered", "wrong", "refused", "false\nanswers", "alarms\nfound", "false\nalarms",
)  # fmt: skip


def print_report(measured: Measured) -> None:
    """Print everything that was measured: first the sums, then where they come from, then what to do about it."""
    page = Page()
    _overall(page, measured)
    kinds = by_kind(measured.verdicts)
    if len(kinds) > 1:
        page.heading("By kind of question, of 100 each")
        _table(page, "kind", ((kind or "(no kind)", found) for kind, found in kinds.items()))
    if measured.noisy:
        _noise(page, measured)
    report_details.print_entries(page, measured)
    report_details.print_mistakes(page, measured)
    report_thresholds.print_calibration(page, measured)
    report_thresholds.print_thresholds(page, measured)
    if measured.comparison:
        report_details.print_comparison(page, measured.comparison, measured)


def _overall(page: Page, measured: Measured) -> None:
    names = ", ".join(map(show, measured.order.files))
    asked = counted(len(measured.verdicts), "question")
    entries = counted(len(measured.faq.entries), "entry", "entries")
    page.paragraph(f"{asked} from {names}, asked of the FAQ in {show(measured.order.faq_dir)} ({entries}).")
    page.heading("Overall")
    page.table(("", "questions", "of 100"), _sums(measured.figures))
    took = times(measured.verdicts)
    page.paragraph(
        f"Time per question: {milliseconds(took.p50)} or less for half of them (p50), {milliseconds(took.p99)} or less "
        f"for 99 of 100 (p99), {milliseconds(took.longest)} at most."
    )


def _sums(found: Figures) -> Iterable[Sequence[str]]:
    inside, outside, alarms = found.inside, found.outside, found.emergencies
    others = 1 - found.offered - found.wrong - found.refused if inside else 0.0
    rows: tuple[tuple[str, float | None, int], ...] = (
        ("for the FAQ", None, inside),
        ("  right: answered with the right entry", found.right, inside),
        ("  offered: right, or the right entry in a list", found.offered, inside),
        ("  a list without the right entry", others, inside),
        ("  wrong: answered with another entry", found.wrong, inside),
        ("  refused: nothing shown", found.refused, inside),
        ("not for the FAQ", None, outside),
        ("  false answers: answered all the same", found.outside_answered, outside),
        ("emergencies", None, alarms),
        ("  found", found.alarms_found, alarms),
        ("anything but an emergency", None, inside + outside),
        ("  false alarms: taken for an emergency", found.false_alarms, inside + outside),
    )
    for label, share, base in rows:
        if share is None:
            yield label, f"{base:,}", ""
        elif base:
            yield label, f"{round(share * base):,}", of_hundred(share, base)


def _noise(page: Page, measured: Measured) -> None:
    page.heading("With noise, of 100 each")
    rows = [("as written", measured.figures), *measured.noisy.items()]
    _table(page, "", rows)
    page.paragraph(
        "Questions with too few words for a kind of noise are left out, and small talk inside chatter. All other "
        "figures are those of the questions as written."
    )
    if len(measured.noisy) < 3:  # noqa: PLR2004 - the third is the chatter
        page.paragraph(f"There is no chatter in {measured.faq.vocabulary.language} yet: only typos were made.")


def _table(page: Page, what: str, rows: Iterable[tuple[str, Figures]]) -> None:
    page.table((what, *_COLUMNS), ((name, *_shares(found)) for name, found in rows))


def _shares(found: Figures) -> Sequence[str]:
    inside, outside, alarms = found.inside, found.outside, found.emergencies
    return (
        f"{inside + outside + alarms:,}",
        *(of_hundred(share, inside) for share in (found.right, found.offered, found.wrong, found.refused)),
        of_hundred(found.outside_answered, outside),
        of_hundred(found.alarms_found, alarms),
        of_hundred(found.false_alarms, inside + outside),
    )
