"""Long polling: nothing lost, nothing stops it but a revoked token."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import InvalidToken

from bot.delivery import CONFLICT_SECONDS, Polling
from bot.metrics import Metrics
from tests.telegram import Server, faults, updates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram.ext import ExtBot

ADA = updates.person("Ada")


class Poller:
    """Polling in the background; its pauses are noted and take no time."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.pauses: list[float] = []
        self.metrics = Metrics()
        self.polling = Polling(bot, self.queue, self.metrics, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    @contextlib.contextmanager
    def running(self) -> Iterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.polling.run())
        yield task
        task.cancel()

    async def received(self) -> int:
        """Give the number of the next update."""
        async with asyncio.timeout(10):
            return int((await self.queue.get()).update_id)


def say(server: Server, text: str = "is it safe?") -> int:
    return server.push(updates.new_message(updates.message(updates.private(ADA), ADA, text)))


async def test_updates_come_in_order_and_once(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot)
    with poller.running():
        numbers = [say(server) for _ in range(3)]
        assert [await poller.received() for _ in numbers] == numbers
        later = say(server)
        assert await poller.received() == later
    assert poller.queue.empty()


async def test_only_what_can_be_answered_is_asked_for(server: Server, bot: ExtBot[None]) -> None:
    with Poller(bot).running():
        await server.polled()
    assert server.queue.allowed == [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
        "guest_message",
    ]


async def test_all_is_confirmed_at_the_end(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        await poller.received()
    await poller.polling.confirm()
    await server.confirmed(number)


async def test_nothing_is_confirmed_when_nothing_came(server: Server, bot: ExtBot[None]) -> None:
    await Poller(bot).polling.confirm()
    assert server.sent("getUpdates") == []


@pytest.mark.parametrize("fault", [faults.server_error(), faults.bad_gateway(), faults.cut_off()])
async def test_trouble_is_waited_out_for_longer_and_longer(
    server: Server, bot: ExtBot[None], fault: faults.Fault
) -> None:
    server.faults.next_calls("getUpdates", fault, times=7)
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        assert await poller.received() == number
    assert poller.pauses == [1, 2, 4, 8, 16, 30, 30]


async def test_flood_control_waits_as_told(server: Server, bot: ExtBot[None]) -> None:
    server.faults.next_calls("getUpdates", faults.too_many_requests(17))
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    assert poller.pauses == [17]


async def test_a_conflict_says_what_it_is(server: Server, bot: ExtBot[None], caplog: pytest.LogCaptureFixture) -> None:
    server.faults.next_calls(
        "getUpdates",
        faults.refuse(409, "Conflict: terminated by other getUpdates request"),
        times=2,
    )
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    assert poller.pauses == [CONFLICT_SECONDS] * 2
    assert "another copy of the bot is running with this token" in caplog.messages[0]


async def test_an_update_that_cannot_be_read_does_not_stop_the_others(
    server: Server, bot: ExtBot[None], caplog: pytest.LogCaptureFixture
) -> None:
    poller = Poller(bot)
    before = say(server)
    broken = server.push({"inline_query": {"id": "1"}})
    after = say(server)
    with poller.running():
        assert await poller.received() == before
        assert await poller.received() == after
        await server.confirmed(after)
    assert f"update {broken}: cannot be read and is skipped" in caplog.messages


async def test_a_revoked_token_ends_it(server: Server, bot: ExtBot[None]) -> None:
    with Poller(bot).running() as task:
        await server.polled()
        server.token = "1:revoked"
        say(server)
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(task, 10)


async def test_a_not_found_that_passes_does_not(server: Server, bot: ExtBot[None]) -> None:
    server.faults.next_calls("getUpdates", faults.refuse(404, "Not Found"))
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        assert await poller.received() == number
    assert poller.pauses == [1]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (faults.server_error(), "5xx"),
        (faults.bad_gateway(), "5xx"),
        (faults.cut_off(), "network"),
        (faults.too_many_requests(3), "429"),
        (faults.refuse(409, "Conflict"), "409"),
        (faults.refuse(404, "Not Found"), "401"),
    ],
    ids=["500", "502", "cut off", "429", "409", "404"],
)
async def test_polls_that_fail_are_counted_by_their_codes(
    server: Server, bot: ExtBot[None], fault: faults.Fault, code: str
) -> None:
    server.faults.next_calls("getUpdates", fault)
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    value = poller.metrics.registry.get_sample_value
    assert value("backwalk_telegram_errors_total", {"method": "getUpdates", "code": code}) == 1


async def test_updates_are_counted_by_their_kinds_and_wait(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot)
    with poller.running():
        assert poller.metrics.contact.seconds_ago is None
        say(server)
        say(server)
        server.push(updates.inline_query(ADA, "purr"))
        for _ in range(3):
            await poller.received()
    value = poller.metrics.registry.get_sample_value
    assert value("backwalk_updates_total", {"kind": "message"}) == 2
    assert value("backwalk_updates_total", {"kind": "inline_query"}) == 1
    assert value("backwalk_updates_waiting") == 3
    assert poller.metrics.contact.seconds_ago is not None
