"""Insert, or change what is there: the one thing that both databases can do and SQLAlchemy has no common word for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Table


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT that has ``on_conflict_do_update``, for a dialect of a name."""
    if dialect == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
