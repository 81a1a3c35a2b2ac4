"""One copy of the bot answers an update; another takes over when it dies, and nobody waits for a store that fails."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.claiming import BEAT_SECONDS, LOOK_SECONDS, SILENCE_SECONDS, SURE_SECONDS, UNREACHED_SECONDS, Claiming
from bot.store import Shelter, State, Store, claims
from bot.store.claims import Claim
from bot.store.connecting import database_url as read_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(read_url(database_url), 7)
    yield store
    await store.close()


@pytest_asyncio.fixture
async def failing() -> AsyncIterator[Shelter]:
    """A store that cannot be reached."""
    shelter = Shelter(Store(read_url("sqlite:////dev/null/journal.sqlite3")))
    yield shelter
    await shelter.close()


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
    assert await first.claim(7) is Claim.MINE
    waiting = asyncio.create_task(second.claim(7))
    await pauses.begun.wait()
    await first.done(7)
    pauses.over.set()
    assert await waiting is Claim.DONE
    assert pauses.seconds == [LOOK_SECONDS]
    assert await first.claim(7) is Claim.DONE


async def test_who_leaves_hands_over(store: Store) -> None:
    first, second = Claiming(Shelter(store)), Claiming(Shelter(store))
    assert await first.claim(7) is Claim.MINE
    await first.leave()
    assert await second.claim(7) is Claim.MINE


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

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Copy:
    """A copy of the bot, which notes what it hears to be lost."""

    claiming: Claiming
    clock: Clock
    lost: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, shelter: Shelter, owner: str = "a") -> Copy:
        clock = Clock()
        copy = cls(Claiming(shelter, owner, clock.sleep, clock), clock)
        copy.claiming.lost = copy.lost.append
        return copy

    async def claim(self, *numbers: int) -> None:
        for number in numbers:
            assert await self.claiming.claim(number) is Claim.MINE


async def let_lapse(store: Store, *numbers: int) -> None:
    """Let the claims of copy "a" be as old as if it had stood still."""
    await store.write(lambda connection: claims.hold(connection, "a", numbers, -1))


async def test_who_stood_still_lets_go_of_what_another_has_by_now(store: Store) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    await copy.claim(7, 8, 9)
    await copy.claiming.done(9)
    await let_lapse(store, 7)
    assert await other.claim(7) is Claim.MINE
    copy.clock.now = SURE_SECONDS - 0.1
    await copy.claiming.see()
    assert copy.lost == [], "so soon nobody is asked"
    copy.clock.now = SURE_SECONDS
    await copy.claiming.see()
    assert copy.lost == [7]
    await let_lapse(store, 8)
    assert await other.claim(8) is Claim.MINE
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
    assert await other.claim(7) is Claim.MINE
    copy.clock.now = 3600.0
    tasks = {number: asyncio.create_task(answer(number)) for number in (7, 8)}
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    assert said == [8]


async def test_who_was_broken_off_and_did_not_notice_goes_no_further(store: Store) -> None:
    copy, said = Copy.of(Shelter(store)), list[int]()
    begun = asyncio.Event()

    async def answer() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:  # as asyncio.wait_for does, when what it waits for is done just then
            await copy.claiming.see()
            said.append(7)

    task = asyncio.create_task(answer())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert said == []


async def test_whose_store_is_gone_lets_go_when_others_may_have_it(store: Store, failing: Shelter) -> None:
    copy = Copy.of(Shelter(store))
    await copy.claim(7)
    copy.claiming._shelter = failing
    for seconds, lost in ((SURE_SECONDS - 0.1, []), (SURE_SECONDS, [7])):
        copy.clock.now = seconds
        await copy.claiming.see()
        assert copy.lost == lost


async def test_a_store_that_fails_is_given_some_time_then_all_is_answered_where_it_arrives(failing: Shelter) -> None:
    copy = Copy.of(failing)
    await copy.claim(7)
    waited = copy.clock.now
    assert SILENCE_SECONDS <= waited < SILENCE_SECONDS + LOOK_SECONDS
    await copy.claim(8)
    assert copy.clock.now == waited
    await copy.claiming.see()
    assert copy.lost == []
    await copy.claiming.done(7)
    await copy.claiming.leave()


async def test_what_another_copy_had_comes_again_when_the_store_fails(store: Store, failing: Shelter) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    assert await other.claim(7) is Claim.MINE

    async def fail(seconds: float) -> None:
        copy.clock.now += seconds
        copy.claiming._shelter = failing

    copy.claiming._sleep = fail
    assert await copy.claiming.claim(7) is Claim.THEIRS


@pytest.mark.parametrize("told", ["mine", "failure"])
async def test_what_was_claimed_before_standing_still_has_to_come_again(store: Store, told: str) -> None:
    other = Claiming(Shelter(store), "b")

    class Stalled(Shelter):
        """Stands still right after the first claim, for long enough that another copy takes over."""

        async def change(self, work: Any, otherwise: Any, *, in_turn: bool = False) -> Any:
            found = await super().change(work, otherwise, in_turn=in_turn)
            if copy.clock.now:
                return found
            copy.clock.now = 60.0
            await let_lapse(store, 7)
            assert await other.claim(7) is Claim.MINE
            await other.done(7)
            return found if told == "mine" else otherwise

    copy = Copy.of(Stalled(store))
    assert await copy.claiming.claim(7) is Claim.THEIRS, "it has to come again"
    assert await copy.claiming.claim(7) is Claim.DONE


@pytest.mark.parametrize("telling", ["see", "leave"])
async def test_who_speaks_of_all_it_has_waits_for_those_who_write_what_is_done(
    postgresql_url: str, telling: str
) -> None:
    """In PostgreSQL: each would have locked what the other one needs next."""
    store = Store(read_url(postgresql_url), 7)
    shelter = Shelter(store)
    copy = Copy.of(shelter)
    await copy.claim(7, 8)
    copy.clock.now = SURE_SECONDS
    somebody_waits = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
    told: list[asyncio.Task[None]] = []

    def write_what_is_done(connection: Connection) -> None:
        claims.done(connection, 8)
        told.append(asyncio.create_task(getattr(copy.claiming, telling)()))
        while not connection.execute(somebody_waits).scalar():
            pass
        claims.done(connection, 7)

    await store.write(write_what_is_done, in_turn=True)
    await asyncio.gather(*told)
    assert shelter.state is State.OK
    await store.close()


@pytest.mark.parametrize(
    ("seconds", "others_do", "is_left"),
    [(UNREACHED_SECONDS, True, True), (UNREACHED_SECONDS, False, False), (UNREACHED_SECONDS - 1, True, False)],
)
async def test_who_does_not_reach_telegram_leaves_what_it_has_to_others_if_they_do(
    store: Store, caplog: pytest.LogCaptureFixture, seconds: float, *, others_do: bool, is_left: bool
) -> None:
    pauses, other, lost = Pauses(), Claiming(Shelter(store), "b"), list[int]()
    unreached = 0.0
    copy = Claiming(Shelter(store), "a", pauses, unreached=lambda: unreached)
    copy.lost = lost.append
    for number in (7, 8):
        assert await copy.claim(number) is Claim.MINE
    assert await other.claim(9) is Claim.MINE
    if others_do:
        await other.done(9)
    caplog.set_level("INFO")
    beating = asyncio.create_task(copy.keep_alive())
    for now in (seconds, seconds, 0.0):
        unreached = now
        await pauses.begun.wait()
        pauses.begun.clear()
        pauses.over.set()
    await pauses.begun.wait()
    beating.cancel()
    unreached = seconds
    assert await copy.claim(10) is (Claim.THEIRS if is_left else Claim.MINE)
    assert set(lost) == ({7, 8} if is_left else set())
    assert len(caplog.messages) == (3 if is_left else 0), "said once, that it is over, and once again"


async def test_who_reaches_telegram_again_while_it_asks_for_others_goes_on(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    other = Claiming(Shelter(store), "b")
    assert await other.claim(9) is Claim.MINE
    await other.done(9)
    unreached = iter([UNREACHED_SECONDS, 0.0])
    copy = Claiming(Shelter(store), "a", unreached=lambda: next(unreached))
    assert await copy.claim(7) is Claim.MINE
    assert caplog.messages == []


async def test_who_does_not_reach_telegram_is_no_sign_that_it_can_be_reached(store: Store) -> None:
    other = Claiming(Shelter(store), "b", unreached=lambda: 1.0)
    assert await other.claim(9) is Claim.MINE
    await other.done(9)
    copy = Claiming(Shelter(store), "a", unreached=lambda: UNREACHED_SECONDS)
    assert await copy.claim(9) is Claim.DONE
    assert await copy.claim(10) is Claim.MINE


async def test_what_is_left_to_others_is_theirs_at_once(store: Store) -> None:
    copy, other = Copy.of(Shelter(store)), Claiming(Shelter(store), "b")
    await copy.claim(7)
    await copy.claiming.let_go(7)
    assert await other.claim(7) is Claim.MINE
    copy.clock.now = 3600.0
    await copy.claiming.see()
    assert copy.lost == []


async def test_without_a_store_everything_is_answered_where_it_arrives() -> None:
    copy = Copy.of(Shelter(None))
    await copy.claim(7)
    await copy.claiming.done(7)
    await copy.claiming.leave()
    assert copy.clock.now == 0
