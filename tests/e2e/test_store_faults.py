"""The store fails: answers go on, one line tells of it and one of its end, and what waited is written."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from sqlalchemy import make_url

from bot.store import Store, tallies
from bot.store.connecting import database_url as read_url
from tests.e2e.doors import Door
from tests.e2e.talks import Talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program
    from tests.telegram import Server

    Ask = Callable[[], Awaitable[None]]

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAILS = "The store .* fails, and answers go on without it"
WORKS = "The store works again"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the bot keeps its store unless told otherwise."""
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def ask(telegram: Server, birds: Faq) -> Ask:
    """Ask something and get the answer."""
    entry = birds.by_id["red-parrots"]

    async def ask() -> None:
        assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)

    return ask


async def counted(url: str) -> int:
    """How many questions have been counted in a store."""
    store = Store(read_url(url))
    try:
        return sum(one.times for one in await store.read(lambda connection: tallies.since(connection, date.min)))
    finally:
        await store.close()


async def in_file(file: Path) -> int:
    return await counted(f"sqlite:///{file}")


def fill_with_garbage(file: Path, size: int) -> None:
    """Write over the beginning of a file, or make one."""
    file.parent.mkdir(exist_ok=True)
    with file.open("r+b" if file.exists() else "wb") as opened:
        opened.write(b"garbage " * (size // 8))


def size_of_garbage(file: Path) -> int:
    return file.read_bytes().count(b"garbage ") * 8


def remove(file: Path) -> None:
    """Remove a store, with what SQLite has beside it, and its folder: all at once, for the bot may be at work there."""
    shutil.rmtree(file.parent.rename(file.parent.with_name("removed")))


def check_lines(program: Program, *patterns: str) -> None:
    """Check what the log says of the store: these lines, in this order, and nothing else."""
    after_start = [line for line in program.lines if " INFO backwalk " not in line]
    told = [line for line in after_start if "store" in line.lower() or " ERROR " in line or " WARNING " in line]
    assert len(told) == len(patterns), told
    for line, pattern in zip(told, patterns, strict=True):
        assert pattern in line, told


async def test_a_folder_that_cannot_be_made(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    file.parent.write_text("a file where the folder should be", "utf-8")
    program = await launch(telegram)
    await program.logged(FAILS)
    await ask()
    file.parent.unlink()
    await program.logged(WORKS)
    await ask()
    await program.stop()
    check_lines(program, "fails, and answers go on without it: FileExistsError", WORKS)
    assert await in_file(file) == 2


async def test_garbage_in_its_place_at_start(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    fill_with_garbage(file, 16_000)
    program = await launch(telegram)
    await program.logged(FAILS)
    await ask()
    assert size_of_garbage(file) == 16_000, "what may be of worth to somebody is left alone"
    remove(file)
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "is not a database", WORKS)
    assert await in_file(file) == 1


async def test_damaged_while_it_is_used(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    program = await launch(telegram)
    await ask()
    await telegram.polled()  # it is noted
    for name in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):  # the last tells it to read the others again
        fill_with_garbage(name, 8192)
    await ask()
    await program.logged(FAILS)
    await ask()
    remove(file)
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "fails, and answers go on without it", WORKS)
    assert await in_file(file) == 2, "the first was lost with the file"


async def test_removed_while_it_is_used(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    program = await launch(telegram)
    await ask()
    await telegram.polled()  # it is noted
    remove(file)
    await ask()
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "has been removed", WORKS)
    assert await in_file(file) == 1, "the first was lost with the file"


async def test_locked_by_another_program(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    program = await launch(telegram)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(3):
            await ask()
        await program.logged(FAILS)
        other.execute("ROLLBACK")
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "database is locked", WORKS)
    assert await in_file(file) == 3


async def test_locked_to_the_end(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    program = await launch(telegram)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await ask()
        await program.stop()
    check_lines(program, "database is locked", "1 answers are not remembered")


async def test_no_room_for_more(telegram: Server, launch: Launch, ask: Ask, file: Path) -> None:
    program = await launch(telegram)
    await ask()
    room = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (4096, room[1]))
    await ask()
    await program.logged(FAILS)
    await ask()
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, room)
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "fails, and answers go on without it", WORKS)
    assert await in_file(file) == 3


@pytest_asyncio.fixture(loop_scope="session")
async def door(postgresql_url: str) -> AsyncIterator[Door]:
    url = make_url(postgresql_url)
    async with Door(str(url.host), url.port or 5432) as opened:
        yield opened


def through(door: Door, url: str) -> str:
    """The address of a database behind a door."""
    return make_url(url).set(host="127.0.0.1", port=door.port).render_as_string(hide_password=False)


async def test_a_server_that_is_not_there_at_start(
    telegram: Server, launch: Launch, ask: Ask, door: Door, postgresql_url: str
) -> None:
    await door.close()
    program = await launch(telegram, DATABASE_URL=through(door, postgresql_url))
    await program.logged(FAILS)
    await ask()
    await door.open()
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "fails, and answers go on without it", WORKS)
    assert await counted(postgresql_url) == 1


async def test_a_server_that_stops_and_starts(
    telegram: Server, launch: Launch, ask: Ask, door: Door, postgresql_url: str
) -> None:
    program = await launch(telegram, DATABASE_URL=through(door, postgresql_url))
    await ask()
    await door.close()
    for _ in range(2):
        await ask()
    await program.logged(FAILS)
    await door.open()
    await program.logged(WORKS)
    await ask()
    await program.stop()
    check_lines(program, "fails, and answers go on without it", WORKS)
    assert await counted(postgresql_url) == 4


async def test_a_server_that_says_nothing(
    telegram: Server, launch: Launch, ask: Ask, door: Door, postgresql_url: str
) -> None:
    program = await launch(telegram, DATABASE_URL=through(door, postgresql_url))
    await ask()
    door.freeze()
    await ask()
    await program.logged(FAILS)
    door.thaw()
    await program.logged(WORKS)
    await program.stop()
    check_lines(program, "fails, and answers go on without it: TimeoutError", WORKS)
    assert await counted(postgresql_url) == 2
