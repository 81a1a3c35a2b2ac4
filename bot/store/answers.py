"""Answered messages: for edits, for votes, and so that nothing is answered twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.store.records import Answered
from bot.store.tables import ANSWERED
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Executable, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

_SHOWN = ("answer_id", "outcome", "entry", "phrasing", "others", "at")


async def remember(connection: AsyncConnection, answered: Answered, at: int) -> None:
    """Remember an answer; that of an edited question takes the place of the one before.

    Parameters
    ----------
    at
        Seconds since 1970.
    """
    row = {
        "chat_id": answered.chat_id,
        "message_id": answered.message_id,
        "answer_id": answered.answer_id,
        "outcome": answered.outcome,
        "entry": answered.entry,
        "phrasing": answered.phrasing,
        "others": " ".join(answered.others),
        "at": at,
    }
    await connection.execute(_remembering(connection.dialect.name), row)


async def latest(connection: AsyncConnection, most: int, since: int) -> Sequence[Answered]:
    """List the latest answers, the oldest of them first, none older than ``since`` (seconds since 1970)."""
    newest = select(ANSWERED).where(ANSWERED.c.at >= since).order_by(ANSWERED.c.at.desc()).limit(most)
    rows = (await connection.execute(newest)).all()
    return [_answered(row) for row in reversed(rows)]


async def to_message(connection: AsyncConnection, chat_id: int, message_id: int, since: int) -> Answered | None:
    """Give the answer to a message, if it is not older than ``since`` (seconds since 1970)."""
    return await _first(connection, ANSWERED.c.chat_id == chat_id, ANSWERED.c.message_id == message_id, since=since)


async def by_answer(connection: AsyncConnection, chat_id: int, answer_id: int, since: int) -> Answered | None:
    """Tell what a message of the bot answers, if it is not older than ``since`` (seconds since 1970)."""
    return await _first(connection, ANSWERED.c.chat_id == chat_id, ANSWERED.c.answer_id == answer_id, since=since)


async def of_chat(connection: AsyncConnection, chat_id: int) -> Sequence[Answered]:
    """List what has been answered in a chat."""
    rows = await connection.execute(select(ANSWERED).where(ANSWERED.c.chat_id == chat_id))
    return [_answered(row) for row in rows]


async def forget_chat(connection: AsyncConnection, chat_id: int) -> None:
    """Forget what has been answered in a chat."""
    await connection.execute(delete(ANSWERED).where(ANSWERED.c.chat_id == chat_id))


async def forget_before(connection: AsyncConnection, moment: int) -> None:
    """Forget all that is older than a moment (seconds since 1970)."""
    await connection.execute(delete(ANSWERED).where(ANSWERED.c.at < moment))


@cache
def _remembering(dialect: str) -> Executable:
    """Make the statement once: that takes longer than to carry it out."""
    statement = insert_into(dialect, ANSWERED)
    changed = {name: statement.excluded[name] for name in _SHOWN}
    return statement.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=changed)


async def _first(connection: AsyncConnection, *where: ColumnElement[bool], since: int) -> Answered | None:
    rows = await connection.execute(select(ANSWERED).where(*where, ANSWERED.c.at >= since).limit(1))
    row = rows.first()
    return _answered(row) if row else None


def _answered(row: Row[Any]) -> Answered:
    return Answered(
        chat_id=row.chat_id,
        message_id=row.message_id,
        answer_id=row.answer_id,
        outcome=row.outcome,
        entry=row.entry,
        phrasing=row.phrasing,
        others=tuple(row.others.split()),
    )
