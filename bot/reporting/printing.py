"""The report in the terminal: what happened, what is to be mended, what to paste."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from bot.reporting.bars import bar, signs
from bot.reporting.phrasings import as_yaml
from bot.tables import Page
from bot.wording import counted, of_hundred
from faq.mistakes import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reporting.figures import Counts, Span
    from bot.reporting.missed import Asked, Group
    from bot.reporting.report import Report

MOST_LISTED = 20
"""Entries or groups of a sort that are listed; all of them stand on the page and in the JSON."""

MOST_OF_GROUP = 4
"""Questions of a group that are listed."""

_BAR, _SMALL_BAR = 24, 16
_COUNTS = ("asked", "answered", "offered", "picked", "missed", "alarms", "small\ntalk")


def print_report(report: Report) -> None:
    """Print the report: first the sums, then where they come from, then what to do about it."""
    page = Page()
    figures, missed = report.figures, report.missed
    page.paragraph(f"{figures.since} to {figures.until} (UTC), with the FAQ in {report.faq_dir} as it is now.")
    if not (figures.total.asked or figures.questions or figures.entries):
        page.paragraph("Nothing was asked.")
        return
    _sums(page, figures.total)
    _alarming(page, missed.alarming)
    _chats(page, report)
    _spans(page, [*dropwhile(lambda span: not span.counts.asked, figures.spans())])
    _entries(page, report)
    _voted_down(page, report)
    _never_shown(page, report)
    _groups(page, missed.groups)
    if missed.settled:
        page.heading("Settled")
        page.paragraph(f"{counted(len(missed.settled), 'question')} missed or doubtful then would be answered now.")
    if missed.groups:
        page.heading("To paste under 'questions:' of the entries (backwalk report --yaml)")
        page.as_it_stands(as_yaml(missed, report.faq))


def _sums(page: Page, total: Counts) -> None:
    page.heading(counted(total.asked, "question"))
    rows = [
        ("answered", total.answered, total.for_answers),
        ("offered a choice", total.suggested, total.for_answers),
        ("  of which chosen from", total.picked, total.for_answers),
        ("missed", total.missed, total.for_answers),
    ]
    page.table(
        ("", "times", "of 100", ""),
        [
            *(
                (name, f"{count:,}", of_hundred(count / (base or 1), base), bar(count, most=base, width=_BAR))
                for name, count, base in rows
            ),
            ("emergencies", f"{total.emergencies:,}", "", ""),
            ("small talk", f"{total.smalltalk:,}", "", ""),
        ],
        texts=(0, 3),
    )
    page.paragraph("Shares are of what was neither an emergency nor small talk.")


def _chats(page: Page, report: Report) -> None:
    if len(report.figures.chats) > 1:
        page.heading("By kind of chat")
        page.table(
            ("", *_COUNTS, "answered\nof 100"),
            ((printable(chat), *_numbers(counts)) for chat, counts in report.figures.chats.items()),
        )


def _numbers(counts: Counts) -> Sequence[str]:
    numbers = (
        counts.asked, counts.answered, counts.suggested, counts.picked, counts.missed, counts.emergencies,
        counts.smalltalk,
    )  # fmt: skip
    return (*(f"{number:,}" for number in numbers), of_hundred(counts.share_answered, counts.for_answers))


def _spans(page: Page, spans: Sequence[Span]) -> None:
    if not spans:
        return
    daily = all(span.first == span.last for span in spans)
    page.heading("By day" if daily else "By week or month")
    most = max(span.counts.for_answers for span in spans)
    page.table(
        ("day" if daily else "from", "asked", "answered", "offered", "missed", ""),
        (
            (
                f"{span.first:%a %d %b}" if daily else str(span.first),
                *(f"{n:,}" for n in (counts.asked, counts.answered, counts.suggested, counts.missed)),
                bar(counts.answered, counts.suggested, counts.missed, most=most, width=_BAR),
            )
            for span in spans
            for counts in (span.counts,)
        ),
        texts=(0, 5),
    )
    names = ("answered", "offered a choice", "missed")
    page.paragraph("  ".join(f"{sign} {name}" for sign, name in zip(signs(), names, strict=True)))


def _entries(page: Page, report: Report) -> None:
    top = report.figures.top
    if not top:
        return
    page.heading("Entries shown most")
    most = top[0].shown
    page.table(
        ("entry", "shown", "picked", "up", "down", ""),
        (
            (
                printable(one.entry),
                *(f"{number:,}" for number in (one.shown, one.picked, one.up, one.down)),
                bar(one.shown, most=most, width=_SMALL_BAR),
            )
            for one in top[:MOST_LISTED]
        ),
        texts=(0, 5),
    )
    _more(page, len(top))


def _voted_down(page: Page, report: Report) -> None:
    found = report.figures.voted_down
    if not found:
        return
    page.heading("Voted down, and by which phrasings people got there")
    for one in found[:MOST_LISTED]:
        page.item(
            f"{printable(one.entry)}: {counted(one.down, 'thumb')} down, {one.up:,} up",
            *(
                f"{vote.down:,} x {printable(vote.phrasing) or '(phrasing not known)'}"
                for vote in one.phrasings[:MOST_OF_GROUP]
            ),
        )
    _more(page, len(found))


def _never_shown(page: Page, report: Report) -> None:
    if report.never_shown and report.figures.top:
        page.heading(f"Never shown ({len(report.never_shown)})")
        page.paragraph(", ".join(report.never_shown))


def _alarming(page: Page, alarming: Sequence[Asked]) -> None:
    if not alarming:
        return
    page.heading("Missed then, an emergency to the FAQ as it is now")
    for asked in alarming[:MOST_LISTED]:
        page.item(f"{asked.times:,} x {printable(asked.question.text)}")
    _more(page, len(alarming))


def _groups(page: Page, groups: Sequence[Group]) -> None:
    if not groups:
        return
    page.heading("Missed and doubtful, and still not answered; what is alike stands together")
    for group in groups[:MOST_LISTED]:
        near = f"nearest: {group.nearest} ({group.score:.2f})" if group.nearest else "nothing comes near"
        first, *others = group.questions
        page.item(
            f"{group.times:,} x {printable(first.question.text)}",
            near,
            *(f"also: {printable(asked.question.text)}" for asked in others[: MOST_OF_GROUP - 1]),
            *([f"and {len(group.questions) - MOST_OF_GROUP} more like it"] if len(others) >= MOST_OF_GROUP else []),
        )
    _more(page, len(groups))


def _more(page: Page, count: int) -> None:
    if count > MOST_LISTED:
        page.paragraph(f"... and {count - MOST_LISTED} more: --html and --json list them all.")
