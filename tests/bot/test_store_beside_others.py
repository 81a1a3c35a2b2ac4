"""An SQLite store that others look into while the bot writes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.store import Store, Vote, votes
from bot.store.connecting import database_url

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

_COUNT = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM votes').fetchone()[0])"


def counted_by_another_process(file: Path) -> int:
    run = subprocess.run([sys.executable, "-c", _COUNT, str(file)], check=True, capture_output=True, text=True)
    return int(run.stdout)


async def cast(store: Store, voter: str) -> None:
    vote = Vote(voter=voter, entry="milk", phrasing="", up=True)
    await store.write(lambda connection: votes.cast(connection, vote, at=1))


async def read_at_once(store: Store, times: int) -> None:
    """Read so many times at once, each within a connection of its own."""
    all_read = Barrier(times, timeout=30)

    def read(connection: Connection) -> None:
        connection.execute(text("SELECT 1"))
        all_read.wait()

    await asyncio.gather(*(store.read(read) for _ in range(times)))


async def test_who_looks_in_and_leaves_does_not_take_the_log_away_from_the_bot(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    store = Store(database_url(f"sqlite:///{file}"))
    await cast(store, "a")
    await read_at_once(store, 2)
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
    await read_at_once(store, 3)
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(FileNotFoundError, match="removed or replaced"):
        await cast(store, "b")
    await cast(store, "c")
    await read_at_once(store, 2)
    assert await store.read(lambda connection: votes.given_by(connection, "c")) is not None
    assert await store.read(lambda connection: votes.given_by(connection, "a")) is None
    await store.close()
