"""Copies of the bot that share a store: each deals with what another one has said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.callbacks import topic_key
from bot.journal import Journal
from bot.service import Handled, Service
from bot.store import Shelter
from tests.bot.handlers.conftest import CatAnswerer, Desk
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.store import Store
    from tests.telegram import Server

ADA = updates.person("Ada")
CHAT = updates.private(ADA)
GROUP = updates.supergroup()


def copy(bot: ExtBot[None], store: Store) -> Service:
    return Service.of(bot, CatAnswerer(), Journal(Shelter(store), "secret", is_alone=False))


@pytest.fixture
def desk(server: Server, bot: ExtBot[None], store: Store) -> Desk:
    return Desk(server, copy(bot, store))


@pytest.fixture
def other(desk: Desk, bot: ExtBot[None], store: Store) -> Desk:
    return replace(desk, service=copy(bot, store))


async def ask(desk: Desk, text: str, chat: dict[str, Any] = CHAT) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ask something; give the question and what answers it."""
    question = updates.message(chat, ADA, text)
    await desk.take(updates.new_message(question))
    return question, desk.last("sendMessage").result


async def test_back_to_the_topics_that_one_has_shown_after_another_has_shown_one_of_them(
    desk: Desk, other: Desk
) -> None:
    _, message = await ask(desk, "/topics")
    topics = message["text"]
    await other.take(updates.callback_query(ADA, message, f"topic:{topic_key('Food')}:0"))
    message = other.last("editMessageText").result
    assert message["text"] != topics
    await desk.take(updates.callback_query(ADA, message, "topics::0"))
    assert desk.last("editMessageText").result["text"] == topics


async def test_a_question_is_changed_and_changed_back(desk: Desk, other: Desk) -> None:
    question, message = await ask(desk, "purr")
    for somebody, text in ((other, "milk"), (desk, "purr")):
        await somebody.take(updates.edited_message(updates.edited(question, text)))
    assert desk.last("editMessageText").result["text"] == message["text"]


async def test_a_thumb_down_asks_about_what_another_one_has_put_there(desk: Desk, other: Desk) -> None:
    question, _ = await ask(desk, f"@{ME['username']} purr", GROUP)
    await other.take(updates.edited_message(updates.edited(question, f"@{ME['username']} milk")))
    message = other.last("editMessageText").result
    await desk.take(updates.callback_query(ADA, message, "down:milk:0"))
    assert desk.last("answerCallbackQuery").params["text"].endswith(desk.service.phrases.notice_not_meant)


async def test_what_one_has_forgotten_another_does_not_bring_back(desk: Desk, other: Desk) -> None:
    question, _ = await ask(desk, "purr")
    await ask(other, "/privacy delete")
    assert await desk.take(updates.edited_message(updates.edited(question, "milk"))) is None


async def test_what_the_store_cannot_tell_is_remembered_all_the_same(
    server: Server, bot: ExtBot[None], broken_store: Store
) -> None:
    desk = Desk(server, copy(bot, broken_store))
    question, _ = await ask(desk, "purr")
    assert await desk.take(updates.edited_message(updates.edited(question, "milk"))) == Handled(
        "private", "answer", 0.9
    )
