"""Answers go on whatever the store does; what it could not take is written later."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast
from unittest.mock import AsyncMock

import pytest
from sqlalchemy.exc import DataError, OperationalError

from bot.store import Answered, Shelter, State, Store, StoreError, Vote, answers, votes
from bot.store.connecting import AT_ONCE
from bot.store.connecting import database_url as read_url
from bot.store.shelter import KEEP_WORKS, REST_SECONDS, WORKS_AT_ONCE
from tests.bot.store.conftest import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Frail:
    """A store whose transactions are lists, and which fails when it is told to."""

    name = "sqlite:////data/journal.sqlite3"

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.commits: list[list[str]] = []
        self.error: BaseException | None = None
        self.before: Callable[[], None] = lambda: None
        self.tries = 0
        self.under_way = self.most_under_way = 0
        self.is_open = True

    async def open(self) -> None:
        self._fail()

    async def close(self) -> None:
        self.is_open = False

    async def write(self, work: Callable[[list[str]], T], *, in_turn: bool = False) -> T:  # noqa: ARG002 (it has one writer)
        self._fail()
        written: list[str] = []
        found = await self._under_way(work, written)
        self.kept += written
        self.commits.append(written)
        return found

    async def read(self, work: Callable[[list[str]], T]) -> T:
        self._fail()
        return await self._under_way(work, self.kept)

    async def _under_way(self, work: Callable[[list[str]], T], texts: list[str]) -> T:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            found = work(texts)
            await asyncio.sleep(0)
        finally:
            self.under_way -= 1
        return found

    def _fail(self) -> None:
        self.tries += 1
        self.before()
        if self.error is not None:
            raise self.error


def locked() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    return OperationalError("INSERT INTO questions", {"text": "my secret"}, cause)


def writing(text: str) -> Any:
    def work(written: list[str]) -> None:
        if text == "refused":
            raise DataError("INSERT", {}, ValueError("refused: not a text"))
        written.append(text)

    return work


def reading(kept: list[str]) -> list[str]:
    return list(kept)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def frail() -> Frail:
    return Frail()


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def shelter(frail: Frail, clock: Clock, faults: list[str]) -> Shelter:
    return Shelter(cast("Store", frail), clock, lambda: faults.append("fault"))


async def test_nothing_is_kept_where_there_is_no_store() -> None:
    shelter = Shelter(None)
    await shelter.open()
    await shelter.write(writing("a"))
    assert await shelter.read(cast("Any", reading), None) is None
    assert await shelter.change(cast("Any", reading), None) is None
    await shelter.close()
    assert shelter.state is State.OFF
    assert not shelter.keeps


async def test_what_is_written_can_be_read(shelter: Shelter, frail: Frail) -> None:
    await shelter.open()
    await shelter.write(writing("a"))
    assert await shelter.read(cast("Any", reading), None) == ["a"]
    assert await shelter.change(cast("Any", reading), None) == []
    await shelter.close()
    assert shelter.state is State.OK
    assert not frail.is_open


async def test_one_line_when_it_fails_and_one_when_it_works_again(
    shelter: Shelter, frail: Frail, clock: Clock, faults: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "bot"):
        frail.error = locked()
        await shelter.write(writing("a"))
        assert shelter.state is State.FAILING
        clock.now += REST_SECONDS
        assert await shelter.read(cast("Any", reading), "nothing") == "nothing"
        frail.error = None
        clock.now += REST_SECONDS
        await shelter.write(writing("b"))
    assert caplog.messages == [
        f"The store {frail.name} fails, and answers go on without it: OperationalError: database is locked",
        "The store works again.",
    ]
    assert frail.kept == ["a", "b"]
    assert len(faults) == 2


async def test_a_store_that_has_failed_is_left_alone_for_a_while(shelter: Shelter, frail: Frail, clock: Clock) -> None:
    frail.error = TimeoutError()
    await shelter.write(writing("a"))
    tries = frail.tries
    frail.error = None
    clock.now += REST_SECONDS - 1
    await shelter.write(writing("b"))
    assert await shelter.read(cast("Any", reading), None) is None
    assert await shelter.change(cast("Any", reading), None) is None
    assert frail.tries == tries
    clock.now += 1
    await shelter.write(writing("c"))
    assert frail.kept == ["a", "b", "c"]


async def test_what_is_to_be_written_at_the_same_time_is_written_together(shelter: Shelter, frail: Frail) -> None:
    await asyncio.gather(*(shelter.write(writing(str(number))) for number in range(50)))
    assert frail.kept == [str(number) for number in range(50)]
    assert len(frail.commits) <= 2


async def test_who_writes_hears_of_it_though_others_go_on_and_on(shelter: Shelter, frail: Frail) -> None:
    others: list[asyncio.Task[None]] = []

    def work(written: Any) -> None:
        written.append("more")
        if len(others) < 1000:
            others.append(asyncio.create_task(shelter.write(work)))

    await shelter.write(work)
    assert len(others) < 10
    await shelter.close()
    await asyncio.gather(*others)
    assert frail.kept == ["more"] * len(frail.kept)


async def test_what_the_store_refuses_does_not_hold_up_the_rest(
    shelter: Shelter, frail: Frail, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    frail.error = TimeoutError()
    for text in ("a", "refused", "b"):
        await shelter.write(writing(text))
    frail.error = None
    clock.now += REST_SECONDS
    caplog.clear()
    await shelter.write(writing("c"))
    assert frail.kept == ["a", "b", "c"]
    assert caplog.messages == [
        "The store refuses something that stays unwritten: ValueError: refused: not a text",
        "The store works again.",
    ]


async def test_a_store_that_fails_while_things_are_written_singly_keeps_the_rest(
    shelter: Shelter, frail: Frail, clock: Clock
) -> None:
    def break_down(_: list[str]) -> None:
        if not frail.commits:
            raise DataError("INSERT", {}, ValueError("not yet"))
        frail.error = locked()
        raise frail.error

    frail.error = TimeoutError()
    for work in (writing("a"), cast("Any", break_down), writing("b")):
        await shelter.write(work)
    frail.error = None
    clock.now += REST_SECONDS
    await shelter.write(writing("c"))
    assert frail.kept == ["a"]
    frail.error = None
    clock.now += REST_SECONDS
    frail.commits.clear()
    await shelter.close()
    assert frail.kept == ["a", "b", "c"]


async def test_where_the_process_itself_stood_still_the_store_has_not_failed(
    shelter: Shelter, frail: Frail, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def stand_still() -> None:
        if frail.tries % 2:
            clock.now += 60
            raise TimeoutError

    frail.before = stand_still
    await shelter.open()
    await shelter.write(writing("a"))
    assert await shelter.read(cast("Any", reading), None) == ["a"]
    assert await shelter.change(cast("Any", len), None) == 0
    assert frail.tries == 8
    assert shelter.state is State.OK
    assert not caplog.messages
    await shelter.close()


async def test_only_so_much_waits_and_the_latest_stays(shelter: Shelter, frail: Frail) -> None:
    frail.error = TimeoutError()
    for number in range(KEEP_WORKS + 2):
        await shelter.write(writing(str(number)))
    frail.error = None
    await shelter.close()
    assert frail.kept == [str(number) for number in range(2, KEEP_WORKS + 2)]


async def test_what_waits_to_the_end_is_written_at_the_end_or_owned_up_to(
    shelter: Shelter, frail: Frail, caplog: pytest.LogCaptureFixture
) -> None:
    frail.error = TimeoutError()
    await shelter.write(writing("a"))
    await shelter.close()
    assert caplog.messages[-1] == "The store failed to the end: 1 answers are not remembered in it."
    assert not frail.is_open


async def test_a_burst_waits_for_its_turn_and_not_for_the_store(shelter: Shelter, frail: Frail) -> None:
    work = cast("Any", reading)
    told = await asyncio.gather(*(ask(work, None) for _ in range(100) for ask in (shelter.read, shelter.change)))
    assert told == [[]] * 200
    assert frail.most_under_way == AT_ONCE


async def test_being_stopped_in_the_middle_loses_nothing(shelter: Shelter, frail: Frail) -> None:
    frail.error = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await shelter.write(writing("a"))
    frail.error = None
    await shelter.close()
    assert frail.kept == ["a"]


async def recovered(shelter: Shelter) -> None:
    async with asyncio.timeout(30):
        while shelter.state is State.FAILING:
            await asyncio.sleep(0)


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.shelter.REST_SECONDS", 0.0)


@pytest.mark.usefixtures("restless")
async def test_what_waits_is_written_without_anybody_asking(frail: Frail, caplog: pytest.LogCaptureFixture) -> None:
    shelter = Shelter(cast("Store", frail))
    await shelter.open()
    frail.error = locked()
    for text in "ab":
        await shelter.write(writing(text))
    tries = frail.tries
    while frail.tries < tries + 3:
        await asyncio.sleep(0)
    frail.error = None
    await recovered(shelter)
    assert frail.kept == ["a", "b"]
    assert len(caplog.messages) == 2
    await shelter.close()


@pytest.mark.usefixtures("restless")
async def test_a_store_with_nothing_to_write_is_tried_as_well(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(database_url) as store:
        shelter = Shelter(store)
        with monkeypatch.context() as broken:
            broken.setattr(store, "open", AsyncMock(side_effect=OSError("no such host")))
            await shelter.open()
            assert shelter.state is State.FAILING
        await recovered(shelter)
        assert caplog.messages[-1] == "The store works again."
        await shelter.close()


async def test_reading_is_no_recovery_while_nothing_can_be_written(
    shelter: Shelter, frail: Frail, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    frail.error = locked()
    assert await shelter.change(cast("Any", reading), None) is None
    clock.now += REST_SECONDS
    frail.error = None
    assert await shelter.read(cast("Any", reading), None) == []
    assert shelter.state is State.FAILING
    await shelter.write(writing("a"))
    assert len(caplog.messages) == 2


async def test_reading_is_no_recovery_while_something_waits(shelter: Shelter, frail: Frail, clock: Clock) -> None:
    frail.error = locked()
    assert await shelter.read(cast("Any", reading), None) is None
    await shelter.write(writing("a"))
    clock.now += REST_SECONDS
    frail.error = None
    assert await shelter.read(cast("Any", reading), None) == []
    assert shelter.state is State.FAILING
    assert await shelter.change(cast("Any", reading), None) == []
    assert shelter.state is State.FAILING
    await shelter.close()
    assert frail.kept == ["a"]


async def test_much_that_waits_is_written_a_part_at_a_time(shelter: Shelter, frail: Frail, clock: Clock) -> None:
    texts = [str(number) for number in range(2 * WORKS_AT_ONCE + 1)]
    frail.error = locked()
    for text in texts[:-1]:
        await shelter.write(writing(text))
    frail.error = None
    clock.now += REST_SECONDS
    await shelter.write(writing(texts[-1]))
    assert frail.kept == texts
    assert [len(commit) for commit in frail.commits] == [WORKS_AT_ONCE, WORKS_AT_ONCE, 1]


def remove_all(folder: Path) -> None:
    for one in folder.iterdir():
        one.unlink()


async def test_a_file_that_was_removed_is_noticed_and_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    vote = Vote(voter="a", entry="risks", phrasing="", up=True)
    path = tmp_path / "journal.sqlite3"
    clock = Clock()
    async with opened(f"sqlite:///{path}") as store:
        shelter = Shelter(store, clock)
        await shelter.write(lambda connection: votes.cast(connection, vote, 1000))
        remove_all(tmp_path)
        await shelter.write(lambda connection: votes.cast(connection, replace(vote, voter="b"), 1000))
        assert "has been removed" in caplog.messages[0]
        clock.now += REST_SECONDS
        await shelter.write(lambda connection: votes.cast(connection, replace(vote, voter="c"), 1000))
        assert await shelter.read(lambda connection: votes.given_by(connection, "a"), None) is None
        assert await shelter.read(lambda connection: votes.given_by(connection, "b"), None)
        assert caplog.messages[1:] == ["The store works again."]


async def test_only_a_store_for_somebody_else_stops_the_start(shelter: Shelter, frail: Frail) -> None:
    frail.error = StoreError("belongs to bot 7")
    with pytest.raises(StoreError):
        await shelter.open()
    frail.error = OSError("no such host")
    await shelter.open()
    assert shelter.state is State.FAILING


async def test_real_transactions(database_url: str) -> None:
    vote = Vote(voter="a", entry="risks", phrasing="", up=True)
    async with opened(database_url) as store:
        shelter = Shelter(store)
        await shelter.write(lambda connection: votes.cast(connection, vote, 1000))
        assert await shelter.read(lambda connection: votes.given_by(connection, "a"), None) == vote
        assert await shelter.change(lambda connection: votes.given_by(connection, "b"), None) is None


@pytest.mark.parametrize("odd", [{"chat_id": 2**70}, {"entry": "\ud800"}, {"entry": "\0"}])
async def test_what_a_database_cannot_hold_is_left_out_and_nothing_else(
    postgresql_url: str, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    await _write_around(postgresql_url, odd)
    assert [message.partition(":")[0] for message in caplog.messages] == [
        "The store refuses something that stays unwritten"
    ]


@pytest.mark.parametrize("odd", [{"chat_id": 2**70}, {"entry": "\ud800"}])
async def test_what_sqlite_cannot_hold_is_left_out_and_nothing_else(
    tmp_path: Path, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    await _write_around(f"sqlite:///{tmp_path}/journal.sqlite3", odd)
    assert [message.partition(":")[0] for message in caplog.messages] == [
        "The store refuses something that stays unwritten"
    ]


async def _write_around(url: str, odd: dict[str, Any]) -> None:
    plain = Answered(chat_id=1, message_id=10, answer_id=11, outcome="answer")
    given = [plain, replace(plain, message_id=20, **odd), replace(plain, message_id=30, answer_id=31)]
    async with opened(url) as store:
        shelter = Shelter(store)
        await asyncio.gather(*(shelter.write(partial(answers.remember, answered=one, at=1000)) for one in given))
        kept = await shelter.read(lambda connection: answers.of_chat(connection, 1), None)
        assert {one.message_id for one in kept or ()} == {10, 30}


async def test_a_locked_file_keeps_nobody_waiting_for_long(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    vote = Vote(voter="a", entry="risks", phrasing="", up=True)
    store = Store(read_url(f"sqlite:///{path}"))
    clock = Clock()
    shelter = Shelter(store, clock)
    await shelter.open()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    await shelter.write(lambda connection: votes.cast(connection, vote, 1000))
    assert shelter.state is State.FAILING
    other.execute("ROLLBACK")
    other.close()
    clock.now += REST_SECONDS
    await shelter.close()
    reopened = Shelter(Store(read_url(f"sqlite:///{path}")))
    assert await reopened.read(lambda connection: votes.given_by(connection, "a"), None) == vote
    await reopened.close()
