"""An SQLite store that others look into while the bot writes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.store import Store, Vote, votes
from bot.store.connecting import database_url

if TYPE_CHECKING:
    from pathlib import Path

_COUNT = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM votes').fetchone()[0])"


def counted_by_another_process(file: Path) -> int:
    run = subprocess.run([sys.executable, "-c", _COUNT, str(file)], check=True, capture_output=True, text=True)
    return int(run.stdout)


async def cast(store: Store, voter: str) -> None:
    async with store.write() as connection:
        await votes.cast(connection, Vote(voter=voter, entry="milk", phrasing="", up=True), at=1)


async def test_who_looks_in_and_leaves_does_not_take_the_log_away_from_the_bot(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    store = Store(database_url(f"sqlite:///{file}"))
    await cast(store, "a")
    async with store.read() as one, store.read() as other:  # the pool opens a second connection
        for connection in (one, other):
            await connection.execute(text("SELECT 1"))
    assert counted_by_another_process(file) == 1
    await cast(store, "b")
    assert counted_by_another_process(file) == 2
    await store.close()
    assert counted_by_another_process(file) == 2
    assert file.stat().st_mode & 0o777 == 0o600


async def test_when_the_file_is_gone_one_transaction_fails_and_no_more_however_many_connections_led_to_it(
    tmp_path: Path,
) -> None:
    store = Store(database_url(f"sqlite:///{tmp_path / 'kept.sqlite3'}"))
    await cast(store, "a")
    async with store.read() as one, store.read() as other, store.read() as third:
        for connection in (one, other, third):
            await connection.execute(text("SELECT 1"))
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(FileNotFoundError, match="removed or replaced"):
        await cast(store, "b")
    await cast(store, "c")
    async with store.read() as one, store.read() as other:
        for connection in (one, other):
            assert await votes.given_by(connection, "c") is not None
            assert await votes.given_by(connection, "a") is None
    await store.close()
