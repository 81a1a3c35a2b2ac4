"""From an address to a database that can be worked with: SQLite or PostgreSQL, the same to everybody else."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE_SECONDS = 2.0
"""How long a database may take to let somebody in, or to let go of a lock."""

STANDSTILL_SECONDS = 1.5
"""How long whoever stands still within a transaction may keep others from what it has locked: less than they wait."""

READ_ONLY = "read_only"
"""Execution option of connections that only read: on SQLite they do not wait for those who write."""

_FILE = "backwalk_file"
SQLITE = "sqlite+aiosqlite"
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
    """Write an address as people do, without its password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def connect(url: URL) -> AsyncEngine:
    """Prepare the connection to a database. Nothing is opened before the first transaction."""
    if is_file(url):
        return _sqlite(url)
    return _postgresql(url)


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE_SECONDS})

    @event.listens_for(engine.sync_engine, "do_connect")
    def make_private(*_: object) -> None:
        path = Path(str(url.database))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Only a file that is new: to close one takes away the locks that this process has on it, and then whoever
        # looks in meanwhile thinks that nobody is there, and deletes the log that the bot goes on writing to.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_FILE] = _file_at(url)
        connection.isolation_level = None  # the driver's own transactions begin too late to lock anybody out
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # what was said to be kept survives a power cut
        cursor.execute("PRAGMA cache_size = -512")  # KiB; each connection has its own, and looks at little
        cursor.execute("PRAGMA secure_delete = ON")  # what was said to be deleted does not stay between the rows
        cursor.close()

    @event.listens_for(engine.sync_engine, "checkout")
    def see_that_the_file_is_there(_: object, record: ConnectionPoolEntry, __: object) -> None:
        # What is written into a file that somebody has removed is lost, and no error tells of it.
        if record.info[_FILE] != _file_at(url):
            raise FileNotFoundError(
                "the file has been removed or replaced; the bot begins a new one, or uses the other"
            )

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _file_at(url: URL) -> tuple[int, int] | None:
    """What tells a file from another of the same name."""
    try:
        found = Path(str(url.database)).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _postgresql(url: URL) -> AsyncEngine:
    query = dict(url.query)
    encryption = query.pop("sslmode", None)  # as other programs write it
    if encryption is not None:
        query["ssl"] = encryption
    limits = {
        "lock_timeout": f"{1000 * PATIENCE_SECONDS:.0f}ms",
        "idle_in_transaction_session_timeout": f"{1000 * STANDSTILL_SECONDS:.0f}ms",
        "application_name": "backwalk",
    }
    return create_async_engine(
        url.set(query=query),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=PATIENCE_SECONDS,
        connect_args={"timeout": PATIENCE_SECONDS, "command_timeout": PATIENCE_SECONDS, "server_settings": limits},
    )
