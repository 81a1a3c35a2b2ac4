"""One copy of the bot answers an update; another takes over when it dies, and nobody waits for a store that fails."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest_asyncio

from bot.claiming import BEAT_SECONDS, LOOK_SECONDS, Claiming
from bot.store import Shelter, Store
from bot.store.connecting import database_url as read_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(read_url(database_url), 7)
    yield store
    await store.close()


class Pauses:
    """Waits that end when the test lets them."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.begun = asyncio.Event()
        self.over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.begun.set()
        await self.over.wait()
        self.over.clear()


async def test_the_second_waits_until_the_first_is_done(store: Store) -> None:
    pauses = Pauses()
    first, second = Claiming(Shelter(store), "a"), Claiming(Shelter(store), "b", pauses)
    assert await first.claim(7)
    waiting = asyncio.create_task(second.claim(7))
    await pauses.begun.wait()
    await first.done(7)
    pauses.over.set()
    assert not await waiting
    assert pauses.seconds == [LOOK_SECONDS]
    assert not await first.claim(7)


async def test_who_leaves_hands_over(store: Store) -> None:
    first, second = Claiming(Shelter(store)), Claiming(Shelter(store))
    assert await first.claim(7)
    await first.leave()
    assert await second.claim(7)


async def test_it_lets_the_others_know_that_it_lives(store: Store) -> None:
    pauses = Pauses()
    copy = Claiming(Shelter(store), "a", pauses)
    beating = asyncio.create_task(copy.keep_alive())
    for _ in range(2):
        await pauses.begun.wait()
        pauses.begun.clear()
        pauses.over.set()
    await pauses.begun.wait()
    beating.cancel()
    assert set(pauses.seconds) == {BEAT_SECONDS}


async def test_without_a_store_everything_is_answered_where_it_arrives() -> None:
    failing = Store(read_url("sqlite:////dev/null/journal.sqlite3"))
    for shelter in (Shelter(None), Shelter(failing)):
        copy = Claiming(shelter)
        assert await copy.claim(7)
        await copy.done(7)
        await copy.leave()
    await failing.close()
