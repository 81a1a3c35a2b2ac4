"""Addresses of databases, SQLite or PostgreSQL, and what goes for both."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

PATIENCE_SECONDS = 2.0
"""How long a database may take to let somebody in, or to let go of a lock."""

AT_ONCE = 4
"""Transactions under way at a time, beside the one that writes what waits: a burst waits for its turn, not for a
connection, and is no sign that the store fails."""

SQLITE = "sqlite"
"""Driver of databases that are a file."""

_DRIVERS = {"sqlite": SQLITE, "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def database_url(text: str) -> URL:
    """Read the address of a database.

    Raises
    ------
    ValueError
        When it is not one that the store can work with. Tells nothing of what stands in it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in _DRIVERS:
        raise ValueError(
            "is not the address of a database; write postgresql://user:password@host/database, "
            "sqlite:////folder/file.sqlite3, or leave it out"
        )
    if not url.database:
        raise ValueError("names no database; put its name behind the last slash")
    return url.set(drivername=_DRIVERS[url.drivername])


def is_file(url: URL) -> bool:
    """Whether a database is a file, which is one process's own, and not a server that several may share."""
    return url.drivername == SQLITE


def shown(url: URL) -> str:
    """Write an address as people do, without its password, and without its options: there may be others in them."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)
