"""A server that shows how a bot on the cats is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.health import Health
from bot.metrics import Metrics
from bot.store import State
from bot.web.address import Address
from bot.web.application import build_application
from bot.web.listening import listening
from bot.web.watching import watching
from tests.bot import samples

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HERE = Address("127.0.0.1", 0)


@pytest.fixture
def health() -> Health:
    return Health(Metrics(), samples.faq(), lambda: State.OFF)


@pytest_asyncio.fixture
async def address(health: Health) -> AsyncIterator[Address]:
    async with listening(build_application(watching(health)), HERE) as bound:
        yield bound


@pytest_asyncio.fixture
async def client(address: Address) -> AsyncIterator[ClientSession]:
    async with ClientSession(f"http://{address}") as session:
        yield session
