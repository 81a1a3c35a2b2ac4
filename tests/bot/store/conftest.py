"""A store of either kind, new for each test."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest_asyncio

from bot.store import Store
from bot.store.connecting import database_url as read_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def opened(url: str, bot_id: int | None = 7) -> AsyncIterator[Store]:
    """Open a store and close it in the end."""
    store = Store(read_url(url), bot_id)
    try:
        await store.open()
        yield store
    finally:
        await store.close()


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    async with opened(database_url) as opened_store:
        yield opened_store
