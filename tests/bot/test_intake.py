"""From coming in to being done: what is slow is kept in the store, and answered first after a restart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, Update

from bot.inbox import Inbox
from bot.intake import CROWDED, LONG_SECONDS, SLOW_IN_A_ROW, SLOW_SECONDS, Intake
from bot.journal import KEEP_UPDATE_SECONDS, Journal
from bot.metrics import Metrics
from bot.parking import Parking
from bot.store import ParkedUpdate, Shelter, Store, parked
from bot.store.connecting import database_url as read_url
from tests.telegram import TOKEN, updates

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_780_000_000
STUCK = updates.person("Stuck")
BOT = Bot(TOKEN)


class Desk:
    """An intake whose answers wait until a test gives them."""

    def __init__(self, shelter: Shelter, today: float = NOW) -> None:
        self.now = 0.0
        self.metrics = Metrics()
        self.begun: list[Update] = []
        self.gates: dict[int, asyncio.Event] = {}
        inbox = Inbox(lambda: self.now)
        self.intake = Intake(self._answer, Parking(shelter, lambda: today), self.metrics, inbox)
        self.inbox = self.intake.inbox

    async def _answer(self, update: Update) -> None:
        self.begun.append(update)
        await self.gates.setdefault(update.update_id, asyncio.Event()).wait()

    def take(self, number: int, sender: dict[str, Any] | None = None) -> None:
        sender = sender or updates.person()
        said = updates.message(updates.private(sender), sender, f"is it safe? {number}")
        self.intake.take(Update.de_json({"update_id": number, "message": said}, BOT))

    async def answer(self, *numbers: int) -> None:
        for number in numbers:
            self.gates.setdefault(number, asyncio.Event()).set()
        async with asyncio.timeout(20):
            while self.metrics.registry.get_sample_value("backwalk_updates_waiting") != len(self.open):
                await asyncio.sleep(0.001)

    @property
    def open(self) -> set[int]:
        return {number for number in self.intake._updates if not self.gates.get(number, asyncio.Event()).is_set()}

    async def crowd(self) -> None:
        """One that is stuck, and so many done behind it that there is hardly any room."""
        self.take(1, STUCK)
        for number in range(2, CROWDED + 1):
            self.take(number)
        await self.answer(*range(2, CROWDED + 1))


async def kept(shelter: Shelter) -> list[int]:
    rows = await shelter.read(lambda store: parked.kept_since(store, 0), None)
    assert rows is not None
    return [row.number for row in rows]


async def test_what_is_slow_and_in_the_way_is_kept_until_it_is_done(shelter: Shelter) -> None:
    desk = Desk(shelter)
    await desk.crowd()
    await desk.intake.make_room()
    assert desk.inbox.offset == 1, "not slow yet"
    desk.now += SLOW_SECONDS
    desk.take(CROWDED + 1, STUCK)
    await desk.intake.make_room()
    assert desk.inbox.offset == CROWDED + 1
    assert await kept(shelter) == [1]
    assert desk.metrics.registry.get_sample_value("backwalk_updates_parked") == 1
    await desk.answer(1, CROWDED + 1)
    await desk.inbox.rest(20)
    await shelter.settle()
    assert await kept(shelter) == []
    assert desk.inbox.offset == CROWDED + 2
    assert desk.metrics.registry.get_sample_value("backwalk_updates_parked") == 0


async def test_who_says_so_much_that_it_takes_long_is_kept_at_once_and_holds_up_nobody(shelter: Shelter) -> None:
    desk = Desk(shelter)
    for number in range(CROWDED - 1):
        desk.take(number, STUCK)
    await desk.intake.make_room()
    assert await kept(shelter) == [], "there is room"
    desk.take(CROWDED - 1)
    await desk.intake.make_room()
    assert await kept(shelter) == list(range(SLOW_IN_A_ROW, CROWDED - 1))
    assert desk.inbox.under_way == SLOW_IN_A_ROW + 1
    await desk.answer(*range(CROWDED))


async def test_what_fails_to_be_answered_is_done_and_logged(shelter: Shelter, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: Update) -> None:
        raise RuntimeError("crash")

    metrics = Metrics()
    intake = Intake(fail, Parking(shelter), metrics)
    said = updates.message(updates.private(STUCK), STUCK, "is it safe?")
    intake.take(Update.de_json({"update_id": 7, "message": said}, BOT))
    async with asyncio.timeout(20):
        await intake.inbox.settled(7)
    assert caplog.messages == ["update 7: not answered"]
    assert metrics.registry.get_sample_value("backwalk_unanswered_total", {"reason": "fault"}) == 1
    assert intake.inbox.offset == 8


async def test_what_is_slow_and_in_nobodys_way_is_not_kept(shelter: Shelter) -> None:
    desk = Desk(shelter)
    desk.take(1)
    desk.now += LONG_SECONDS - 1
    await desk.intake.make_room()
    assert await kept(shelter) == []
    await desk.answer(1)


async def test_what_takes_very_long_is_kept_though_it_is_in_nobodys_way(shelter: Shelter) -> None:
    desk = Desk(shelter)
    desk.take(1)
    desk.now += LONG_SECONDS
    await desk.intake.make_room()
    assert await kept(shelter) == [1]
    assert desk.inbox.offset == 2, "Telegram hands it out no more"
    await desk.answer(1)


async def test_no_more_is_kept_than_there_is_memory_for(shelter: Shelter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.WAITING_AT_ONCE", 3)
    desk = Desk(shelter)
    for number in range(1, 6):
        desk.take(number)
    desk.now += LONG_SECONDS
    await desk.intake.make_room()
    await desk.intake.make_room()
    assert await kept(shelter) == [1, 2, 3]
    assert desk.inbox.offset == 4, "the others stay at Telegram"
    await desk.answer(*range(1, 6))


async def test_what_is_being_said_at_the_end_is_done(shelter: Shelter) -> None:
    desk = Desk(shelter)
    desk.take(1)
    desk.take(2)

    def last_call() -> None:
        desk.gates[1].set()

    await desk.intake.finish(0.01, last_call)
    assert desk.inbox.is_received(1)
    assert not desk.inbox.is_received(2)


async def test_what_was_kept_is_begun_first_and_once_after_a_restart(shelter: Shelter) -> None:
    before = Desk(shelter)
    await before.crowd()
    before.now += SLOW_SECONDS
    await before.intake.make_room()
    await before.intake.finish(0)

    after = Desk(shelter)
    assert await after.intake.resume(BOT, after.intake.take_back)
    assert await after.intake.resume(BOT, after.intake.take_back)
    after.take(1, STUCK)  # Telegram had not heard of it before the end
    after.take(200)
    await after.answer(1, 200)
    assert [update.update_id for update in after.begun] == [1, 200]
    first = after.begun[0].message
    assert first
    assert first.text == "is it safe? 1"
    assert first.get_bot() is BOT
    assert after.inbox.offset == 201
    await shelter.settle()
    assert await kept(shelter) == []


@pytest.mark.parametrize(
    ("later", "is_kept"), [(0, True), (KEEP_UPDATE_SECONDS, True), (KEEP_UPDATE_SECONDS + 1, False)]
)
async def test_it_is_kept_for_a_day(shelter: Shelter, later: int, *, is_kept: bool) -> None:
    before = Desk(shelter)
    await before.crowd()
    before.now += SLOW_SECONDS
    await before.intake.make_room()
    await before.intake.finish(0)
    after = Desk(shelter, today=NOW + later)
    assert await after.intake.resume(BOT, after.intake.take_back)
    assert after.inbox.parked == is_kept
    await after.intake.finish(0)
    await Journal(shelter, today=lambda: NOW + later).clean()
    assert await kept(shelter) == ([1] if is_kept else [])


async def test_a_clock_that_was_put_back_loses_nothing(shelter: Shelter) -> None:
    before = Desk(shelter, today=NOW + 10**8)
    await before.crowd()
    before.now += SLOW_SECONDS
    await before.intake.make_room()
    await before.intake.finish(0)
    after = Desk(shelter)
    await Journal(shelter, today=lambda: NOW).clean()
    assert await after.intake.resume(BOT, after.intake.take_back)
    assert after.inbox.parked == 1
    await after.intake.finish(0)


async def test_what_cannot_be_read_any_more_is_passed_over(shelter: Shelter, caplog: pytest.LogCaptureFixture) -> None:
    rows = [ParkedUpdate(5, "{"), ParkedUpdate(6, '{"update_id": 6, "inline_query": {"id": "1"}}')]
    await shelter.change(lambda store: parked.keep(store, rows, NOW), None)
    desk = Desk(shelter)
    assert await desk.intake.resume(BOT, desk.intake.take_back)
    assert desk.inbox.parked == 0
    assert [line.partition(":")[0] for line in caplog.messages] == ["update 5", "update 6"]


async def test_a_store_that_fails_keeps_nothing_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Shelter(Store(read_url(f"sqlite:///{tmp_path}"), 7))  # a folder
    desk = Desk(broken)
    assert not await desk.intake.resume(BOT, desk.intake.take_back)
    await desk.crowd()
    desk.now += SLOW_SECONDS
    await desk.intake.make_room()
    await desk.intake.make_room()
    assert desk.inbox.offset == 1
    assert caplog.text.count("1 updates cannot be answered at once and hold up those behind them") == 1
    await desk.answer(1)
    assert desk.inbox.offset == CROWDED + 1
    await broken.close()


async def test_a_store_that_cannot_tell_at_the_start_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.AGAIN_SECONDS", 0.001)
    monkeypatch.setattr("bot.store.shelter.REST_SECONDS", 0.0)
    path = tmp_path / "kept.sqlite3"
    path.mkdir()
    shelter = Shelter(Store(read_url(f"sqlite:///{path}"), 7))
    desk = Desk(shelter)
    assert not await desk.intake.resume(BOT, desk.intake.take_back)
    trying = asyncio.create_task(desk.intake.keep_resuming(BOT, desk.intake.take_back))
    path.rmdir()
    async with asyncio.timeout(20):
        await trying
    await shelter.close()
