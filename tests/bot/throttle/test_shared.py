"""Limits that copies keep together, and what becomes of them when Redis is slow, gone, refuses or forgets."""

from __future__ import annotations

import asyncio
import itertools
import logging
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from bot.store import State
from bot.throttle import Limit, Rate
from bot.throttle.shared import REST_SECONDS, Shared, shown
from tests.bot.throttle.conftest import Clock, copies_of
from tests.e2e.doors import Door
from tests.redis_server import PASSWORD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.redis_server import Server

ROOT = Path(__file__).parents[3]
ONE = Limit("one", (Rate(1, 3600.0),))
OTHER = Limit("other", (Rate(1, 3600.0),))
FAILS = "Redis at 127.0.0.1:{port} fails, and this copy keeps the limits for itself: "
WORKS = "Redis works again; copies keep the limits together."


class Rests:
    """Pauses that end when the test lets them."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        assert seconds == REST_SECONDS
        await self.over.wait()
        self.over.clear()


@pytest.fixture
def rests() -> Rests:
    return Rests()


@pytest_asyncio.fixture
async def door(redis: Server) -> AsyncIterator[Door]:
    """The way to a Redis."""
    async with Door("127.0.0.1", redis.port) as door:
        yield door


@pytest_asyncio.fixture
async def shared(door: Door, rests: Rests) -> AsyncIterator[Shared]:
    """A copy that counts, through the door."""
    copy = Shared(f"redis://:{PASSWORD}@127.0.0.1:{door.port}", 7, sleep=rests)
    yield copy
    await copy.close()


async def mended(shared: Shared, rests: Rests) -> None:
    """Let it try again until it works."""
    while shared.state is State.FAILING:
        rests.over.set()
        await asyncio.sleep(0.01)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_who_wants_more_gets_an_equal_part_however_late_it_comes(redis_at_work: Server, bot_id: int) -> None:
    overall = Limit("all", (Rate(30, 1.0),), is_parted=True)

    async def taken(copy: Shared) -> int:
        count = 0
        while await copy.take([overall]) == 0:
            count += 1
        return count

    async def main() -> None:
        clock = Clock()
        copies = copies_of(redis_at_work, bot_id, clock)
        quick, slow = copies.copies
        assert [await taken(quick), await taken(slow)] == [30, 0]
        for _ in range(5):
            clock.now += 1.0
            found = [await taken(quick)]
            clock.now += 0.03  # it is far away, or busy
            assert [*found, await taken(slow)] == [15, 15]
        for second in range(5):  # the slow one has no more to say
            clock.now += 1.0
            assert await taken(quick) == (15 if second < 2 else 30)
        await copies.close()

    asyncio.run(main())


async def test_what_is_kept_names_the_bot_and_goes_by_itself(redis_at_work: Server, bot_id: int) -> None:
    shared = Shared(redis_at_work.url, bot_id)
    limit = Limit("all", (Rate(1, 60.0),), is_parted=True)
    await shared.open()
    assert [await shared.take([limit]), await shared.take([limit]) > 0] == [0, True]
    await shared.shut("chat:5", 30)
    async with Redis.from_url(redis_at_work.url, decode_responses=True) as client:
        keys = [key async for key in client.scan_iter(f"backwalk:{{{bot_id}}}:*")]
        assert {"all", "chat:5:shut"} <= {key.partition("}:")[2] for key in keys}
        left = [await client.pttl(key) for key in keys]  # -1 for ever, -2 gone meanwhile
        assert all(milliseconds == -2 or 0 <= milliseconds <= 120_000 for milliseconds in left)
    await shared.close()


async def test_each_bot_has_limits_of_its_own(redis_at_work: Server, bot_id: int) -> None:
    first, second = Shared(redis_at_work.url, bot_id), Shared(redis_at_work.url, -bot_id)
    assert [await first.take([ONE]), await second.take([ONE])] == [0, 0]
    await first.close()
    await second.close()


async def test_a_server_that_goes_and_comes_back(
    shared: Shared, redis: Server, door: Door, rests: Rests, caplog: pytest.LogCaptureFixture
) -> None:
    faults = itertools.count()
    shared._on_fault = lambda: None if next(faults) < 1 else pytest.fail("one fault is counted once")
    assert await shared.take([ONE]) == 0
    redis.stop()
    assert await shared.take([ONE]) > 0, "what was counted before is known"
    assert [await shared.take([OTHER]), await shared.take([OTHER]) > 0] == [0, True]
    await shared.shut("chat:5", 30)
    assert await shared.wait([Limit("chat:5")]) > 29
    assert shared.state is State.FAILING
    rests.over.set()
    redis.start()
    await mended(shared, rests)
    other = Shared(redis.url, 7)
    assert await shared.take([Limit("new", ONE.rates)]) == 0
    assert await other.take([Limit("new", ONE.rates)]) > 0
    await other.close()
    begins, ends = told(caplog)
    assert begins.startswith(FAILS.format(port=door.port))
    assert ends == WORKS
    assert next(faults) == 1


async def test_nobody_waits_for_a_server_that_says_nothing(
    shared: Shared, door: Door, rests: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shared.open()
    door.freeze()
    monkeypatch.setattr("bot.throttle.shared.PATIENCE_SECONDS", 0.5)
    async with asyncio.timeout(20):
        assert await asyncio.gather(*(shared.take([Limit(f"{one}", ONE.rates)]) for one in range(200))) == [0] * 200
    assert shared.state is State.FAILING
    door.thaw()
    await mended(shared, rests)
    assert await shared.take([ONE]) == 0


async def test_where_the_process_itself_stood_still_the_server_has_not_failed(
    redis: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.throttle.shared.PATIENCE_SECONDS", 0.5)
    async with Door("127.0.0.1", redis.port) as door:
        moments = itertools.count()

        def clock() -> float:
            """Each look at the clock is a minute after the one before; at the third the pause is over."""
            moment = next(moments)
            if moment > began + 3:
                door.thaw()
            return 60.0 * moment

        began = 1_000_000
        shared = Shared(f"redis://:{PASSWORD}@127.0.0.1:{door.port}", 7, clock)
        await shared.open()
        began, before = next(moments), next(moments)
        assert before == began + 1
        door.freeze()
        await shared.shut("chat:5", 30)
        assert shared.state is State.OK
        other = Shared(redis.url, 7)
        assert await other.wait([Limit("chat:5")]) > 0
        await other.close()
        await shared.close()


@pytest.mark.parametrize("lost", ["flushall", "script_flush"])
async def test_a_server_that_has_lost_what_it_knew(shared: Shared, redis: Server, lost: str) -> None:
    assert await shared.take([ONE]) == 0
    async with Redis.from_url(redis.url) as client:
        await getattr(client, lost)()
    assert await shared.take([ONE]) > 0
    assert await shared.take([OTHER]) == 0
    assert shared.state is State.OK


async def test_a_server_whose_clock_is_set_back_holds_nobody_up(redis_at_work: Server, bot_id: int) -> None:
    now = Clock(10_000.0)
    first, second = (Shared(redis_at_work.url, bot_id) for _ in range(2))
    first.server_clock = second.server_clock = now.microseconds
    assert await first.take([Limit("one", (Rate(1, 60.0),))]) == 0
    await first.shut("chat:5", 30)
    now.now -= 3600
    assert await second.take([Limit("one", (Rate(1, 60.0),))]) == 0
    assert await second.wait([Limit("chat:5")]) == 0
    for copy in (first, second):
        await copy.close()


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("redis://:wrong-pass-word@127.0.0.1:{port}", "mend the name or the password in REDIS_URL"),
        ("redis://127.0.0.1:{port}", "mend the name or the password in REDIS_URL"),
        ("redis://:wrong-pass-word@127.0.0.1:1", "start the server, or mend its address in REDIS_URL"),
        ("unix://:wrong-pass-word@/nowhere/redis.sock", "start the server, or mend its address in REDIS_URL"),
    ],
)
async def test_what_refuses_is_told_with_what_to_do(
    redis_at_work: Server, url: str, remedy: str, rests: Rests, caplog: pytest.LogCaptureFixture
) -> None:
    shared = Shared(url.format(port=redis_at_work.port), 7, sleep=rests)
    await shared.open()
    assert [await shared.take([ONE]), await shared.take([ONE]) > 0] == [0, True]
    (line,) = told(caplog)
    assert line.endswith(remedy)
    assert "wrong-pass-word" not in caplog.text
    await shared.close()


async def test_a_server_that_can_only_be_read_is_no_use(shared: Shared, redis: Server) -> None:
    async with Redis.from_url(redis.url) as client:
        await client.replicaof("127.0.0.1", "1")
    await shared.open()
    assert shared.state is State.FAILING


def test_who_names_no_redis_does_not_pay_for_its_client() -> None:
    program = "import bot.app, bot.readiness, sys; sys.exit('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://ada:secret@h:6379/2", "h:6379"),
        ("rediss://h", "h"),
        ("unix://:secret@/run/redis.sock?db=2", "/run/redis.sock"),
    ],
)
def test_addresses_are_shown_without_who_uses_them(url: str, expected: str) -> None:
    assert shown(url) == expected
