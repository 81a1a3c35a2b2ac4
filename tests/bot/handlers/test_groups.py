"""Groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.service import Handled
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA, BOB = updates.person("Ada"), updates.person("Bob")
MENTION = f"@{ME['username']}"
GROUP = updates.supergroup()


def said(text: str, **fields: Any) -> dict[str, Any]:
    return updates.message(GROUP, ADA, text, **fields)


async def test_an_answer_replies_to_the_question(desk: Desk) -> None:
    asked = said(f"{MENTION} purr?")
    assert await desk.take(updates.new_message(asked)) == Handled("group", "answer", 0.9)
    sent = desk.last("sendMessage").params
    assert sent["chat_id"] == GROUP["id"]
    assert sent["reply_parameters"] == {
        "message_id": asked["message_id"],
        "allow_sending_without_reply": True,
    }
    assert "reply_markup" not in sent
    assert "message_thread_id" not in sent


async def test_an_answer_stays_in_its_topic(desk: Desk) -> None:
    forum = updates.forum()
    topic = updates.topic_opened(forum, BOB)
    await desk.take(updates.new_message(updates.message(forum, ADA, f"{MENTION} purr?", topic=topic)))
    assert desk.last("sendMessage").params["message_thread_id"] == topic["message_id"]


async def test_when_lost_there_is_a_way_into_the_private_chat(desk: Desk) -> None:
    await desk.take(updates.new_message(said(f"{MENTION} Eiffel tower?")))
    sent = desk.last("sendMessage").params
    assert sent["reply_markup"]["inline_keyboard"] == [
        [{"text": "Ask me in private", "url": f"https://t.me/{ME['username']}?start"}]
    ]


async def test_a_bare_mention_tells_how_to_ask(desk: Desk) -> None:
    assert await desk.take(updates.new_message(said(MENTION))) == Handled("group", "empty")
    assert MENTION in desk.last("sendMessage").params["text"]


@pytest.mark.parametrize(
    ("own", "others", "outcome", "answers_other"),
    [
        ("well?", "purr?", "answer", True),  # its own words ask nothing that the FAQ knows
        ("hello", "purr?", "answer", True),
        ("well?", "sounds", "suggest", True),
        ("milk?", "purr?", "answer", False),
        ("sounds", "purr?", "suggest", False),
        ("hello", "Eiffel tower?", "smalltalk", False),
        ("well?", "hello", "none", False),
        ("milk?", "my cat is choking", "emergency", True),  # whatever was asked of it
        ("my dog is choking", "purr?", "emergency", False),
    ],
)
async def test_words_that_only_point_answer_the_message_that_they_reply_to(
    desk: Desk, own: str, others: str, outcome: str, *, answers_other: bool
) -> None:
    other = updates.message(GROUP, BOB, others)
    asked = said(f"{MENTION} {own}", reply_to=other)
    handled = await desk.take(updates.new_message(asked))
    assert handled is not None
    assert handled.outcome == outcome
    answered = desk.last("sendMessage").params["reply_parameters"]["message_id"]
    assert answered == (other if answers_other else asked)["message_id"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("lol", None),
        ("told you", None),
        ("really?", "none"),
        ("the Eiffel tower", "none"),
        ("purr", "answer"),
        (f"{MENTION} lol", "none"),
        ("/ask lol", "none"),
    ],
)
async def test_a_reply_of_a_word_or_two_that_mean_nothing_is_said_to_the_others(
    desk: Desk, text: str, outcome: str | None
) -> None:
    answer = updates.message(GROUP, ME, "They do it when they are content.")
    handled = await desk.take(updates.new_message(said(text, reply_to=answer)))
    assert (handled.outcome if handled else None) == outcome
    assert len(desk.sent("sendMessage")) == (outcome is not None)


@pytest.mark.parametrize(("own", "outcome"), [("hello", "smalltalk"), ("well?", "answer")])
async def test_small_talk_below_what_has_been_answered_does_not_point_at_it(desk: Desk, own: str, outcome: str) -> None:
    other = said(f"{MENTION} purr?")
    await desk.take(updates.new_message(other))
    handled = await desk.take(updates.new_message(said(f"{MENTION} {own}", reply_to=other)))
    assert handled is not None
    assert handled.outcome == outcome


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("start", "To ask me here"),
        ("start milk", "Better not."),
        ("help", "To ask me here"),
        ("dance", "To ask me here"),
        ("topics", "Which topic?"),
        ("privacy", "Privacy"),
        ("about", "I am a bot"),
    ],
)
async def test_commands_with_the_bot_s_name(desk: Desk, command: str, words: str) -> None:
    name, _, argument = command.partition(" ")
    asked = said(f"/{name}{MENTION} {argument}".strip())
    assert await desk.take(updates.new_message(asked)) == Handled("group", "command")
    sent = desk.last("sendMessage").params
    assert words in sent["text"]
    assert sent["reply_parameters"]["message_id"] == asked["message_id"]


async def test_an_edit_edits_the_answer_only_if_there_is_one(desk: Desk) -> None:
    silent = said("purr?")
    await desk.take(updates.new_message(silent))
    assert await desk.take(updates.edited_message(updates.edited(silent, f"{MENTION} purr?"))) is None
    asked = said(f"{MENTION} milk?")
    await desk.take(updates.new_message(asked))
    await desk.take(updates.edited_message(updates.edited(asked, f"{MENTION} purr?")))
    await desk.take(updates.edited_message(updates.edited(asked, "never mind")))
    assert [call.method for call in desk.sent()] == ["sendMessage", "editMessageText"]


async def test_an_edit_that_points_at_another_message_edits_the_answer(desk: Desk) -> None:
    asked = said(f"{MENTION} wel?", reply_to=updates.message(GROUP, BOB, "purr?"))
    await desk.take(updates.new_message(asked))
    assert await desk.take(updates.edited_message(updates.edited(asked, f"{MENTION} well?"))) is None, "the same answer"
    await desk.take(updates.edited_message(updates.edited(asked, f"{MENTION} milk?")))
    await desk.take(updates.edited_message(updates.edited(asked, f"{MENTION} well?")))
    assert [call.method for call in desk.sent()] == ["sendMessage", "editMessageText", "editMessageText"]
