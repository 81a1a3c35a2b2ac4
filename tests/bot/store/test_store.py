"""The store: its tables come about by themselves, once, and belong to one bot."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store import Store, StoreError, Tally, Vote, tallies, votes
from bot.store.connecting import database_url as read_url
from bot.store.migrating import MIGRATIONS, newest, upgrade
from bot.store.tables import METADATA
from tests.bot.store.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

VOTE = Vote(voter="a", entry="risks", phrasing="", up=True)


def compare(connection: Connection) -> tuple[list[Any], str | None]:
    """How tables differ from those that the program works with, and which version they are of."""
    context = MigrationContext.configure(connection)
    return list(compare_metadata(context, METADATA)), context.get_current_revision()


async def test_a_new_store_has_the_tables_that_the_program_works_with(store: Store) -> None:
    async with store.read() as connection:
        assert await connection.run_sync(compare) == ([], newest())
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def test_the_migrations_lead_there_too_and_keep_what_is_in_it(database_url: str) -> None:
    older = Store(read_url(database_url), 7)
    async with older._engine.begin() as connection:
        await connection.run_sync(upgrade, "0001")
        await votes.cast(connection, VOTE, at=1000)
    await older.close()
    async with opened(database_url) as store, store.read() as connection:
        assert await connection.run_sync(compare) == ([], newest())
        assert await votes.given_by(connection, "a") == VOTE


async def test_a_database_that_holds_something_else_is_shared(database_url: str) -> None:
    other = Store(read_url(database_url), 7)
    async with other._engine.begin() as connection:
        await connection.execute(text("CREATE TABLE customers (name TEXT)"))
    await other.close()
    async with opened(database_url) as store, store.write() as connection:
        await votes.cast(connection, VOTE, at=1000)
        await connection.execute(text("SELECT name FROM customers"))


async def test_what_was_written_is_there_the_next_time(database_url: str) -> None:
    async with opened(database_url) as store, store.write() as connection:
        await votes.cast(connection, VOTE, at=1000)
    async with opened(database_url) as store, store.read() as connection:
        assert await votes.given_by(connection, "a") == VOTE


async def test_a_block_that_fails_leaves_nothing_behind(store: Store) -> None:
    async def half(connection: AsyncConnection) -> None:
        await votes.cast(connection, VOTE, at=1000)
        raise KeyError

    with pytest.raises(KeyError):
        async with store.write() as connection:
            await half(connection)
    async with store.read() as connection:
        assert await votes.given_by(connection, "a") is None


async def test_processes_that_start_at_once_do_not_get_in_each_others_way(database_url: str) -> None:
    stores = [Store(read_url(database_url), 7) for _ in range(5)]
    try:
        await asyncio.gather(*(store.open() for store in stores))
        async with stores[0].read() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM alembic_version"))).scalar_one() == 1
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
    async with opened(database_url) as store, store.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of the program"):
        async with opened(database_url):
            pass
    other = Store(read_url(database_url))
    async with other._engine.connect() as connection:
        assert "votes" in await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await other.close()


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
        async with opened(f"sqlite:///{tmp_path}/data/journal.sqlite3") as store, store.write() as connection:
            await votes.cast(connection, VOTE, at=1000)
            found = modes(tmp_path / "data")
    finally:
        os.umask(before)
    assert found.pop("data") == "0o700"
    assert set(found) > {"journal.sqlite3"}
    assert set(found.values()) == {"0o600"}


async def test_who_reads_does_not_wait_for_who_writes(database_url: str) -> None:
    async with opened(database_url) as writer, opened(database_url) as reader, writer.write() as connection:
        await votes.cast(connection, VOTE, at=1000)
        async with asyncio.timeout(10), reader.read() as other:
            assert await votes.given_by(other, "a") is None


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
        async with opened(database_url) as store, store.read() as connection:
            assert await votes.given_by(connection, "a") is None


class TestSeveralProcesses:
    """Copies of the bot that share a PostgreSQL; SQLite has one writer at a time by itself."""

    async def test_who_writes_the_same_in_another_order_waits_for_its_turn(self, postgresql_url: str) -> None:
        async with opened(postgresql_url) as first, opened(postgresql_url) as second:

            async def count(store: Store, *entries: str) -> None:
                for _ in range(20):
                    async with store.write(in_turn=True) as connection:
                        for entry in entries:
                            await tallies.add(
                                connection,
                                Tally(day=date(2026, 1, 1), chat="private", outcome="answer", entry=entry, times=1),
                            )

            await asyncio.gather(count(first, "a", "b"), count(second, "b", "a"))
            async with first.read() as connection:
                assert [one.times for one in await tallies.since(connection, date.min)] == [40, 40]

    async def test_who_stands_still_in_the_middle_keeps_nobody_from_writing(self, postgresql_url: str) -> None:
        async with opened(postgresql_url) as still, opened(postgresql_url) as other:
            transaction = still.write(in_turn=True)
            connection = await transaction.__aenter__()
            await votes.cast(connection, VOTE, at=1000)
            async with other.write(in_turn=True) as writing:
                await votes.cast(writing, VOTE, at=2000)
            with pytest.raises(DBAPIError) as caught:
                await votes.given_by(connection, "a")
            assert await transaction.__aexit__(type(caught.value), caught.value, None) is not True
            async with still.write(in_turn=True) as again:
                assert await votes.given_by(again, "a") == VOTE
