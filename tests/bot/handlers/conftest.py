"""The bot at work on the cats, and Telegram around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import pytest_asyncio
from telegram import Update

from bot.handlers import handle
from bot.service import Handled, Service
from bot.store import Store
from bot.store.connecting import database_url
from faq import Answerer, Match, Outcome, Reply
from tests.bot import samples
from tests.telegram import ME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from telegram.ext import ExtBot

    from faq import Entry
    from tests.telegram import Call, Server

JSON = dict[str, Any]


class CatAnswerer(Answerer):
    """Knows by one word what is asked; what the search does is not the point here."""

    WORDS: ClassVar = {
        "purr": (Outcome.ANSWER, samples.PURR),
        "milk": (Outcome.ANSWER, samples.MILK),
        "chok": (Outcome.EMERGENCY, samples.CHOKING),
        "hello": (Outcome.SMALLTALK, samples.HELLO),
    }

    def __init__(self) -> None:
        self.faq = samples.faq()

    def reply(self, question: str) -> Reply:
        if "crash" in question:
            raise RuntimeError("crash")
        for word, (outcome, entry) in self.WORDS.items():
            if word in question:
                return Reply(question, outcome, (Match(entry, 0.9, word),))
        if "sound" in question:
            offered = (samples.PURR, samples.MEOW)
            return Reply(question, Outcome.SUGGEST, (Match(samples.PURR, 0.5, "purr"),), offered)
        return Reply(question, Outcome.NONE, ())

    def group(self, questions: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        return tuple((question,) for question in questions)

    def completions(self, text: str, limit: int = 5) -> tuple[Match, ...]:
        found: list[Entry] = [entry for entry in self.faq.entries if text in entry.title.lower()]
        return tuple(Match(entry, 0.8, entry.title) for entry in found[:limit])


@dataclass
class Desk:
    """Lets things happen, and tells what the bot did about them."""

    server: Server
    service: Service

    async def take(self, update: JSON) -> Handled | None:
        number = self.server.push(update)
        return await handle(self.service, Update.de_json({"update_id": number} | update, self.service.bot))

    def sent(self, *methods: str) -> list[Call]:
        """All calls that changed something."""
        return [call for call in self.server.sent(*methods) if call.method != "getMe"]

    def last(self, method: str) -> Call:
        call = self.server.calls[-1]
        assert call.method == method, call
        return call


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store that works."""
    opened = Store(database_url(f"sqlite:///{tmp_path / 'kept.sqlite3'}"), ME["id"])
    yield opened
    await opened.close()


@pytest.fixture
def broken_store(tmp_path: Path) -> Store:
    """A store that fails at everything: where its file should be there is a folder."""
    return Store(database_url(f"sqlite:///{tmp_path}"), ME["id"])


@pytest.fixture
def desk(server: Server, bot: ExtBot[None]) -> Desk:
    return Desk(server, Service.of(bot, CatAnswerer()))
