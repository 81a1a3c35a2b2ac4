from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import databases

if TYPE_CHECKING:
    from sqlalchemy import Connection


def leave_a_table(connection: Connection) -> None:
    assert inspect(connection).get_table_names() == []
    connection.execute(text("CREATE TABLE left_behind (number INTEGER)"))


@pytest.mark.parametrize("_turn", [1, 2])
async def test_each_test_has_an_empty_database(database_url: str, _turn: int) -> None:
    url = make_url(database_url)
    if url.drivername == "sqlite":
        file = create_engine(url)
        with file.begin() as opened:
            leave_a_table(opened)
        file.dispose()
        return
    server = create_async_engine(url.set(drivername="postgresql+asyncpg"))
    async with server.begin() as connection:
        await connection.run_sync(leave_a_table)
    await server.dispose()


def test_the_urls_need_nothing_else(database_url: str, tmp_path: Path) -> None:
    url = make_url(database_url)
    if url.drivername == "sqlite":
        assert url.database
        assert Path(url.database).parent == tmp_path
    else:
        assert all((url.drivername == "postgresql", url.username, url.password, url.host, url.port, url.database))


def test_a_database_goes_though_somebody_is_connected(postgresql_server: str) -> None:
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        with databases.fresh_database(postgresql_server) as url:
            left = runner.run(asyncpg.connect(url))
        with pytest.raises(asyncpg.InvalidCatalogNameError):
            runner.run(asyncpg.connect(url))
        left.terminate()


def test_a_server_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(databases.ADMIN_URL, "postgresql://somebody:secret@db.example/postgres")
    with databases.server() as url:
        assert url == "postgresql://somebody:secret@db.example/postgres"


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder where Debian's PostgreSQL would be."""
    monkeypatch.delenv(databases.ADMIN_URL, raising=False)
    monkeypatch.setattr(databases, "DEBIAN", tmp_path / "postgresql")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "postgresql"


def install(folder: Path, version: str, script: str) -> None:
    programs = folder / version / "bin"
    programs.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (programs / name).chmod(0o755)


@pytest.mark.usefixtures("nothing_installed")
def test_without_postgresql_it_is_told_what_is_missing() -> None:
    expected = r"TEST_DATABASE_URL is not set.* package postgresql is not installed"
    with pytest.raises(databases.NoServerError, match=expected), databases.server():
        pass


def test_a_server_that_does_not_start_is_told_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, nothing_installed: Path
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    install(nothing_installed, "9.6", "echo old; exit 1")
    install(nothing_installed, "15", "echo no more shared memory; exit 1")
    expected = r"initdb has failed: no more shared memory$"
    with pytest.raises(databases.NoServerError, match=expected), databases.server():
        pass


def test_where_only_root_is_known_no_server_starts(monkeypatch: pytest.MonkeyPatch, nothing_installed: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(databases, "USERS", ("no-such-user",))
    install(nothing_installed, "15", "exit 0")
    with pytest.raises(databases.NoServerError, match="no user no-such-user"), databases.server():
        pass
