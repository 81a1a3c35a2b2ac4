"""Telegram, and a bot that it lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio
from telegram.ext import ExtBot

from tests.telegram import TOKEN, Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: Server) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(TOKEN, base_url=f"{server.url}/bot") as client:
        yield client
