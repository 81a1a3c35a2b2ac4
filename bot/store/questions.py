"""Missed and doubtful questions, each once, with how often it was asked. Not by whom, not where."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.store.records import Question
from bot.store.tables import QUESTIONS
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Executable

KEEP_ROWS = 20_000
"""Different questions that are kept at most, so that nobody can fill the disk; the latest asked stay."""


def count(connection: Connection, question: Question, at: int) -> None:
    """Count a question once more; what was decided takes the place of what was decided before.

    Parameters
    ----------
    at
        Seconds since 1970.
    """
    row = {
        "name": name_of(question.text),
        "text": question.text,
        "outcome": question.outcome,
        "nearest": question.nearest,
        "score": question.score,
        "times": question.times,
        "picked": question.picked,
        "first_at": at,
        "last_at": at,
    }
    connection.execute(_counting(connection.dialect.name), row)


@cache
def _counting(dialect: str) -> Executable:
    """Make the statement once: that takes longer than to carry it out."""
    statement = insert_into(dialect, QUESTIONS)
    latest = {name: statement.excluded[name] for name in ("outcome", "nearest", "score", "last_at")}
    changed = {**latest, "times": QUESTIONS.c.times + statement.excluded.times}
    return statement.on_conflict_do_update(index_elements=["name"], set_=changed)


def pick(connection: Connection, text: str, entry: str) -> None:
    """Note which suggestion somebody chose for a question."""
    connection.execute(update(QUESTIONS).where(QUESTIONS.c.name == name_of(text)).values(picked=entry))


def asked_since(connection: Connection, since: int, limit: int | None = None) -> Sequence[Question]:
    """List the questions last asked since a moment (seconds since 1970), the most frequent first."""
    order = (QUESTIONS.c.times.desc(), QUESTIONS.c.last_at.desc(), QUESTIONS.c.name)
    rows = connection.execute(select(QUESTIONS).where(QUESTIONS.c.last_at >= since).order_by(*order).limit(limit))
    return [
        Question(
            text=row.text,
            outcome=row.outcome,
            nearest=row.nearest,
            score=row.score,
            times=row.times,
            picked=row.picked,
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in rows
    ]


def forget_before(connection: Connection, moment: int, keep_rows: int = KEEP_ROWS) -> None:
    """Forget what was last asked before a moment (seconds since 1970), and what is more than can be kept."""
    total = connection.execute(select(func.count()).select_from(QUESTIONS)).scalar_one()
    if total > keep_rows:
        newest = select(QUESTIONS.c.last_at).order_by(QUESTIONS.c.last_at.desc()).limit(1).offset(keep_rows - 1)
        moment = max(moment, connection.execute(newest).scalar_one())
    connection.execute(delete(QUESTIONS).where(QUESTIONS.c.last_at < moment))


def name_of(text: str) -> str:
    """Name a question by what it says, whatever its case and spacing."""
    said = " ".join(text.casefold().split())
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
