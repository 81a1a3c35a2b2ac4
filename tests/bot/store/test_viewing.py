"""What only looks into a store changes nothing, and sees one moment of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from bot.store import Question, Store, StoreError, questions
from bot.store.connecting import database_url as read_url
from bot.store.viewing import view
from tests.bot.store.conftest import elsewhere

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def count(connection: Connection, text: str) -> None:
    questions.count(connection, Question(text=text, outcome="none"), 1)


async def ask(url: str, text: str) -> None:
    store = Store(read_url(url))
    await store.write(lambda connection: count(connection, text))
    await store.close()


def asked(connection: Connection) -> list[str]:
    return sorted(question.text for question in questions.asked_since(connection, 0))


async def test_nothing_can_be_written(database_url: str) -> None:
    await ask(database_url, "one")
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await view(read_url(database_url), lambda connection: count(connection, "two"))
    assert await view(read_url(database_url), asked) == ["one"]


async def test_what_is_written_meanwhile_waits_for_nothing_and_is_not_seen(database_url: str) -> None:
    await ask(database_url, "one")

    def look(connection: Connection) -> None:
        assert asked(connection) == ["one"]
        elsewhere(ask(database_url, "two"))
        assert asked(connection) == ["one"]

    await view(read_url(database_url), look)
    assert await view(read_url(database_url), asked) == ["one", "two"]


async def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        await view(read_url(f"sqlite:///{tmp_path / 'new' / 'x.sqlite3'}"), asked)
    assert not list(tmp_path.iterdir())


async def test_odd_names_of_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a b#c%20d ü.sqlite3'}"
    await ask(url, "one")
    assert await view(read_url(url), asked) == ["one"]


async def test_a_copy_where_nothing_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    await ask(url, "one")
    monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK)
    before = set(tmp_path.iterdir())
    assert await view(read_url(url), asked) == ["one"]
    assert set(tmp_path.iterdir()) == before


async def test_what_a_bot_left_that_was_killed_is_seen(tmp_path: Path) -> None:
    file, copy = tmp_path / "x.sqlite3", tmp_path / "copy" / "x.sqlite3"
    await ask(f"sqlite:///{file}", "one")
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("UPDATE questions SET text = 'two'")
    copy.parent.mkdir()
    for name in ("x.sqlite3", "x.sqlite3-wal"):  # as they lie there when nobody could close them
        shutil.copy(tmp_path / name, copy.parent)
    writer.close()
    assert await view(read_url(f"sqlite:///{copy}"), asked) == ["two"]
