"""Databases that are a file: transactions in threads, which cannot be stopped."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot.store.connecting import AT_ONCE, database_url
from bot.store.sqlite import File

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from sqlalchemy import Connection


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[File]:
    file = File(database_url(f"sqlite:///{path}"))
    try:
        yield file
    finally:
        await file.close()


def after(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


def make(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE words (word TEXT)"))


def writing(word: str, then: Callable[[], object] = lambda: None) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})
        then()

    return work


def words(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY word")]


class Standstill:
    """Keeps a thread until the test lets it go on."""

    def __init__(self) -> None:
        self.begun = Event()
        self.over = Event()

    def __call__(self, *_: object) -> None:
        self.begun.set()
        assert self.over.wait(30)

    async def until_begun(self) -> None:
        """Let what has been started get here; on the event loop no time is up meanwhile."""
        await asyncio.sleep(0)
        assert self.begun.wait(30)


async def test_what_has_been_committed_survives_a_power_cut(tmp_path: Path) -> None:
    def see(connection: Connection) -> None:
        # In this mode FULL (2) waits for the disk at each commit; NORMAL would at checkpoints only.
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2

    async with opened(tmp_path / "x.sqlite3") as file:
        await file.run(see, after(10))


async def test_a_file_that_fails_is_not_waited_for_as_one_that_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite.AGAIN_SECONDS", -1)  # no wait can be so long: it would be another error
    (tmp_path / "x.sqlite3-wal").mkdir()
    async with opened(tmp_path / "x.sqlite3") as file:
        with pytest.raises(OperationalError):
            await file.run(make, after(10))


async def test_what_takes_too_long_is_given_up_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    async with opened(path) as file:
        await file.run(make, after(10))
        standstill = Standstill()
        with pytest.raises(TimeoutError):
            await file.run(writing("late", standstill), after(0.05))
        assert await file.run(lambda _: "others go on", after(10), only_reads=True)
        standstill.over.set()
    assert words(path) == []


async def test_what_nobody_waits_for_any_more_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    async with opened(path) as file:
        await file.run(make, after(10))
        standstill = Standstill()
        writer = asyncio.create_task(file.run(writing("broken off", standstill), after(30)))
        await standstill.until_begun()
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
        assert writer.cancelled()
        standstill.over.set()
        await file.run(writing("after it"), after(10))
    assert words(path) == ["after it"]


async def test_what_is_being_kept_when_the_time_is_up_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    async with opened(path) as file:
        await file.run(make, after(10))
        standstill = Standstill()
        event.listen(file._engine, "commit", standstill, once=True)
        writer = asyncio.create_task(file.run(writing("slow"), until := after(0.05)))
        await standstill.until_begun()
        await asyncio.sleep(until - after(-0.01))
        standstill.over.set()
        await writer
    assert words(path) == ["slow"]


async def test_where_every_thread_is_kept_the_next_is_given_up_and_never_begun(tmp_path: Path) -> None:
    async with opened(tmp_path / "x.sqlite3") as file:
        await file.run(make, after(10))
        standstill, begun = Standstill(), Event()
        under_way = [asyncio.create_task(file.run(standstill, after(30), only_reads=True)) for _ in range(AT_ONCE + 1)]
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await file.run(lambda _: begun.set(), after(0.05), only_reads=True)
        await asyncio.sleep(0)  # it is taken off the threads' list
        standstill.over.set()
        await asyncio.gather(*under_way)
    assert not begun.is_set()


async def test_an_error_that_comes_too_late_is_nobodys(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(tmp_path / "x.sqlite3") as file:
        standstill = Standstill()

        def fail(_: Connection) -> None:
            standstill()
            raise KeyError

        with pytest.raises(TimeoutError):
            await file.run(fail, after(0.05))
        standstill.over.set()
    assert not caplog.messages
