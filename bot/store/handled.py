"""Numbers of updates that are dealt with and leave nothing else to know them by: the press of a button, above all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.tables import HANDLED
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from sqlalchemy import Connection


def remember(connection: Connection, number: int, at: int) -> None:
    """Remember that an update is dealt with, at a moment (seconds since 1970)."""
    row = {"update_id": number, "at": at}
    connection.execute(insert_into(connection.dialect.name, HANDLED).values(row).on_conflict_do_nothing())


def is_known(connection: Connection, number: int) -> bool:
    """Tell whether an update has been dealt with."""
    found = connection.execute(select(HANDLED.c.update_id).where(HANDLED.c.update_id == number))
    return found.first() is not None


def forget_before(connection: Connection, moment: int) -> None:
    """Forget what is older than a moment (seconds since 1970)."""
    connection.execute(delete(HANDLED).where(HANDLED.c.at < moment))
