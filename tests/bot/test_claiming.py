"""One copy of the bot answers an update; another takes over when it dies, and nobody waits for a store that fails."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.claiming import BEAT_SECONDS, LOOK_SECONDS, SURE_SECONDS, Claiming
from bot.store import Shelter, Store, claims
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


class Clock:
    """A time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Copy:
    """A copy of the bot, which notes what it hears to be lost."""

    claiming: Claiming
    clock: Clock
    lost: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, shelter: Shelter, owner: str = "a") -> Copy:
        clock = Clock()
        copy = cls(Claiming(shelter, owner, clock=clock), clock)
        copy.claiming.lost = copy.lost.append
        return copy

    async def claim(self, *numbers: int) -> None:
        for number in numbers:
            assert await self.claiming.claim(number)


async def let_lapse(store: Store, *numbers: int) -> None:
    """Let the claims of copy "a" be as old as if it had stood still."""
    async with store.write() as connection:
        await claims.hold(connection, "a", numbers, -1)


async def test_who_stood_still_lets_go_of_what_another_has_by_now(store: Store) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    await copy.claim(7, 8, 9)
    await copy.claiming.done(9)
    await let_lapse(store, 7)
    assert await other.claim(7)
    copy.clock.now = SURE_SECONDS - 0.1
    await copy.claiming.see()
    assert copy.lost == [], "so soon nobody is asked"
    copy.clock.now = SURE_SECONDS
    await copy.claiming.see()
    assert copy.lost == [7]
    await let_lapse(store, 8)
    assert await other.claim(8)
    await copy.claiming.see()
    assert copy.lost == [7], "it has just been heard of"


async def test_whose_task_it_is_goes_no_further(store: Store) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    await copy.claim(7, 8)
    said: list[int] = []

    async def answer(number: int) -> None:
        await copy.claiming.see()
        said.append(number)

    def break_off(number: int) -> None:
        tasks[number].cancel()

    copy.claiming.lost = break_off
    await let_lapse(store, 7)
    assert await other.claim(7)
    copy.clock.now = 3600.0
    tasks = {number: asyncio.create_task(answer(number)) for number in (7, 8)}
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    assert said == [8]


async def test_whose_store_is_gone_lets_go_when_others_may_have_it(store: Store) -> None:
    failing = Store(read_url("sqlite:////dev/null/journal.sqlite3"))
    copy = Copy.of(Shelter(store))
    await copy.claim(7)
    copy.claiming._shelter = Shelter(failing)
    await copy.claim(8)
    for seconds, lost in ((SURE_SECONDS - 0.1, []), (SURE_SECONDS, [7])):
        copy.clock.now = seconds
        await copy.claiming.see()
        assert copy.lost == lost
    assert await copy.claiming.claim(7), "what comes again is answered, rather than by nobody"
    await failing.close()


@pytest.mark.parametrize("told", ["mine", "failure"])
async def test_what_was_claimed_before_standing_still_is_claimed_again(store: Store, told: str) -> None:
    other = Claiming(Shelter(store), "b")

    class Stalled(Shelter):
        """Stands still right after the first claim, for long enough that another copy takes over."""

        async def change(self, work: Any, otherwise: Any) -> Any:
            found = await super().change(work, otherwise)
            if copy.clock.now:
                return found
            copy.clock.now = 60.0
            await let_lapse(store, 7)
            assert await other.claim(7)
            await other.done(7)
            return found if told == "mine" else otherwise

    copy = Copy.of(Stalled(store))
    assert not await copy.claiming.claim(7)


async def test_what_is_left_to_others_is_theirs_at_once(store: Store) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    await copy.claim(7)
    await copy.claiming.let_go(7)
    assert await other.claim(7)
    copy.clock.now = 3600.0
    await copy.claiming.see()
    assert copy.lost == []


async def test_without_a_store_everything_is_answered_where_it_arrives() -> None:
    failing = Store(read_url("sqlite:////dev/null/journal.sqlite3"))
    for shelter in (Shelter(None), Shelter(failing)):
        copy = Claiming(shelter)
        assert await copy.claim(7)
        await copy.done(7)
        await copy.leave()
    await failing.close()
