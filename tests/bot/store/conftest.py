"""A store of either kind, new for each test."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

import pytest_asyncio

from bot.store import Store
from bot.store.connecting import database_url as read_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

T = TypeVar("T")


@asynccontextmanager
async def opened(url: str, bot_id: int | None = 7) -> AsyncIterator[Store]:
    """Open a store and close it in the end."""
    store = Store(read_url(url), bot_id)
    try:
        await store.open()
        yield store
    finally:
        await store.close()


def elsewhere(work: Coroutine[None, None, T]) -> T:
    """Do something else, with an event loop of its own, in the middle of a transaction."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    async with opened(database_url) as opened_store:
        yield opened_store
