"""``/stats``: what was asked and answered in the last days, as text."""

from __future__ import annotations

import time
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from bot.fitting import label
from bot.journal import day_of
from bot.reporting.figures import figures
from bot.store import questions, tallies, votes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

    from bot.journal import Journal
    from bot.reporting.figures import EntryCount, Figures, Span
    from bot.store import Question
    from faq import Faq

DAYS = 30
"""How many days are looked at when none are named."""

MOST_DAYS = 366
"""The most days that can be named."""

HOW_MANY_DAYS = f"Write /stats, or /stats 7 for the last seven days; {MOST_DAYS} are the most."

BARS = 14
"""The most bars in a message; more days than that are put together to weeks or months."""

LISTED = 5
"""How many entries and questions are listed."""

TIMES = "\N{MULTIPLICATION SIGN}"

_WIDTH = 16
_EIGHTHS = " ▏▎▍▌▋▊▉"


def read_days(text: str) -> int | None:
    """Read how many days are asked for; None when it is no number of days."""
    if not text.strip():
        return DAYS
    written = text.strip().removesuffix("d")
    days = int(written) if written.isascii() and written.isdigit() and len(written) <= len(str(MOST_DAYS)) else 0
    return days if 1 <= days <= MOST_DAYS else None


async def read_figures(journal: Journal, days: int) -> Figures | None:
    """Read the figures of the last days (UTC), today included; None where the store has none to give."""
    now = int(time.time())
    today = day_of(now)
    first = today - timedelta(days - 1)
    since = now - now % 86_400 - (days - 1) * 86_400

    def read(connection: Connection) -> Figures:
        return figures(
            first,
            today,
            tallies.since(connection, first),
            votes.counted_since(connection, since),
            questions.asked_since(connection, since),
        )

    return await journal.shelter.read(read, None) if journal.shelter.keeps else None


def nothing_known(journal: Journal) -> str:
    """Say why there are no figures."""
    if journal.shelter.keeps:
        return "The store fails just now; the log says why. Nothing can be counted until it works again."
    return "DATABASE_URL is <code>none</code>, so nothing is counted."


def summary_html(found: Figures, faq: Faq) -> str:
    """Tell the main figures: how much was answered, what was shown most, what was missed most."""
    return "\n\n".join(filter(None, (_heading(found), _top(found.top, faq), _misses(found.questions, faq))))


def statistics_html(found: Figures, faq: Faq) -> str:
    """Tell all that a picture shows as well."""
    parts = (_heading(found), _bars(found.spans(BARS)), _top(found.top, faq), _misses(found.questions, faq))
    return "\n\n".join(filter(None, parts))


def _heading(found: Figures) -> str:
    total = found.total
    lines = [f"<b>{_day(found.since)} to {_day(found.until)}</b>"]
    if not total.asked:
        return "\n".join((*lines, "Nobody has asked anything."))
    lines.append(f"{total.asked} {'question' if total.asked == 1 else 'questions'}")
    if total.for_answers:
        with_picks = f"{total.share_found:.0%} with the suggestions that were chosen"
        lines.append(f"{total.share_answered:.0%} answered at once, {with_picks}")
    beside = [f"{total.suggested} suggested", f"{total.missed} missed", f"{total.emergencies} emergencies"]
    return "\n".join((*lines, ", ".join(beside)))


def _bars(spans: Iterable[Span]) -> str:
    spans = list(spans)
    most = max((span.counts.asked for span in spans), default=0)
    if not most:
        return ""
    rows = [f"{_day(span.first):<6} {_bar(span.counts.asked / most)} {span.counts.asked}" for span in spans]
    return "\n".join(("<pre>", *rows)).replace("<pre>\n", "<pre>") + "</pre>"


def _bar(share: float) -> str:
    """Draw a share of the full width, to an eighth of a character, padded to that width."""
    eighths = round(share * _WIDTH * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(_WIDTH)


def _top(entries: Iterable[EntryCount], faq: Faq) -> str:
    rows = [f"{one.shown} {TIMES} {escape(_title(one.entry, faq))}{_thumbs(one)}" for one in list(entries)[:LISTED]]
    return "\n".join(("<b>Shown most</b>", *rows)) if rows else ""


def _misses(asked: Iterable[Question], faq: Faq) -> str:
    rows = [f"{one.times} {TIMES} <i>{escape(label(one.text))}</i>{_nearest(one, faq)}" for one in list(asked)[:LISTED]]
    return "\n".join(("<b>Missed most</b> (all: /missed)", *rows)) if rows else ""


def _nearest(question: Question, faq: Faq) -> str:
    entry = question.picked or question.nearest
    return f" → {escape(_title(entry, faq))}" if entry else ""


def _thumbs(one: EntryCount) -> str:
    given = [f"{thumb}{count}" for thumb, count in (("👍", one.up), ("👎", one.down)) if count]
    return f" ({' '.join(given)})" if given else ""


def _title(entry: str, faq: Faq) -> str:
    known = faq.by_id.get(entry)
    return label(known.title) if known else entry


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
