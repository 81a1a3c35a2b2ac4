"""Votes: one for each person and answer, known by a hash that leads back to neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select

from bot.store.records import Vote, VoteCount
from bot.store.tables import VOTES
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection


def cast(connection: Connection, vote: Vote, at: int) -> None:
    """Count a vote; it takes the place of the one that the same person gave before.

    Parameters
    ----------
    at
        Seconds since 1970.
    """
    row = {"voter": vote.voter, "entry": vote.entry, "phrasing": vote.phrasing, "up": vote.up, "at": at}
    statement = insert_into(connection.dialect.name, VOTES).values(row)
    changed = {name: statement.excluded[name] for name in ("entry", "phrasing", "up", "at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["voter"], set_=changed))


def given_by(connection: Connection, voter: str) -> Vote | None:
    """Give the vote of a person on an answer."""
    row = connection.execute(select(VOTES).where(VOTES.c.voter == voter)).first()
    return Vote(voter=row.voter, entry=row.entry, phrasing=row.phrasing, up=row.up) if row else None


def take_back(connection: Connection, voters: Collection[str]) -> None:
    """Remove votes."""
    connection.execute(delete(VOTES).where(VOTES.c.voter.in_(voters)))


def counted_since(connection: Connection, since: int) -> Sequence[VoteCount]:
    """Count the votes given since a moment (seconds since 1970), by entry and phrasing, most thumbs down first."""
    up, down = (func.sum(case((VOTES.c.up == given, 1), else_=0)) for given in (True, False))
    columns = (VOTES.c.entry, VOTES.c.phrasing)
    counted = select(*columns, up.label("up"), down.label("down")).where(VOTES.c.at >= since).group_by(*columns)
    rows = connection.execute(counted.order_by(down.desc(), up.desc(), *columns))
    return [VoteCount(entry=row.entry, phrasing=row.phrasing, up=row.up, down=row.down) for row in rows]
