"""Answers that nobody has read for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from faq.entries import Place
from faq.mistakes import Mistake, quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from faq.entries import Faq

AHEAD = timedelta(days=1)
"""How far a day may lie ahead: where the curator lives, tomorrow may have begun."""


def unreviewed(faq: Faq, today: date) -> Iterator[Mistake]:
    """Entries whose ``reviewed`` is longer ago than the FAQ allows, or still to come.

    An entry without that day is left alone: whoever keeps no such record wants no reminder.
    """
    longest = timedelta(days=faq.vocabulary.review_after)
    for entry in faq.entries:
        if entry.reviewed is None:
            continue
        place = entry.place if entry.reviewed_line is None else Place(entry.place.file, entry.reviewed_line)
        if today - entry.reviewed > longest:
            problem = f"{quote(entry.id)} was last reviewed on {entry.reviewed}, more than {longest.days} days ago"
            yield Mistake(place, problem, "read it again, and set 'reviewed' to the day on which you did")
        elif entry.reviewed - today > AHEAD:
            problem = f"{quote(entry.id)} is said to be reviewed on {entry.reviewed}, which is still to come"
            yield Mistake(place, problem, "set 'reviewed' to the day on which it was last read")
