"""Updates that cannot be answered at once, whole: so that Telegram may forget them before they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.tables import PARKED
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ParkedUpdate:
    """An update that is kept until it is done.

    Parameters
    ----------
    number
        Telegram's.
    update
        The update, as JSON.
    """

    number: int
    update: str


def keep(connection: Connection, updates: Sequence[ParkedUpdate], at: int) -> None:
    """Keep updates; one that is kept already stays as it is.

    Parameters
    ----------
    at
        Seconds since 1970.
    """
    rows = [{"update_id": one.number, "update": one.update, "at": at} for one in updates]
    if rows:
        connection.execute(insert_into(connection.dialect.name, PARKED).values(rows).on_conflict_do_nothing())


def drop(connection: Connection, numbers: Collection[int]) -> None:
    """Keep updates no longer."""
    connection.execute(delete(PARKED).where(PARKED.c.update_id.in_(numbers)))


def kept_since(connection: Connection, moment: int) -> Sequence[ParkedUpdate]:
    """List the updates that are kept since a moment (seconds since 1970) or later, in order of arrival."""
    kept = select(PARKED).where(PARKED.c.at >= moment).order_by(PARKED.c.update_id)
    return [ParkedUpdate(row.update_id, row.update) for row in connection.execute(kept)]


def forget_before(connection: Connection, moment: int) -> None:
    """Forget what is older than a moment (seconds since 1970)."""
    connection.execute(delete(PARKED).where(PARKED.c.at < moment))
