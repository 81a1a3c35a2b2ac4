"""Databases at a server."""

from __future__ import annotations

from bot.store.connecting import database_url
from bot.store.postgresql import engine_for


async def test_encryption_as_other_programs_write_it() -> None:
    engine = engine_for(database_url("postgresql://ada:s%40crab@db.example:5433/bot?sslmode=require"))
    assert dict(engine.url.query) == {"ssl": "require"}
    await engine.dispose()
