"""Telegram and a client of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest_asyncio
from telegram import Bot

from tests.telegram import TOKEN, Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Post = Callable[..., Awaitable[dict[str, Any]]]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as client:
        yield client


@pytest_asyncio.fixture
async def post(server: Server) -> AsyncIterator[Post]:
    """Call a method without the library, which would mend or refuse some calls itself."""
    async with aiohttp.ClientSession(f"{server.url}/bot{TOKEN}/") as client:

        async def call(method: str, **params: Any) -> dict[str, Any]:
            async with client.post(method, json=params) as answer:
                return dict(await answer.json())

        yield call
