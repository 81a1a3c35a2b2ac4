"""A copy of the store that is made while the bot writes is whole, and a bot can go on from it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.e2e.talks import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

COPIES = 20
CHATS = 30


def back_up(file: Path, copies: Path) -> None:
    """Copy the store again and again, as sqlite3's ``.backup`` does."""
    copies.mkdir()
    with closing(sqlite3.connect(file)) as store:
        for number in range(COPIES):
            with closing(sqlite3.connect(copies / f"{number}.sqlite3")) as copy:
                store.backup(copy)


def look_at(copy: Path) -> tuple[str, int]:
    """Tell whether a copy is whole, and how many answers are counted in it."""
    with closing(sqlite3.connect(copy)) as opened:
        [[whole]] = opened.execute("PRAGMA integrity_check")
        [[counted]] = opened.execute("SELECT coalesce(sum(times), 0) FROM tallies")
    return whole, counted


def restore(copy: Path, file: Path) -> None:
    for one in file.parent.iterdir():
        one.unlink()
    file.write_bytes(copy.read_bytes())


async def test_a_copy_made_while_the_bot_writes(telegram: Server, launch: Launch, birds: Faq, tmp_path: Path) -> None:
    file, copies = tmp_path / "data" / "journal.sqlite3", tmp_path / "copies"
    entry = birds.by_id["red-parrots"]
    program = await launch(telegram)

    async def ask() -> None:
        assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)

    await asyncio.gather(asyncio.to_thread(back_up, file, copies), *(ask() for _ in range(CHATS)))
    await program.stop()
    assert look_at(file) == ("ok", CHATS)
    found = [look_at(copies / f"{number}.sqlite3") for number in range(COPIES)]
    assert all(whole == "ok" for whole, _ in found)
    assert [counted for _, counted in found] == sorted(counted for _, counted in found)

    restore(copies / f"{COPIES - 1}.sqlite3", file)
    again = await launch(telegram)
    await ask()
    await again.stop()
    assert look_at(file) == ("ok", found[-1][1] + 1)
    assert " store " not in again.log
