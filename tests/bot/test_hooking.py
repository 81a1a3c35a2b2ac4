"""Telegram hands in updates here and nowhere else; what cannot be read or answered is not lost on the way."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.claiming import Claiming
from bot.hooking import LOOK_SECONDS, Hook, Hooking
from bot.intake import SLOW_IN_A_ROW, Intake
from bot.metrics import Metrics
from bot.parking import Parking
from bot.store import Shelter, parked
from tests.telegram import Server, faults, updates
from tests.telegram.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.ext import ExtBot

URL = "https://bot.example.org/hook"
ADA = updates.person("Ada")
CROWDED = SLOW_IN_A_ROW + 3


class Desk:
    """A bot behind a webhook; its pauses end when the test lets them."""

    def __init__(self, bot: ExtBot[None], kept: Shelter, shared: Shelter) -> None:
        self.answered: list[int] = []
        self.pauses: list[float] = []
        self.paused = asyncio.Event()
        self.go_on = asyncio.Event()
        self.held = asyncio.Event()
        self.held.set()
        self.hook = Hook(URL, "hush")
        self.intake = intake = Intake(self._answer, Parking(kept), Metrics())
        self.inbox = intake.inbox
        self.claiming = Claiming(shared, sleep=self._for_ever)
        self.hooking = Hooking(bot, intake, self.hook, self.claiming, self._pause)

    async def _answer(self, update: Update) -> None:
        await self.held.wait()
        self.answered.append(update.update_id)

    async def taken(self, count: int) -> None:
        """Wait until so many updates are under way."""
        async with asyncio.timeout(20):
            while self.inbox.under_way < count:
                await asyncio.sleep(0)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.paused.set()
        await self.go_on.wait()
        self.go_on.clear()

    async def _for_ever(self, _: float) -> None:
        await asyncio.Event().wait()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.hooking.run())
        await self.paused.wait()
        yield task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def looked(self) -> None:
        """Let it look once more whether all is well."""
        self.paused.clear()
        self.go_on.set()
        await self.paused.wait()


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests look for it themselves."""
    monkeypatch.setattr("bot.intake.CROWDED", CROWDED)
    monkeypatch.setattr("bot.hooking.CROWDED", CROWDED)
    monkeypatch.setattr("bot.hooking.ROOM_SECONDS", 1_000_000.0)


@pytest.fixture
def desk(bot: ExtBot[None]) -> Desk:
    return Desk(bot, Shelter(None), Shelter(None))


def update(number: int) -> dict[str, Any]:
    return {"update_id": number} | updates.new_message(updates.message(updates.private(ADA), ADA, f"question {number}"))


async def test_the_webhook_is_set_at_start_and_again_when_somebody_has_moved_it(desk: Desk, server: Server) -> None:
    server.methods.webhook = {"url": URL}  # with what secret, nobody knows
    async with desk.running():
        assert [call.params["secret_token"] for call in server.sent("setWebhook")] == ["hush"]
        await desk.looked()
        assert len(server.sent("setWebhook")) == 1
        server.methods.webhook = {}
        await desk.looked()
        assert len(server.sent("setWebhook")) == 2
    assert set(desk.pauses) == {LOOK_SECONDS}
    assert server.methods.webhook == {"url": URL}


async def test_an_update_is_answered_once_however_often_it_is_handed_in(desk: Desk) -> None:
    async with desk.running():
        desk.held.clear()
        takes = [asyncio.create_task(desk.hook.take(update(7))) for _ in range(3)]
        await desk.taken(1)
        desk.held.set()
        assert await asyncio.gather(*takes) == [True] * 3
        assert await desk.hook.take(update(7))
    assert desk.answered == [7]


async def test_what_cannot_be_read_is_skipped_and_not_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    async with desk.running():
        assert await desk.hook.take({"update_id": 8, "message": {"text": "my secret"}})
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("update 8: cannot be read and is skipped")
    assert "my secret" not in caplog.text


async def test_what_is_not_done_at_the_end_is_to_come_again(desk: Desk) -> None:
    async with desk.running():
        desk.held.clear()
        waiting = asyncio.create_task(desk.hook.take(update(9)))
        await desk.taken(1)
    await desk.hooking.confirm()
    assert not await waiting
    assert not await desk.hook.take(update(10))


async def test_more_than_can_wait_is_to_come_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.WAITING_AT_ONCE", 2)
    async with desk.running():
        desk.held.clear()
        waiting = [asyncio.create_task(desk.hook.take(update(number))) for number in (1, 2)]
        await desk.taken(2)
        assert not await desk.hook.take(update(3))
        desk.held.set()
        assert await asyncio.gather(*waiting) == [True, True]
        assert await desk.hook.take(update(3))
    assert desk.answered == [1, 2, 3]


@contextlib.asynccontextmanager
async def crowded(desk: Desk) -> AsyncIterator[dict[int, asyncio.Task[bool]]]:
    """One chat has nearly all the connections; give those by the numbers of their updates that need not wait."""
    async with desk.running():
        desk.held.clear()
        takes = {number: asyncio.create_task(desk.hook.take(update(number))) for number in range(CROWDED)}
        await desk.taken(CROWDED)
        await desk.hooking.make_room()
        async with asyncio.timeout(20):
            while sum(take.done() for take in takes.values()) < CROWDED - SLOW_IN_A_ROW:
                await asyncio.sleep(0.001)
        yield {number: take for number, take in takes.items() if take.done()}
        desk.held.set()
        await asyncio.gather(*takes.values())


async def test_a_chat_that_takes_long_is_kept_so_that_others_can_be_handed_in(
    bot: ExtBot[None], shelter: Shelter
) -> None:
    desk = Desk(bot, shelter, Shelter(None))
    async with crowded(desk) as kept:
        assert all(take.result() for take in kept.values())
        assert await desk.hook.take(update(min(kept))), "handed in again"
        assert desk.inbox.parked == len(kept)
        assert desk.answered == []
    await desk.inbox.rest(20)
    assert sorted(desk.answered) == list(range(CROWDED))


@pytest.mark.parametrize("is_shared", [False, True])
async def test_where_it_cannot_be_kept_for_this_copy_alone_it_is_to_come_again(
    bot: ExtBot[None], shelter: Shelter, *, is_shared: bool
) -> None:
    desk = Desk(bot, shelter, shelter) if is_shared else Desk(bot, Shelter(None), Shelter(None))
    async with crowded(desk) as let_go:
        assert not any(take.result() for take in let_go.values())
        assert desk.inbox.parked == 0
        again = [asyncio.create_task(desk.hook.take(update(number))) for number in let_go]
        await desk.taken(CROWDED)
    assert all(await asyncio.gather(*again))
    assert sorted(desk.answered) == list(range(CROWDED))


async def test_where_there_is_room_copies_let_go_of_nothing_however_long_it_takes(
    bot: ExtBot[None], shelter: Shelter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.LONG_SECONDS", 0.0)
    desk = Desk(bot, shelter, shelter)
    async with desk.running():
        desk.held.clear()
        takes = [asyncio.create_task(desk.hook.take(update(number))) for number in (1, 2)]
        await desk.taken(2)
        await desk.hooking.make_room()
        assert desk.inbox.under_way == 2
        desk.held.set()
        assert await asyncio.gather(*takes) == [True, True]


async def test_from_the_signal_to_stop_on_nothing_new_is_taken_and_what_is_under_way_is_finished(desk: Desk) -> None:
    async with desk.running():
        desk.held.clear()
        waiting = asyncio.create_task(desk.hook.take(update(9)))
        await desk.taken(1)
        late = desk.hooking._receive(update(10))  # let in before, and not yet claimed
    assert not await desk.hook.take(update(11))
    assert not await late
    desk.held.set()
    assert await waiting
    assert desk.answered == [9]


async def test_what_is_left_to_another_copy_is_broken_off_and_may_come_again(desk: Desk) -> None:
    async with desk.running():
        desk.held.clear()
        same = {"update_id": 8} | {name: value for name, value in update(7).items() if name != "update_id"}
        takes = [asyncio.create_task(desk.hook.take(one)) for one in (update(7), same, update(9))]
        await desk.taken(3)
        desk.claiming.lost(7)
        assert [await take for take in takes[:2]] == [False, False], "the same words were waiting for the same answer"
        again = [asyncio.create_task(desk.hook.take(update(number))) for number in (7, 8)]
        desk.held.set()
        assert await asyncio.gather(takes[2], *again) == [True] * 3
    assert sorted(desk.answered) == [7, 8, 9]


async def test_what_was_parked_while_updates_were_asked_for_is_answered_by_one_of_the_copies(
    bot: ExtBot[None], shelter: Shelter
) -> None:
    numbers = (1, 2, 3)
    await Parking(shelter).keep([Update.de_json(update(number), bot) for number in numbers])
    first, second = Desk(bot, shelter, shelter), Desk(bot, shelter, shelter)
    first.held.clear()
    for copy in (first, second):
        assert await copy.intake.resume(bot, copy.hooking.take_back)
    async with asyncio.timeout(20):
        while first.inbox.under_way + len(second.answered) < len(numbers):
            await asyncio.sleep(0)
    first.held.set()
    async with asyncio.timeout(20):
        while await shelter.read(lambda store: parked.kept_since(store, 0), None):
            await asyncio.sleep(0)
    assert sorted(first.answered + second.answered) == list(numbers)


async def test_what_was_parked_and_had_to_make_room_is_tried_again(
    bot: ExtBot[None], shelter: Shelter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.hooking.AGAIN_SECONDS", 0.01)
    numbers = range(CROWDED)
    await Parking(shelter).keep([Update.de_json(update(number), bot) for number in numbers])
    desk = Desk(bot, shelter, shelter)
    desk.held.clear()
    async with desk.running():
        assert await desk.intake.resume(bot, desk.hooking.take_back)
        await desk.taken(CROWDED)
        await desk.hooking.make_room()
        assert desk.inbox.under_way < CROWDED
        desk.held.set()
        async with asyncio.timeout(20):
            while await shelter.read(lambda store: parked.kept_since(store, 0), None):
                await asyncio.sleep(0)
    assert sorted(desk.answered) == list(numbers)


async def test_before_the_bot_is_at_work_updates_are_to_come_again() -> None:
    assert not await Hook(URL, "hush").take(update(1))


@pytest.mark.parametrize("method", ["getWebhookInfo", "setWebhook"])
@pytest.mark.parametrize(
    "fault",
    [
        faults.refuse(400, "bad webhook: Failed to resolve host"),
        faults.refuse(401, "Unauthorized"),
        faults.refuse(404, "Not Found"),
        faults.refuse(409, "terminated by setWebhook request"),
        faults.too_many_requests(1),
        faults.server_error(),
        faults.bad_gateway(),
        faults.cut_off(),
        faults.Fault(Refusal(413, ""), page="<html>"),
        faults.Fault(Refusal(200, ""), page="<html>"),
        faults.Fault(Refusal(200, ""), page='{"ok":true,"result":{"url":"'),
    ],
    ids=lambda value: str(value.refusal or "cut off") + (" page" if value.page else ""),
)
async def test_whatever_setting_it_meets_it_is_set_in_the_end(
    desk: Desk, server: Server, method: str, fault: faults.Fault
) -> None:
    server.faults.next_calls(method, fault)
    async with desk.running() as task:
        await desk.looked()
        assert not task.done()
        assert server.methods.webhook == {"url": URL}
    first, *rest = desk.pauses
    assert first < LOOK_SECONDS
    assert rest == [LOOK_SECONDS]


async def test_trouble_passes_and_a_revoked_token_does_not(desk: Desk, server: Server) -> None:
    server.faults.next_calls("getWebhookInfo", faults.too_many_requests(3))
    async with desk.running() as task:
        assert desk.pauses == [3.0]
        await desk.looked()
        assert server.sent("setWebhook")
        server.token = "1:revoked"
        desk.go_on.set()
        with pytest.raises(InvalidToken):
            await task


@pytest.mark.parametrize(("url", "path"), [(URL, "/hook"), ("https://h", "/"), ("https://h:8443/a/b", "/a/b")])
def test_paths(url: str, path: str) -> None:
    assert Hook(url, "hush").path == path


def test_the_secret_is_not_written() -> None:
    assert "hush" not in repr(Hook(URL, "hush"))
