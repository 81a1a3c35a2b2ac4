"""What comes again after a restart has no effect again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update

from bot.handlers import handle
from bot.journal import Journal
from bot.service import Service
from bot.store import Shelter
from tests.bot.handlers.conftest import CatAnswerer, Desk
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.service import Handled
    from bot.store import Store
    from tests.telegram import Server

ADA = updates.person("Ada")
CHAT = updates.private(ADA)


@pytest.fixture
def desk(server: Server, bot: ExtBot[None], store: Store) -> Desk:
    return Desk(server, Service.of(bot, CatAnswerer(), Journal(Shelter(store), "secret")))


def restarted(desk: Desk, store: Store) -> Desk:
    """The bot after a restart: only the store is what it was."""
    return replace(desk, service=Service.of(desk.service.bot, CatAnswerer(), Journal(Shelter(store), "secret")))


async def twice(desk: Desk, store: Store, update: dict[str, Any]) -> tuple[Handled | None, Handled | None]:
    """Take an update, begin anew, and take it again."""
    numbered = {"update_id": desk.server.push(update)} | update
    first = await handle(desk.service, Update.de_json(numbered, desk.service.bot))
    service = restarted(desk, store).service
    return first, await handle(service, Update.de_json(numbered, service.bot))


async def asked(desk: Desk) -> dict[str, Any]:
    await desk.take(updates.new_message(updates.message(CHAT, ADA, "why do they purr?")))
    message: dict[str, Any] = desk.last("sendMessage").result
    return message


@pytest.mark.parametrize("action", ["up", "down"])
async def test_a_vote_is_not_taken_back(desk: Desk, store: Store, action: str) -> None:
    answer = await asked(desk)
    rows = answer["reply_markup"]["inline_keyboard"]
    data = next(one["callback_data"] for row in rows for one in row if one["callback_data"].startswith(f"{action}:"))
    first, second = await twice(desk, store, updates.callback_query(ADA, answer, data))
    assert first is not None
    assert second is None
    vote = await desk.service.journal.vote_of(ADA["id"], CHAT["id"], answer["message_id"])
    assert vote is not None
    assert vote.up == (action == "up")
    assert len(desk.sent("sendMessage")) == (2 if action == "down" else 1)


async def test_a_vote_that_was_counted_before_the_kill_is_known_even_if_nothing_else_was_done(
    desk: Desk, store: Store
) -> None:
    await desk.service.journal.vote(ADA["id"], CHAT["id"], 5, "purr", up=True, update=77)
    assert await restarted(desk, store).service.journal.is_handled(77)


async def test_a_group_is_greeted_once(desk: Desk, store: Store) -> None:
    club = updates.supergroup()
    first, second = await twice(desk, store, updates.membership(club, ADA, ME, "left", "member"))
    assert first is not None
    assert second is None
    assert len(desk.sent("sendMessage")) == 1


async def test_what_was_deleted_is_told_once(desk: Desk, store: Store) -> None:
    command = updates.new_message(updates.message(CHAT, ADA, "/privacy delete"))
    first, second = await twice(desk, store, command)
    assert first is not None
    assert second is None
    assert len(desk.sent("sendMessage")) == 1


async def test_a_message_is_answered_once(desk: Desk, store: Store) -> None:
    first, second = await twice(desk, store, updates.new_message(updates.message(CHAT, ADA, "why do they purr?")))
    assert first is not None
    assert second is None
    assert len(desk.sent("sendMessage")) == 1
