"""A database that can be worked with: SQLite or PostgreSQL, the same to everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.store.connecting import is_file
from bot.store.sqlite import File

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection

T = TypeVar("T")


class Database(Protocol):
    """Runs transactions, each as a whole, without holding up the event loop."""

    async def run(self, work: Callable[[Connection], T], until: float, *, only_reads: bool = False) -> T:
        """Work within a transaction, which is kept if that raises nothing.

        Parameters
        ----------
        until
            When to give up, in the event loop's time. What has been given up is not kept, unless it was being kept
            at that very moment.
        only_reads
            Whether nothing is written: then those who write need not be waited for.

        Raises
        ------
        TimeoutError
            When it has been given up.
        sqlalchemy.exc.SQLAlchemyError, OSError
            When the database cannot be reached or used.
        """

    async def forget(self) -> None:
        """Begin with new connections: those of before may lead to a file that is gone."""

    async def close(self) -> None:
        """Let go of the database."""


def connect(url: URL) -> Database:
    """Prepare the connection to a database. Nothing is opened before the first transaction."""
    if is_file(url):
        return File(url)
    from bot.store.postgresql import Server  # noqa: PLC0415 (takes 10 MB, which a file does without)

    return Server(url)
