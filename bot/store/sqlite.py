"""A database that is a file, SQLite: each transaction runs as a whole in one of a few threads.

A thread cannot be stopped. Whoever gives a transaction up and the thread that is about to keep it agree on which of the
two came first; and no thread waits longer for a lock than so many seconds.
"""

from __future__ import annotations

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event

from bot.store.connecting import AT_ONCE, PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Cursor

    from sqlalchemy.pool import ConnectionPoolEntry

AGAIN_SECONDS = 0.01
"""How long to wait before the log is asked for once more."""

_KIND = 0xFF
"""The part of an error's code that tells its kind; the rest tells more of it."""

_ONLY_READS = "only_reads"
_FILE = "backwalk_file"

T = TypeVar("T")


class File:
    """A :class:`bot.store.database.Database` that is a file.

    Parameters
    ----------
    url
        From :func:`bot.store.connecting.database_url`.
    """

    def __init__(self, url: URL) -> None:
        self._engine = _engine(url)
        self._threads = ThreadPoolExecutor(AT_ONCE + 1, "store")

    async def run(self, work: Callable[[Connection], T], until: float, *, only_reads: bool = False) -> T:
        """See :class:`bot.store.database.Database`. What is being kept is waited for a little longer."""
        loop = asyncio.get_running_loop()
        decided = Lock()  # whoever has it first decides whether the transaction is kept
        under_way = loop.run_in_executor(self._threads, self._transact, work, decided, only_reads)
        try:
            await asyncio.wait({under_way}, timeout=until - loop.time())
            if not under_way.done() and not decided.acquire(blocking=False):
                await asyncio.wait({under_way}, timeout=PATIENCE_SECONDS)
            if not under_way.done():
                raise TimeoutError
            return under_way.result()
        finally:
            decided.acquire(blocking=False)
            under_way.cancel()  # if it has not begun it never does, and nobody hears of an error that comes too late

    async def forget(self) -> None:
        """See :class:`bot.store.database.Database`."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._engine.dispose)

    async def close(self) -> None:
        """See :class:`bot.store.database.Database`. Waits for what has been given up and is still under way."""
        await asyncio.to_thread(self._end)

    def _transact(self, work: Callable[[Connection], T], decided: Lock, only_reads: bool) -> T:  # noqa: FBT001
        with self._engine.connect() as connection:
            connection.execution_options(**{_ONLY_READS: only_reads})
            with connection.begin():
                found = work(connection)
                if not decided.acquire(blocking=False):
                    raise TimeoutError
            return found

    def _end(self) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._engine.dispose()


def _engine(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE_SECONDS})

    @event.listens_for(engine, "do_connect")
    def make_private(*_: object) -> None:
        path = Path(str(url.database))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Only a file that is new: to close one takes away the locks that this process has on it, and then whoever
        # looks in meanwhile thinks that nobody is there, and deletes the log that the bot goes on writing to.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_FILE] = _file_at(url)
        connection.isolation_level = None  # the driver's own transactions begin too late to lock anybody out
        cursor = connection.cursor()
        _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous = FULL")  # what was said to be kept survives a power cut
        cursor.execute("PRAGMA cache_size = -512")  # KiB; each connection has its own, and looks at little
        cursor.execute("PRAGMA secure_delete = ON")  # what was said to be deleted does not stay between the rows
        cursor.close()

    @event.listens_for(engine, "checkout")
    def see_that_the_file_is_there(_: object, record: ConnectionPoolEntry, __: object) -> None:
        # What is written into a file that somebody has removed is lost, and no error tells of it.
        if record.info[_FILE] != _file_at(url):
            raise FileNotFoundError(
                "the file has been removed or replaced; the bot begins a new one, or uses the other"
            )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Who only reads does not wait for those who write.
        only_reads = connection.get_execution_options().get(_ONLY_READS, False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(cursor: Cursor) -> None:
    """Have the file written by way of a log. SQLite itself waits for nobody who does so to a new file just now."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if error.sqlite_errorcode & _KIND != SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(AGAIN_SECONDS)
        else:
            return


def _file_at(url: URL) -> tuple[int, int] | None:
    """What tells a file from another of the same name."""
    try:
        found = Path(str(url.database)).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
