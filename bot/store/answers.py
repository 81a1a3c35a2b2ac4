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

    from sqlalchemy import ColumnElement, Connection, Executable, Row

_SHOWN = ("answer_id", "outcome", "entry", "phrasing", "others", "at")


def remember(connection: Connection, answered: Answered, at: int) -> None:
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
    connection.execute(_remembering(connection.dialect.name), row)


def latest(connection: Connection, most: int, since: int) -> Sequence[Answered]:
    """List the latest answers, the oldest of them first, none older than ``since`` (seconds since 1970)."""
    newest = select(ANSWERED).where(ANSWERED.c.at >= since).order_by(ANSWERED.c.at.desc()).limit(most)
    rows = connection.execute(newest).all()
    return [_answered(row) for row in reversed(rows)]


def to_message(connection: Connection, chat_id: int, message_id: int, since: int) -> Answered | None:
    """Give the answer to a message, if it is not older than ``since`` (seconds since 1970)."""
    return _first(connection, ANSWERED.c.chat_id == chat_id, ANSWERED.c.message_id == message_id, since=since)


def by_answer(connection: Connection, chat_id: int, answer_id: int, since: int) -> Answered | None:
    """Tell what a message of the bot answers, if it is not older than ``since`` (seconds since 1970)."""
    return _first(connection, ANSWERED.c.chat_id == chat_id, ANSWERED.c.answer_id == answer_id, since=since)


def of_chat(connection: Connection, chat_id: int) -> Sequence[Answered]:
    """List what has been answered in a chat."""
    rows = connection.execute(select(ANSWERED).where(ANSWERED.c.chat_id == chat_id))
    return [_answered(row) for row in rows]


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Forget what has been answered in a chat."""
    connection.execute(delete(ANSWERED).where(ANSWERED.c.chat_id == chat_id))


def forget_before(connection: Connection, moment: int) -> None:
    """Forget all that is older than a moment (seconds since 1970)."""
    connection.execute(delete(ANSWERED).where(ANSWERED.c.at < moment))


@cache
def _remembering(dialect: str) -> Executable:
    """Make the statement once: that takes longer than to carry it out."""
    statement = insert_into(dialect, ANSWERED)
    changed = {name: statement.excluded[name] for name in _SHOWN}
    return statement.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=changed)


def _first(connection: Connection, *where: ColumnElement[bool], since: int) -> Answered | None:
    rows = connection.execute(select(ANSWERED).where(*where, ANSWERED.c.at >= since).limit(1))
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
