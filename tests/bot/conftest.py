"""Telegram, a bot that it lets in, and a store; logging as it was before."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from telegram.ext import ExtBot

from bot.store import Shelter, Store
from bot.store.connecting import database_url as read_url
from tests.telegram import TOKEN, Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: Server) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(TOKEN, base_url=f"{server.url}/bot") as client:
        yield client


@pytest_asyncio.fixture
async def shelter(database_url: str) -> AsyncIterator[Shelter]:
    made = Shelter(Store(read_url(database_url), 7))
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def no_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host is known by its name: told at once, for which a machine that has no network may take its time."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Undo what a start sets up, which is for the whole process."""
    root, hooks = logging.getLogger(), (sys.excepthook, sys.unraisablehook, threading.excepthook)
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    root.setLevel(level)
    for name in ("bot", "faq", "dotenv", "telegram.Bot", "telegram.ext.ExtBot", "telegram.request"):
        logging.getLogger(name).setLevel(logging.NOTSET)
