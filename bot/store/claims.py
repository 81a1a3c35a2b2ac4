"""Which copy of the bot answers an update, where several share the work: whoever has claimed it, while it lives.

Time is the database's, so that clocks of machines that differ do no harm.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, and_, cast, delete, func, or_, select, true, update

from bot.store.tables import CLAIMS
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection


class Claim(StrEnum):
    """What came of claiming an update: ``mine``, ``theirs`` while another copy answers it, or ``done`` by any."""

    MINE = "mine"
    THEIRS = "theirs"
    DONE = "done"


def take(connection: Connection, number: int, owner: str, seconds: int) -> Claim:
    """Claim an update, unless another copy holds it and was alive lately.

    A claim that reaches further than this one would was made before the clock was put back, and holds no more.

    Parameters
    ----------
    owner
        Names the copy of the bot; no two have the same.
    seconds
        How long the claim holds unless it is held on to.
    """
    now = _now(connection)
    statement = insert_into(connection.dialect.name, CLAIMS).values(
        update_id=number, owner=owner, until=now + seconds, done=False
    )
    is_over = or_(CLAIMS.c.until < now, CLAIMS.c.until > now + seconds, CLAIMS.c.owner == owner)
    lapsed = and_(CLAIMS.c.done.is_(False), is_over)
    again = {"owner": statement.excluded.owner, "until": statement.excluded.until}
    taken = connection.execute(
        statement.on_conflict_do_update(index_elements=["update_id"], set_=again, where=lapsed).returning(
            CLAIMS.c.update_id
        )
    )
    if taken.first() is not None:
        return Claim.MINE
    found = connection.execute(select(CLAIMS.c.done).where(CLAIMS.c.update_id == number))
    return Claim.DONE if found.scalar() else Claim.THEIRS  # none: let go of just now, to be claimed again


def hold(connection: Connection, owner: str, numbers: Collection[int], seconds: int) -> frozenset[int]:
    """Hold on to what a copy has claimed, for so many seconds from now; tell what is still its own.

    What another copy has claimed since, or done, is not.
    """
    until = _now(connection) + seconds
    mine = and_(CLAIMS.c.owner == owner, CLAIMS.c.done.is_(False), CLAIMS.c.update_id.in_(numbers))
    held = connection.execute(update(CLAIMS).where(mine).values(until=until).returning(CLAIMS.c.update_id))
    return frozenset(held.scalars())


def done(connection: Connection, number: int, *, reaches: bool = True) -> None:
    """Note that an update is done, whoever holds it by now.

    Parameters
    ----------
    reaches
        Whether who has done it reaches Telegram. Much is done without: what needs no answer, or whose answer failed.
    """
    noted = update(CLAIMS).where(CLAIMS.c.update_id == number).values(done=True)
    # Held no longer, it is no sign to others that they had better leave to this copy what they have.
    connection.execute(noted if reaches else noted.values(until=_now(connection) - 1))


def release(connection: Connection, owner: str, number: int | None = None) -> None:
    """Let go of an update, or of all, that a copy has claimed and not done: another may have it at once."""
    one = CLAIMS.c.update_id == number if number is not None else true()
    connection.execute(delete(CLAIMS).where(CLAIMS.c.owner == owner, CLAIMS.c.done.is_(False), one))


def others_finish(connection: Connection, owner: str) -> bool:
    """Tell whether another copy than this owner has done an update that it held lately."""
    lately = and_(CLAIMS.c.owner != owner, CLAIMS.c.done, CLAIMS.c.until >= _now(connection))
    return connection.execute(select(CLAIMS.c.update_id).where(lately).limit(1)).first() is not None


def forget_before(connection: Connection, moment: int) -> None:
    """Forget what was held until before a moment (seconds since 1970)."""
    connection.execute(delete(CLAIMS).where(CLAIMS.c.until < moment))


def _now(connection: Connection) -> ColumnElement[int]:
    if connection.dialect.name == "postgresql":
        return cast(func.floor(func.extract("epoch", func.clock_timestamp())), BigInteger)
    return cast(func.strftime("%s", "now"), BigInteger)
