"""How many questions had which end, by day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store.records import Tally
from bot.store.tables import TALLIES
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection, Executable


def add(connection: Connection, tally: Tally) -> None:
    """Add to what was counted on a day."""
    row = {
        "day": tally.day,
        "chat": tally.chat,
        "outcome": tally.outcome,
        "entry": tally.entry,
        "times": tally.times,
    }
    connection.execute(_adding(connection.dialect.name), row)


def since(connection: Connection, day: date) -> Sequence[Tally]:
    """List what was counted on a day and after it, in order of time."""
    order = (TALLIES.c.day, TALLIES.c.chat, TALLIES.c.outcome, TALLIES.c.entry)
    rows = connection.execute(select(TALLIES).where(TALLIES.c.day >= day).order_by(*order))
    return [Tally(day=row.day, chat=row.chat, outcome=row.outcome, entry=row.entry, times=row.times) for row in rows]


@cache
def _adding(dialect: str) -> Executable:
    """Make the statement once: that takes longer than to carry it out."""
    statement = insert_into(dialect, TALLIES)
    same = ["day", "chat", "outcome", "entry"]
    more = {"times": TALLIES.c.times + statement.excluded.times}
    return statement.on_conflict_do_update(index_elements=same, set_=more)
