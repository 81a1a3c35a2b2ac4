"""Allowances of both kinds, in a time that passes when the test says so."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.store import State
from bot.throttle import Windows
from bot.throttle.shared import Shared
from tests.telegram import DEADLINE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.throttle import Allowance, Limit
    from tests.redis_server import Server

bots = itertools.count(1)
"""Numbers of bots that no other test has: nobody else counts under them."""


@dataclass
class Clock:
    """A time, in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def microseconds(self) -> int:
        return round(self.now * 1_000_000)


@dataclass
class Copies:
    """Copies of the bot that are asked in turn, as if they were one: what one has counted the next one has to know."""

    copies: list[Shared]

    def _next(self) -> Shared:
        self.copies.append(self.copies.pop(0))
        return self.copies[-1]

    async def wait(self, limits: Sequence[Limit]) -> float:
        return await self._next().wait(limits)

    async def take(self, limits: Sequence[Limit]) -> float:
        return await self._next().take(limits)

    async def shut(self, name: str, seconds: float) -> None:
        await self._next().shut(name, seconds)

    async def close(self) -> None:
        for copy in self.copies:
            assert copy.state is State.OK
            await copy.close()


@dataclass(frozen=True)
class Counted:
    """An allowance and its time."""

    allowance: Allowance
    clock: Clock


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Redis that is well is taken for well, however slow the machine is."""
    monkeypatch.setattr("bot.throttle.shared.PATIENCE_SECONDS", DEADLINE)


@pytest.fixture
def bot_id() -> int:
    """A number that no other bot has."""
    return next(bots)


@pytest_asyncio.fixture(params=["windows", "shared"])
async def counted(request: pytest.FixtureRequest, bot_id: int) -> AsyncIterator[Counted]:
    """A new allowance, of this process or of two that share a Redis."""
    clock = Clock()
    if request.param == "windows":
        yield Counted(Windows(clock), clock)
        return
    copies = copies_of(request.getfixturevalue("redis_at_work"), bot_id, clock)
    yield Counted(copies, clock)
    await copies.close()


def copies_of(redis: Server, bot_id: int, clock: Clock, count: int = 2) -> Copies:
    """Make copies of a bot that share a Redis, all in the same time."""
    copies = [Shared(redis.url, bot_id, clock) for _ in range(count)]
    for copy in copies:
        copy.server_clock = clock.microseconds
    return Copies(copies)
