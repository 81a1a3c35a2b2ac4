"""The store: its tables come about by themselves, once, and belong to one bot."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store import Store, StoreError, Tally, Vote, tallies, votes
from bot.store.connecting import database_url as read_url
from bot.store.database import connect
from bot.store.migrating import MIGRATIONS, newest, upgrade
from bot.store.tables import METADATA
from tests.bot.store.conftest import elsewhere, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import URL

T = TypeVar("T")

VOTE = Vote(voter="a", entry="risks", phrasing="", up=True)


def cast(connection: Connection) -> None:
    votes.cast(connection, VOTE, at=1000)


def given(connection: Connection) -> Vote | None:
    return votes.given_by(connection, "a")


async def in_database(url: URL, work: Callable[[Connection], T], *, only_reads: bool = False) -> T:
    """Do something in the database itself, whatever stands in it."""
    database = connect(url)
    try:
        return await database.run(work, asyncio.get_running_loop().time() + 10, only_reads=only_reads)
    finally:
        await database.close()


def compare(connection: Connection) -> tuple[list[Any], str | None]:
    """How tables differ from those that the program works with, and which version they are of."""
    context = MigrationContext.configure(connection)
    return list(compare_metadata(context, METADATA)), context.get_current_revision()


async def test_a_new_store_has_the_tables_that_the_program_works_with(store: Store) -> None:
    assert await store.read(compare) == ([], newest())
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def test_the_migrations_lead_there_too_and_keep_what_is_in_it(database_url: str) -> None:
    def make_older(connection: Connection) -> None:
        upgrade(connection, "0001")
        cast(connection)

    await in_database(read_url(database_url), make_older)
    async with opened(database_url) as store:
        assert await store.read(compare) == ([], newest())
        assert await store.read(given) == VOTE


async def test_a_database_that_holds_something_else_is_shared(database_url: str) -> None:
    url = read_url(database_url)
    await in_database(url, lambda connection: connection.execute(text("CREATE TABLE customers (name TEXT)")))
    async with opened(database_url) as store:
        await store.write(cast)
        await store.read(lambda connection: connection.execute(text("SELECT name FROM customers")).all())


async def test_what_was_written_is_there_the_next_time(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(cast)
    async with opened(database_url) as store:
        assert await store.read(given) == VOTE


async def test_work_that_fails_leaves_nothing_behind(store: Store) -> None:
    def half(connection: Connection) -> None:
        cast(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(half)
    assert await store.read(given) is None


async def test_processes_that_start_at_once_do_not_get_in_each_others_way(database_url: str) -> None:
    stores = [Store(read_url(database_url), 7) for _ in range(5)]
    try:
        await asyncio.gather(*(store.open() for store in stores))
        versions = text("SELECT count(*) FROM alembic_version")
        assert await stores[0].read(lambda connection: connection.execute(versions).scalar_one()) == 1
    finally:
        await asyncio.gather(*(store.close() for store in stores))


async def test_the_store_of_another_bot_is_left_alone(database_url: str) -> None:
    async with opened(database_url, 7):
        pass
    with pytest.raises(StoreError, match="belongs to bot 7, this is bot 8; give each bot"):
        async with opened(database_url, 8):
            pass
    async with opened(database_url, 7), opened(database_url, None):
        pass


async def test_the_store_of_a_newer_program_is_left_alone(database_url: str) -> None:
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    async with opened(database_url) as store:
        await store.write(lambda connection: connection.execute(newer))
    with pytest.raises(StoreError, match="newer version of the program"):
        async with opened(database_url):
            pass
    tables = await in_database(read_url(database_url), lambda connection: inspect(connection).get_table_names())
    assert "votes" in tables


async def test_no_password_in_the_name(postgresql_url: str) -> None:
    store = Store(read_url(postgresql_url))
    password = read_url(postgresql_url).password
    assert password
    assert str(password) not in store.name
    await store.close()


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.iterdir())}


async def test_a_new_file_is_its_owners_alone_and_so_is_its_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        async with opened(f"sqlite:///{tmp_path}/data/journal.sqlite3") as store:
            await store.write(cast)
            found = modes(tmp_path / "data")
    finally:
        os.umask(before)
    assert found.pop("data") == "0o700"
    assert set(found) > {"journal.sqlite3"}
    assert set(found.values()) == {"0o600"}


async def test_who_reads_does_not_wait_for_who_writes(database_url: str) -> None:
    def write(connection: Connection) -> Vote | None:
        cast(connection)
        return elsewhere(in_database(read_url(database_url), given, only_reads=True))

    async with opened(database_url) as writer:
        assert await writer.write(write) is None
        assert await writer.read(given) == VOTE


async def test_a_file_that_is_no_database_is_an_error_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_text("my diary, page 1\n" * 500)
    with pytest.raises(DBAPIError, match="file is not a database"):
        async with opened(f"sqlite:///{path}"):
            pass
    assert path.read_text() == "my diary, page 1\n" * 500


async def test_a_start_with_no_tables_or_with_those_of_today_needs_no_alembic(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)
    for _ in range(2):
        async with opened(database_url) as store:
            assert await store.read(given) is None


class TestSeveralProcesses:
    """Copies of the bot that share a PostgreSQL; SQLite has one writer at a time by itself."""

    async def test_who_writes_the_same_in_another_order_waits_for_its_turn(self, postgresql_url: str) -> None:
        async with opened(postgresql_url) as first, opened(postgresql_url) as second:

            async def count(store: Store, *entries: str) -> None:
                def work(connection: Connection) -> None:
                    for entry in entries:
                        tally = Tally(day=date(2026, 1, 1), chat="private", outcome="answer", entry=entry, times=1)
                        tallies.add(connection, tally)

                for _ in range(20):
                    await store.write(work, in_turn=True)

            await asyncio.gather(count(first, "a", "b"), count(second, "b", "a"))
            counted = await first.read(lambda connection: tallies.since(connection, date.min))
            assert [one.times for one in counted] == [40, 40]

    async def test_who_stands_still_in_the_middle_keeps_nobody_from_writing(self, postgresql_url: str) -> None:
        async def write_beside() -> None:
            async with opened(postgresql_url) as other:
                await other.write(lambda connection: votes.cast(connection, VOTE, at=2000), in_turn=True)

        def stand_still(connection: Connection) -> None:
            votes.cast(connection, replace(VOTE, up=False), at=1000)
            elsewhere(write_beside())
            given(connection)

        async with opened(postgresql_url) as still:
            with pytest.raises(DBAPIError):
                await still.write(stand_still, in_turn=True)
            assert await still.write(given, in_turn=True) == VOTE
