"""Databases at a server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import text

from bot.store.connecting import database_url
from bot.store.postgresql import engine_for
from tests.e2e.doors import Door

if TYPE_CHECKING:
    import pytest


async def test_encryption_as_other_programs_write_it() -> None:
    engine = engine_for(database_url("postgresql://ada:s%40crab@db.example:5433/bot?sslmode=require"))
    assert dict(engine.url.query) == {"ssl": "require"}
    await engine.dispose()


async def test_a_server_that_stands_still_is_left_without_a_goodbye(
    postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = urlsplit(postgresql_url)
    assert server.hostname
    assert server.port
    async with Door(server.hostname, server.port) as door:
        engine = engine_for(database_url(postgresql_url).set(port=door.port))
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        door.freeze()
        await engine.dispose()
        door.thaw()
    assert caplog.records == []
