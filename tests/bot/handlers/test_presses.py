"""Buttons, pressed and forged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.callbacks import Action, Press, encode, topic_key
from bot.service import Handled
from tests.telegram import ME, faults, updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

JSON = dict[str, Any]

ADA, BOB = updates.person("Ada"), updates.person("Bob")
CHAT = updates.private(ADA)
GROUP = updates.supergroup()
STALE = "This button no longer works. Please ask again."


async def shown(desk: Desk, text: str, chat: JSON = CHAT) -> JSON:
    """Ask something, and give the message with which the bot answers."""
    await desk.take(updates.new_message(updates.message(chat, ADA, text)))
    return dict(desk.last("sendMessage").result)


async def press(desk: Desk, message: JSON | None, data: str, **fields: Any) -> Handled | None:
    return await desk.take(updates.callback_query(BOB, message, data, **fields))


async def test_a_suggestion_becomes_its_answer(desk: Desk) -> None:
    message = await shown(desk, "what was that sound?")
    assert await press(desk, message, "pick:why-purr:0") == Handled("button", "pick")
    answered, edited = desk.sent("answerCallbackQuery", "editMessageText")
    assert "text" not in answered.params
    assert edited.params["message_id"] == message["message_id"]
    assert edited.params["text"].startswith("<b>Why do cats purr?</b>")
    assert len(edited.params["reply_markup"]["inline_keyboard"]) == 2


async def test_in_a_group_anybody_may_press_and_nothing_distracts(desk: Desk) -> None:
    message = await shown(desk, "/ask what was that sound?", GROUP)
    await press(desk, message, "pick:why-purr:0")
    assert "reply_markup" not in desk.last("editMessageText").params


async def test_a_related_question_leaves_the_first_answer_in_place(desk: Desk) -> None:
    message = await shown(desk, "purr?")
    assert await press(desk, message, "more:milk:0") == Handled("button", "more")
    assert desk.last("sendMessage").params["text"].startswith("<b>May cats drink milk?</b>")
    assert desk.sent("editMessageText") == []


async def test_topics_are_browsed_in_place(desk: Desk) -> None:
    message = await shown(desk, "/topics")
    food = topic_key("Food")
    for data, words in (
        (f"topic:{food}:0", "Food"),
        ("read:milk:0", "Better not."),
        (f"topic:{food}:0", "Food"),
        ("topics::0", "Which topic?"),
    ):
        await press(desk, message, data)
        message = dict(desk.last("editMessageText").result)
        assert words in message["text"]
    assert len(desk.sent("sendMessage")) == 1


@pytest.mark.parametrize("data", ["pick:milk:0", "read:why-purr:0", "drop:all:0", "", "x" * 64, "topics::0"])
async def test_what_is_not_on_the_message_does_nothing(desk: Desk, data: str) -> None:
    message = await shown(desk, "what was that sound?")
    assert await press(desk, message, data) == Handled("button", "stale")
    assert desk.last("answerCallbackQuery").params["text"] == STALE


@pytest.mark.parametrize(
    "data", ["pick:gone:0", encode(Press(Action.TOPIC, "0" * 16)), encode(Press(Action.TOPICS, "", 9999))]
)
async def test_what_has_gone_from_the_faq_does_nothing(desk: Desk, data: str) -> None:
    message = await shown(desk, "what was that sound?")
    message["reply_markup"] = {"inline_keyboard": [[{"text": "Old", "callback_data": data}]]}
    assert await press(desk, message, data) == Handled("button", "stale")
    assert desk.last("answerCallbackQuery").params["text"] == STALE


async def test_messages_out_of_reach_are_told_of(desk: Desk) -> None:
    message = await shown(desk, "what was that sound?")
    assert await press(desk, updates.inaccessible(message), "pick:why-purr:0") == Handled("button", "stale")
    assert await press(desk, None, "pick:why-purr:0", inline_message_id="x") == Handled("button", "stale")
    assert len(desk.sent("answerCallbackQuery")) == 2
    assert desk.sent("editMessageText") == []


async def test_messages_of_others_are_not_touched(desk: Desk) -> None:
    message = await shown(desk, "what was that sound?")
    message["from"] = updates.other_bot()
    assert await press(desk, message, "pick:why-purr:0") == Handled("button", "stale")


async def test_a_press_that_is_too_old_to_be_answered_is_still_done(desk: Desk) -> None:
    message = await shown(desk, "what was that sound?")
    desk.server.faults.next_calls(
        "answerCallbackQuery", faults.refuse(400, "query is too old and response timeout expired")
    )
    await press(desk, message, "pick:why-purr:0")
    assert desk.last("editMessageText").ok


async def test_topics_are_browsed_in_groups_too(desk: Desk) -> None:
    message = await shown(desk, f"/topics@{ME['username']}", GROUP)
    await press(desk, message, f"topic:{topic_key('Food')}:0")
    assert desk.last("editMessageText").params["chat_id"] == GROUP["id"]


async def test_pressing_twice_changes_nothing_more(desk: Desk) -> None:
    message = await shown(desk, "what was that sound?")
    await press(desk, message, "pick:why-purr:0")
    assert await press(desk, message, "pick:why-purr:0") == Handled("button", "pick")
    assert len(desk.sent("editMessageText")) == 1
    assert len(desk.sent("answerCallbackQuery")) == 2


async def test_an_edit_knows_what_a_press_has_made_of_the_answer(desk: Desk) -> None:
    asked = updates.message(CHAT, ADA, "what was that sound?")
    await desk.take(updates.new_message(asked))
    await press(desk, dict(desk.last("sendMessage").result), "pick:why-purr:0")
    assert await desk.take(updates.edited_message(updates.edited(asked, "what sound?"))) is not None
    assert desk.last("editMessageText").params["text"] == "Did you mean:"
