"""What stands in a bot's database, to see what it keeps."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.store import Store
from bot.store.connecting import database_url as read_url
from bot.store.tables import METADATA
from tests.telegram import DEADLINE

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows = dict[str, list[dict[str, Any]]]


async def rows(database: str) -> Rows:
    """Give all rows of all tables, by table."""
    store = Store(read_url(database))
    try:
        return await store.read(_all)
    finally:
        await store.close()


def _all(connection: Connection) -> Rows:
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table))]
        for table in METADATA.sorted_tables
    }


async def some_noted(database: str, answers: int = 1) -> None:
    """Wait until so many answers stand in a store, which may be long after they were heard."""
    async with asyncio.timeout(DEADLINE):
        while len((await rows(database))["answered"]) < answers:
            await asyncio.sleep(0.01)


def file_bytes(database: str) -> bytes:
    """Give every byte of an SQLite database and of what lies beside it; nothing for other databases."""
    if not database.startswith("sqlite:///"):
        return b""
    main = Path(database.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in sorted(main.parent.glob(f"{main.name}*")))
