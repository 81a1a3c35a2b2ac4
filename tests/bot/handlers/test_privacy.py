"""What is kept, and being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.journal import Journal, Keeping
from bot.service import Handled, Service
from bot.store import Shelter, Store
from faq.markup import to_plain
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer, Desk
from tests.telegram import ME, parse_html, updates

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from tests.telegram import Server

JSON = dict[str, Any]

ADA = updates.person("Ada")
CHAT = updates.private(ADA)
GROUP = updates.supergroup()
PHRASES = samples.phrases()
BOT = ME["username"]


def words(text: str) -> list[str]:
    return text.replace("•", "-").split()


def desk_with(server: Server, bot: ExtBot[None], store: Store | None) -> Desk:
    journal = Journal(Shelter(store), "secret", Keeping(question_days=17))
    return Desk(server, Service.of(bot, CatAnswerer(), journal))


@pytest.fixture
def desk(server: Server, bot: ExtBot[None], store: Store) -> Desk:
    return desk_with(server, bot, store)


async def say(desk: Desk, text: str, chat: JSON = CHAT) -> JSON:
    await desk.take(updates.new_message(updates.message(chat, ADA, text)))
    return dict(desk.last("sendMessage").result)


def says(message: JSON, phrase: str, **values: str) -> bool:
    wanted = to_plain(phrase)
    for name, value in values.items():
        wanted = wanted.replace(f"{{{name}}}", value)
    return words(message["text"]) == words(wanted)


@pytest.mark.parametrize("chat", [CHAT, GROUP], ids=["private", "group"])
async def test_what_is_kept_is_told_with_the_days_of_the_settings(desk: Desk, chat: JSON) -> None:
    message = await say(desk, f"/privacy@{BOT}", chat)
    assert says(message, PHRASES.privacy, days="17")
    assert "{" not in message["text"]


async def test_without_a_store_it_does_not_tell_of_one(server: Server, bot: ExtBot[None]) -> None:
    message = await say(desk_with(server, bot, None), "/privacy")
    assert says(message, PHRASES.privacy_memory)


@pytest.mark.parametrize("text", ["/privacy delete", "/privacy  Delete ", f"/privacy@{BOT} DELETE"])
async def test_a_private_chat_is_forgotten(desk: Desk, store: Store, text: str) -> None:
    asked = updates.message(CHAT, ADA, "purr?")
    await desk.take(updates.new_message(asked))
    answer = dict(desk.last("sendMessage").result)
    await desk.take(updates.callback_query(ADA, answer, "up:why-purr:0"))
    command = updates.message(CHAT, ADA, text)
    assert await desk.take(updates.new_message(command)) == Handled("private", "forget")
    told = dict(desk.last("sendMessage").result)
    assert says(told, PHRASES.privacy_deleted)
    later = Journal(Shelter(store), "secret")
    for journal in (desk.service.journal, later):
        assert await journal.vote_of(ADA["id"], CHAT["id"], answer["message_id"]) is None
        for message in (asked, command):
            assert await journal.answer_to(CHAT["id"], message["message_id"]) is None
    await desk.take(updates.edited_message(updates.edited(asked, "milk?")))
    assert desk.sent("editMessageText") == []


async def test_a_command_that_an_edit_makes_of_a_question_is_done_too(desk: Desk) -> None:
    asked = updates.message(CHAT, ADA, "purr?")
    await desk.take(updates.new_message(asked))
    await desk.take(updates.edited_message(updates.edited(asked, "/privacy delete")))
    assert says(dict(desk.last("sendMessage").result), PHRASES.privacy_deleted)
    assert await desk.service.journal.answer_to(CHAT["id"], asked["message_id"]) is None


async def test_other_words_behind_the_command_delete_nothing(desk: Desk) -> None:
    asked = updates.message(CHAT, ADA, "purr?")
    await desk.take(updates.new_message(asked))
    assert says(await say(desk, "/privacy delete nothing"), PHRASES.privacy, days="17")
    assert await desk.service.journal.answer_to(CHAT["id"], asked["message_id"]) is not None


async def test_in_a_group_it_leads_to_the_private_chat(desk: Desk) -> None:
    asked = updates.message(GROUP, ADA, "/ask purr?")
    await desk.take(updates.new_message(asked))
    message = await say(desk, f"/privacy@{BOT} delete", GROUP)
    assert says(message, PHRASES.privacy_in_private)
    assert message["reply_markup"]["inline_keyboard"] == [
        [{"text": PHRASES.button_private, "url": f"https://t.me/{BOT}?start"}]
    ]
    assert await desk.service.journal.answer_to(GROUP["id"], asked["message_id"]) is not None


async def test_a_store_that_fails_is_told_of(server: Server, bot: ExtBot[None], broken_store: Store) -> None:
    desk = desk_with(server, bot, broken_store)
    command = updates.new_message(updates.message(CHAT, ADA, "/privacy delete"))
    assert await desk.take(command) == Handled("private", "not forgotten")
    assert says(dict(desk.last("sendMessage").result), PHRASES.privacy_not_deleted)


async def test_without_a_store_memory_is_forgotten(server: Server, bot: ExtBot[None]) -> None:
    desk = desk_with(server, bot, None)
    asked = updates.message(CHAT, ADA, "purr?")
    await desk.take(updates.new_message(asked))
    assert says(await say(desk, "/privacy delete"), PHRASES.privacy_deleted)
    assert await desk.service.journal.answer_to(CHAT["id"], asked["message_id"]) is None


def test_the_texts_are_markup_that_telegram_can_read(desk: Desk) -> None:
    for phrase in ("privacy", "privacy_memory", "privacy_deleted", "privacy_not_deleted", "privacy_in_private"):
        text, _ = parse_html(desk.service.renderer.phrase(getattr(PHRASES, phrase)))
        assert "*" not in text
