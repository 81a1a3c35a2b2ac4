"""Long polling: nothing lost, nothing stops it but a revoked token."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import InvalidToken

from bot.intake import CROWDED, SLOW_SECONDS, Intake
from bot.metrics import Metrics
from bot.parking import Parking
from bot.persevering import CONFLICT_SECONDS
from bot.polling import NEW_SECONDS, SOON_SECONDS, Polling
from bot.store import Shelter
from tests.telegram import TOKEN, Server, faults, updates
from tests.telegram.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Update
    from telegram.ext import ExtBot

ADA = updates.person("Ada")


class Poller:
    """Polling in the background; its pauses are noted and take no time. Answers wait where a gate is closed."""

    def __init__(self, bot: ExtBot[None], *, closed: bool = False, forgets: bool = False) -> None:
        self.begun: asyncio.Queue[int] = asyncio.Queue()
        self.pauses: list[float] = []
        self.metrics = Metrics()
        self.gate = asyncio.Event()
        if not closed:
            self.gate.set()
        self.intake = Intake(self._answer, Parking(Shelter(None)), self.metrics)
        self.polling = Polling(bot, self.intake, self.metrics, lambda: forgets, self._sleep)

    async def _answer(self, update: Update) -> None:
        self.begun.put_nowait(update.update_id)
        await self.gate.wait()

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    @contextlib.contextmanager
    def running(self) -> Iterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.polling.run())
        yield task
        task.cancel()

    async def received(self) -> int:
        """Give the number of the next update that is begun to be answered."""
        async with asyncio.timeout(10):
            return await self.begun.get()


def say(server: Server, text: str = "is it safe?") -> int:
    bob = updates.person("Bob")
    return server.push(updates.new_message(updates.message(updates.private(bob), bob, text)))


async def test_updates_come_in_order_and_once(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot)
    with poller.running():
        numbers = [say(server) for _ in range(3)]
        assert [await poller.received() for _ in numbers] == numbers
        later = say(server)
        assert await poller.received() == later
    assert poller.begun.empty()


async def test_what_is_not_done_is_not_confirmed_and_holds_up_nobody(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot, closed=True)
    with poller.running():
        first = say(server)
        assert await poller.received() == first
        second = say(server)
        assert await poller.received() == second
        assert not server.queue.confirmed(first)
        poller.gate.set()
        await server.confirmed(second)
        await server.polled()
    assert poller.begun.empty()


async def test_while_something_is_under_way_it_does_not_spin(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot, closed=True)
    with poller.running():
        say(server)
        await poller.received()
        for _ in range(3):  # each of them wakes the bot for a while, and none of them makes it poll
            await server.until(lambda: True, "nothing")
            await asyncio.sleep(0)
        assert len(server.sent("getUpdates")) == 1
        poller.gate.set()
        await server.polled()


async def test_a_full_window_that_cannot_be_parked_waits(
    server: Server, bot: ExtBot[None], caplog: pytest.LogCaptureFixture
) -> None:
    poller = Poller(bot, closed=True)
    inbox = poller.intake.inbox
    inbox._clock = lambda: 0.0
    with poller.running():
        numbers = [say(server) for _ in range(CROWDED)]
        assert [await poller.received() for _ in numbers] == numbers
        inbox._clock = lambda: SLOW_SECONDS
        await poller.intake.make_room()
        await poller.intake.make_room()
        assert inbox.parked == 0
        assert caplog.text.count("cannot be answered at once") == 1
        poller.gate.set()
        await server.confirmed(numbers[-1])


@pytest.mark.parametrize("forgets", [True, False])
async def test_what_is_remembered_nowhere_else_is_confirmed_sooner(
    server: Server, bot: ExtBot[None], monkeypatch: pytest.MonkeyPatch, *, forgets: bool
) -> None:
    poller = Poller(bot, forgets=forgets)
    waits: list[float] = []
    inbox = poller.intake.inbox

    async def progress(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0.001)  # long enough to answer what is not stuck

    monkeypatch.setattr(inbox, "progress", progress)
    with poller.running():
        number = say(server)
        await server.confirmed(number)
        assert waits[0] == (SOON_SECONDS if forgets else NEW_SECONDS)
        poller.gate.clear()
        say(server)
        await poller.received()
        await poller.received()
        await server.until(lambda: len(waits) > 5 or None, "more calls")
    rest = [SOON_SECONDS, NEW_SECONDS - SOON_SECONDS] if forgets else [NEW_SECONDS]
    assert waits[-len(rest) :] in (rest, rest[::-1]), "nothing new to confirm, no hurry"


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


async def test_all_that_is_done_is_confirmed_at_the_end(server: Server, bot: ExtBot[None]) -> None:
    poller = Poller(bot, closed=True)
    with poller.running():
        number = say(server)
        await poller.received()
    await poller.polling.confirm()
    assert not server.queue.confirmed(number)
    poller.gate.set()
    await poller.intake.inbox.rest(10)
    await poller.polling.confirm()
    await server.confirmed(number)


async def test_the_end_does_not_wait_for_a_telegram_that_is_gone(
    server: Server, bot: ExtBot[None], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.polling.CONFIRM_SECONDS", 0.05)
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    server.faults.next_calls("getUpdates", faults.hold(asyncio.Event()))
    await poller.polling.confirm()
    server.faults.next_calls("getUpdates", faults.server_error())
    await poller.polling.confirm()
    assert caplog.text.count("The last updates may come again at the next start") == 2


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
    told = [line for line in caplog.messages if "another copy of the bot is running with this token" in line]
    assert len(told) == 1


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
    told = [line for line in caplog.messages if f"update {broken}: cannot be read and is skipped" in line]
    assert len(told) == 1


@pytest.mark.parametrize("odd", ["x", {}, {"message": {}}, {"update_id": "7"}, {"update_id": -1}, {"update_id": True}])
async def test_what_is_no_update_does_not_stop_the_others(
    server: Server, bot: ExtBot[None], odd: Any, caplog: pytest.LogCaptureFixture
) -> None:
    poller = Poller(bot)
    number = say(server)
    page = json.dumps({"ok": True, "result": [odd, *server.queue.pending]})
    server.faults.next_calls("getUpdates", faults.Fault(Refusal(200, ""), page=page))
    with poller.running():
        assert await poller.received() == number
        await server.confirmed(number)
    assert poller.pauses == []
    assert "what Telegram has handed out is no update and is skipped" in caplog.messages


@pytest.mark.parametrize("odd", ["{}", '"x"', "true", "7", '["x"]', '[{"update_id": null}]'])
async def test_where_no_updates_come_at_all_it_does_not_spin(server: Server, bot: ExtBot[None], odd: str) -> None:
    fault = faults.Fault(Refusal(200, ""), page=f'{{"ok": true, "result": {odd}}}')
    server.faults.next_calls("getUpdates", fault, times=3)
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        assert await poller.received() == number
    assert poller.pauses == [1, 2, 4]


async def test_where_nothing_is_answered_at_once_it_does_not_spin(server: Server, bot: ExtBot[None]) -> None:
    fault = faults.Fault(Refusal(200, ""), page='{"ok": true, "result": []}')
    server.faults.next_calls("getUpdates", fault, times=2)
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    assert poller.pauses == [NEW_SECONDS] * 2


async def test_no_flood_control_makes_it_deaf_for_as_long_as_telegram_keeps_what_is_asked(
    server: Server, bot: ExtBot[None]
) -> None:
    server.faults.next_calls("getUpdates", faults.too_many_requests(10**9))
    poller = Poller(bot)
    with poller.running():
        say(server)
        await poller.received()
    assert poller.pauses == [3600]


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


async def test_a_server_that_hangs_is_asked_again(
    server: Server, bot: ExtBot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.polling.POLL_SECONDS", 0)
    monkeypatch.setattr("bot.polling.READ_SECONDS", 0.2)
    server.faults.next_calls("getUpdates", faults.hold(asyncio.Event()))
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        assert await poller.received() == number
    assert poller.pauses[0] == 1, "more, where the machine takes its time"


@pytest.mark.usefixtures("no_hosts")
@pytest.mark.parametrize("gone", ["http://127.0.0.1:1", "http://telegram.invalid"], ids=["refused", "no DNS"])
async def test_a_server_that_is_gone_is_asked_again(
    server: Server, bot: ExtBot[None], gone: str, caplog: pytest.LogCaptureFixture
) -> None:
    there, bot._base_url = bot._base_url, f"{gone}/bot{TOKEN}"
    poller = Poller(bot)
    with poller.running():
        async with asyncio.timeout(20):
            while len(poller.pauses) < 5:
                await asyncio.sleep(0.001)
        bot._base_url = there
        number = say(server)
        assert await poller.received() == number
    assert poller.pauses[:5] == [1, 2, 4, 8, 16]
    assert caplog.text.count("No updates from Telegram") == 1


async def test_nobody_is_sure_of_a_refused_token_while_there_is_no_answer_to_who_it_is(
    server: Server, bot: ExtBot[None]
) -> None:
    server.faults.next_calls("getUpdates", faults.refuse(401, "Unauthorized"))
    server.faults.next_calls("getMe", faults.bad_gateway())
    poller = Poller(bot)
    with poller.running():
        number = say(server)
        assert await poller.received() == number


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
    poller = Poller(bot, closed=True)
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
