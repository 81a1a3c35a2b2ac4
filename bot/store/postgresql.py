"""A database at a server, PostgreSQL: it is waited for on the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import asyncpg
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.connecting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

STANDSTILL_SECONDS = 1.5
"""How long whoever stands still within a transaction may keep others from what it has locked: less than they wait."""

T = TypeVar("T")


class Server:
    """A :class:`bot.store.database.Database` that is a server.

    Parameters
    ----------
    url
        From :func:`bot.store.connecting.database_url`.
    """

    def __init__(self, url: URL) -> None:
        self._engine = engine_for(url)

    async def run(self, work: Callable[[Connection], T], until: float, *, only_reads: bool = False) -> T:  # noqa: ARG002 (nobody who reads waits here)
        """See :class:`bot.store.database.Database`."""
        async with asyncio.timeout_at(until), self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def forget(self) -> None:
        """See :class:`bot.store.database.Database`."""
        await self._engine.dispose()

    async def close(self) -> None:
        """See :class:`bot.store.database.Database`."""
        await self._engine.dispose()


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # the library has no types
    """A connection that ends at once, also where the server stands still and would answer no goodbye."""

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 (the library's signature)
        """Hang up."""
        self.terminate()


def engine_for(url: URL) -> AsyncEngine:
    """Prepare the connections to a server."""
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
        connect_args={
            "connection_class": _Connection,
            "timeout": PATIENCE_SECONDS,
            "command_timeout": PATIENCE_SECONDS,
            "server_settings": limits,
        },
    )
