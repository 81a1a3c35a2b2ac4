"""One bot on the shipped FAQ for most tests, each in chats of its own; more bots where a test needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from faq import load
from tests.e2e import birds as small
from tests.e2e.program import ROOT, Program
from tests.e2e.talks import Talk
from tests.telegram import Server, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from faq import Faq

    Launch = Callable[..., Awaitable[Program]]

CONTENT = ROOT / "faq" / "content" / "en"


@pytest.fixture(scope="session")
def faq() -> Faq:
    return load(CONTENT)


@pytest.fixture(scope="session")
def birds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("birds") / "faq")


@pytest.fixture(scope="session")
def birds(birds_folder: Path) -> Faq:
    """A small FAQ, with which bots of a test's own start faster."""
    return load(birds_folder)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def program(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    """The bot that most tests talk to; at the end it has to stop in good order."""
    started = await Program.start(tmp_path_factory.mktemp("e2e"), server)
    try:
        await server.polled()
        yield started
        await started.stop()
        assert " ERROR " not in started.log, started.log
    finally:
        await started.close()


@pytest.fixture
def talk(server: Server, faq: Faq, program: Program) -> Talk:
    """The private chat with somebody new."""
    assert program.process.returncode is None, program.log
    return Talk(server, faq)


@pytest.fixture
def club(server: Server, faq: Faq, program: Program) -> Talk:
    """A new supergroup."""
    assert program.process.returncode is None, program.log
    return Talk(server, faq, updates.supergroup())


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[Server]:
    """A Telegram of the test's own."""
    async with Server() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def launch(tmp_path: Path, birds_folder: Path) -> AsyncIterator[Launch]:
    """Start bots of the test's own; those that still run at the end have to stop in good order.

    A bot that gets a server answers from the small FAQ, unless told otherwise.
    """
    started: list[Program] = []

    async def start(server: Server | None = None, *, polling: bool = True, **settings: Any) -> Program:
        if server:
            settings.setdefault("FAQ_DIR", str(birds_folder))
        program = await Program.start(tmp_path, server, **settings)
        started.append(program)
        if server and polling:
            await server.polled()
        return program

    try:
        yield start
        for program in started:
            if program.process.returncode is None:
                await program.stop()
    finally:
        for program in started:
            await program.close()


@pytest.fixture(scope="session")
def server_name(server: Server) -> str:
    return server.username
