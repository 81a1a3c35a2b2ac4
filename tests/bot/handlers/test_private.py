"""Private chats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.service import Handled
from tests.telegram import updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA = updates.person("Ada")
CHAT = updates.private(ADA)


def said(text: str, **fields: Any) -> dict[str, Any]:
    return updates.new_message(updates.message(CHAT, ADA, text, **fields))


def labels(markup: dict[str, Any]) -> list[str]:
    return [button["text"] for row in markup["inline_keyboard"] for button in row]


async def test_a_question_gets_its_answer(desk: Desk) -> None:
    assert await desk.take(said("why do they purr?")) == Handled("private", "answer", 0.9)
    sent = desk.last("sendMessage").params
    assert sent["text"].startswith("<b>Why do cats purr?</b>\n\n")
    assert (sent["chat_id"], sent["parse_mode"]) == (ADA["id"], "HTML")
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in sent
    assert labels(sent["reply_markup"]) == ["What does a meow mean?", "May cats drink milk?"]


async def test_no_answer_offers_topics(desk: Desk) -> None:
    assert await desk.take(said("how tall is the Eiffel tower")) == Handled("private", "none")
    sent = desk.last("sendMessage").params
    assert "Eiffel" not in sent["text"]
    assert labels(sent["reply_markup"]) == ["Sounds & signs", "Food", "Other questions"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Hello!"),
        ("/start inline", "Hello!"),
        ("/start milk", "Better not."),
        ("/help", "How to ask"),
        ("/dance", "How to ask"),
        ("/topics", "Which topic?"),
        ("/privacy", "Privacy"),
        ("/about", "I am a bot"),
        ("/ask", "Please write your question in words"),
    ],
)
async def test_commands(desk: Desk, command: str, words: str) -> None:
    await desk.take(said(command))
    assert words in desk.last("sendMessage").params["text"]


async def test_what_has_no_words_gets_a_friendly_line(desk: Desk) -> None:
    assert await desk.take(updates.new_message(updates.sticker(CHAT, ADA))) == Handled("private", "wordless")
    assert "I read words only" in desk.last("sendMessage").params["text"]


async def test_an_album_gets_one_line(desk: Desk) -> None:
    for _ in range(3):
        await desk.take(updates.new_message(updates.photo(CHAT, ADA, media_group_id="7")))
    assert len(desk.sent("sendMessage")) == 1


async def test_the_caption_of_an_album_is_answered_once(desk: Desk) -> None:
    await desk.take(updates.new_message(updates.photo(CHAT, ADA, "purr?", media_group_id="7")))
    await desk.take(updates.new_message(updates.photo(CHAT, ADA, media_group_id="7")))
    assert len(desk.sent("sendMessage")) == 1


async def test_an_edit_edits_the_answer(desk: Desk) -> None:
    asked = updates.message(CHAT, ADA, "prrr")
    await desk.take(updates.new_message(asked))
    answer = desk.last("sendMessage").result["message_id"]
    assert await desk.take(updates.edited_message(updates.edited(asked, "purr"))) == Handled("private", "answer", 0.9)
    edit = desk.last("editMessageText").params
    assert edit["message_id"] == answer
    assert edit["text"].startswith("<b>Why do cats purr?</b>")


async def test_an_edit_that_changes_nothing_calls_nothing(desk: Desk) -> None:
    asked = updates.message(CHAT, ADA, "purr")
    await desk.take(updates.new_message(asked))
    assert await desk.take(updates.edited_message(updates.edited(asked, "purr?"))) is None
    assert desk.sent("editMessageText") == []
    await desk.take(updates.edited_message(updates.edited(asked, "milk?")))
    await desk.take(updates.edited_message(updates.edited(asked, "purr?")))
    assert len(desk.sent("editMessageText")) == 2


async def test_an_edit_of_what_was_never_answered_is_passed_over(desk: Desk) -> None:
    assert await desk.take(updates.edited_message(updates.message(CHAT, ADA, "purr?"))) is None
    assert desk.sent("sendMessage", "editMessageText") == []
