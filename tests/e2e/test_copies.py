"""Three copies of the real program behind one webhook: one is killed, one stands still for a while, nobody notices."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from typing import TYPE_CHECKING

import asyncpg
import pytest
from aiohttp import ClientSession

from bot.claiming import SURE_SECONDS
from bot.throttle.shared import Shared
from tests.e2e.deliverer import Deliverer
from tests.e2e.kept import rows
from tests.e2e.talks import Talk
from tests.e2e.test_webhook import HERE, QUESTION, address, delivering, secret
from tests.redis_server import PASSWORD
from tests.telegram import DEADLINE, ME

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.redis_server import Server as Redis
    from tests.telegram import Call, Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = 180
UNDER_WAY = 1
"""So many calls at most were just being written when a copy was stopped."""

PATIENCE_SECONDS = 12.0
"""How long whoever hands in updates waits for a copy that says nothing."""


def most(times: list[float], seconds: float) -> int:
    """The most of some times that lie in any stretch of so many seconds."""
    return max(sum(first <= at < first + seconds for at in times) for first in times)


async def all_claimed(database: str, redis: Redis) -> None:
    """Wait until each question is claimed by one of the copies; meanwhile nobody may say anything."""
    limits, store = Shared(redis.url, ME["id"]), await asyncpg.connect(database)
    try:
        async with asyncio.timeout(DEADLINE):
            while await store.fetchval("SELECT count(*) FROM claims") < PEOPLE:
                await limits.shut("all", 1.0)
                await asyncio.sleep(0.2)
    finally:
        await limits.close()
        await store.close()


async def not_done(database: str) -> set[int]:
    """Which updates are claimed and not noted to be done."""
    return {row["update_id"] for row in (await rows(database))["claims"] if not row["done"]}


async def test_three_copies_of_which_one_is_killed_and_one_stands_still(
    telegram: Server, launch: Launch, birds: Faq, postgresql_url: str, redis: Redis
) -> None:
    shared = HERE | {"DATABASE_URL": postgresql_url, "REDIS_URL": redis.url}
    killed = await launch(telegram, polling=False, **shared)
    await killed.logged("is at work")  # it has made the tables
    frozen, well = [await launch(telegram, polling=False, **shared) for _ in range(2)]
    for copy in (killed, frozen, well):
        await copy.logged("Telegram hands in updates")  # before that it takes none, and the others get all
    known = await secret(telegram)
    addresses = [await address(one) for one in (killed, frozen, well)]
    deliverer = Deliverer(telegram, known, addresses, PATIENCE_SECONDS, at_once=PEOPLE)
    people = [Talk(telegram, birds) for _ in range(PEOPLE)]

    def sent() -> list[Call]:
        return telegram.sent("sendMessage")

    async with delivering(deliverer):
        for person in people:
            person.say(QUESTION)
        asked = {one["update_id"]: one["message"]["chat"]["id"] for one in telegram.queue.pending}
        await all_claimed(postgresql_url, redis)
        await telegram.until(lambda: len(sent()) >= 15 or None, "some answers")
        killed.process.kill()
        await killed.ended()
        telegram.broken = None
        under_way = await not_done(postgresql_url)
        await telegram.until(lambda: len(sent()) >= 45 or None, "more answers")
        frozen.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        try:
            under_way |= await not_done(postgresql_url)
            await telegram.until(lambda: len(sent()) >= PEOPLE * 2 // 3 or None, "answers of the one that is well")
            await telegram.until(lambda: not telegram.queue.pending or None, "all acknowledgements")
            assert time.monotonic() - began > SURE_SECONDS, "it had something that was taken over when it woke up"
            before = {call.number for call in sent()}
        finally:
            frozen.process.send_signal(signal.SIGCONT)
        deliverer.addresses[:] = [addresses[1]]
        somebody = Talk(telegram, birds)
        assert (await somebody.ask(QUESTION)).answers(birds.by_id["red-parrots"])
        await telegram.until(lambda: not telegram.queue.pending or None, "an acknowledgement")
    await frozen.stop()
    await well.stop()
    after = [call for call in sent() if call.number not in before and call.params["chat_id"] != somebody.chat["id"]]
    left = re.search(r"(\d+) updates may be answered by another copy by now", frozen.log)
    assert left
    assert len(after) <= UNDER_WAY < int(left[1]), f"it said more than what it was just saying\n{frozen.log}"
    answers = {number: telegram.sent("sendMessage", chat_id=chat) for number, chat in asked.items()}
    assert all(answers.values())
    twice = {number for number, calls in answers.items() if len(calls) > 1}
    assert twice <= under_way
    times = [call.at for call in sent()]
    assert most(times, 4.0) <= 5 * 30, "what is let go at once may arrive a little sooner or later"


async def test_a_redis_that_goes_and_comes_back_keeps_nobody_from_an_answer(
    telegram: Server, launch: Launch, birds: Faq, redis: Redis
) -> None:
    program = await launch(telegram, REDIS_URL=redis.url, HTTP_LISTEN="127.0.0.1:0", LOG_LEVEL="DEBUG")
    found = re.search(r"Listening on (\S+:\d+)", await program.logged("Listening on"))
    assert found
    parrots = birds.by_id["red-parrots"]

    async def limits() -> str:
        async with ClientSession() as client, client.get(f"http://{found[1]}/healthz") as answer:
            return str((await answer.json())["limits"])

    assert (await Talk(telegram, birds).ask(QUESTION)).answers(parrots)
    assert await limits() == "ok"
    redis.stop()
    for _ in range(3):
        assert (await Talk(telegram, birds).ask(QUESTION)).answers(parrots)
    assert await limits() == "failing"
    redis.start()
    await program.logged("Redis works again")
    assert await limits() == "ok"
    assert (await Talk(telegram, birds).ask(QUESTION)).answers(parrots)
    await program.stop()
    assert len([line for line in program.lines if "WARNING" in line and "Redis" in line]) == 2
    assert PASSWORD not in program.log
