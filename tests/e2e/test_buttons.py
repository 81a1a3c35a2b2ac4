"""Buttons: topics are browsed in place; a press is always answered and never trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faq import Kind
from tests.telegram import updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program
    from tests.e2e.talks import Said, Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def open_topic(talk: Talk, topic: str) -> Said:
    """Open the topics, and one of them."""
    said = await talk.ask("/topics")
    await talk.press(said, topic)
    return await talk.hear()


async def test_topics_and_questions_are_browsed_in_place(talk: Talk, faq: Faq) -> None:
    topic, entries = next(iter(faq.topics.items()))
    said = await talk.ask("/topics")
    assert said.says(faq.phrases.topics)
    number = said.message["message_id"]
    await talk.press(said, topic)
    listed = await talk.hear()
    assert listed.says(faq.phrases.topic, topic=topic)
    assert entries[0].title in listed.callbacks
    await talk.press(listed, entries[0].title)
    answer = await talk.hear()
    assert answer.answers(entries[0])
    assert number == listed.message["message_id"] == answer.message["message_id"]
    assert len(talk.server.sent("sendMessage", chat_id=talk.chat["id"])) == 1


async def test_every_question_is_within_reach_of_the_topics(talk: Talk, faq: Faq) -> None:
    reached = set()
    said = await talk.ask("/topics")
    topics = [label for label in said.callbacks if label in faq.topics]
    assert topics == list(faq.topics)
    for topic in topics:
        listed = await open_topic(talk, topic)
        reached |= set(listed.callbacks)
        while faq.phrases.button_next in listed.callbacks:
            await talk.press(listed, faq.phrases.button_next)
            listed = await talk.hear()
            reached |= set(listed.callbacks)
    titles = {entry.title for entry in faq.entries if entry.kind is not Kind.SMALLTALK and entry.topic}
    assert titles <= reached


async def test_the_way_back_leads_from_an_answer_to_the_topics(talk: Talk, faq: Faq) -> None:
    topic, entries = next(iter(faq.topics.items()))
    said = await open_topic(talk, topic)
    await talk.press(said, entries[0].title)
    said = await talk.hear()
    await talk.press(said, faq.phrases.button_back)
    said = await talk.hear()
    assert said.says(faq.phrases.topic, topic=topic)
    await talk.press(said, faq.phrases.button_back)
    assert (await talk.hear()).says(faq.phrases.topics)


FORGED = [
    "",
    "x",
    "answer:no-such-entry",
    "pick:no-such-entry:0",
    "more:../../etc:0",
    "topic:0:99999",
    "topics::9999",
    "<b>",
    "é" * 32,
    "\N{NULL}",
    "A" * 64,
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_data_is_answered_and_changes_nothing(talk: Talk, program: Program, data: str) -> None:
    said = await talk.ask("/start")
    before = len(program.lines)
    call = await talk.press_data(said.message, data)
    assert call.ok
    assert call.params.get("text")
    await talk.silent_since(1)
    assert not [line for line in program.lines[before:] if "ERROR" in line or "WARNING" in line]


async def test_data_of_one_message_is_not_trusted_on_another(talk: Talk, faq: Faq) -> None:
    entry = faq.by_id["herniated-disc"]
    bearing = await talk.ask(entry.title)
    data = next(iter(bearing.callbacks.values()))
    bare = await talk.ask("/help")
    call = await talk.press_data(bare.message, data)
    assert call.params.get("text")
    await talk.silent_since(2)


async def test_a_button_on_somebody_elses_message_is_not_trusted(talk: Talk, faq: Faq) -> None:
    said = await talk.ask(faq.by_id["herniated-disc"].title)
    label, data = next(iter(said.callbacks.items()))
    button = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
    foreign = updates.message(talk.chat, updates.other_bot(), "x", reply_markup=button)
    call = await talk.press_data(foreign, data)
    assert call.ok
    await talk.silent_since(1)


async def test_stale_buttons_are_answered(talk: Talk, program: Program, faq: Faq) -> None:
    said = await talk.ask(faq.by_id["herniated-disc"].title)
    data = next(iter(said.callbacks.values()))
    for pressed in (updates.inaccessible(said.message), None):
        call = await talk.press_data(pressed, data)
        assert call.ok
        assert call.params.get("text") == faq.phrases.notice_stale
    await talk.silent_since(1)
    assert "ERROR" not in program.log


async def test_a_button_on_a_deleted_message_harms_nobody(talk: Talk, program: Program) -> None:
    said = await talk.ask("/topics")
    talk.server.chats.delete(talk.chat["id"], said.message["message_id"])
    call = await talk.press(said, next(iter(said.callbacks)))
    assert call.ok
    refused = await talk.server.call("editMessageText", chat_id=talk.chat["id"])
    assert not refused.ok
    assert await talk.ask("/help")
    assert "Traceback" not in program.log


async def test_pressing_twice_is_no_error(talk: Talk, program: Program, faq: Faq) -> None:
    said = await talk.ask("/topics")
    topic = next(iter(faq.topics))
    await talk.press(said, topic)
    listed = await talk.hear()
    before = len(program.lines)
    # The second press was on its way when the first was answered: same message, old content.
    call = await talk.press(said, topic)
    assert call.ok
    talk.say("/help")
    assert (await talk.server.call("sendMessage", chat_id=talk.chat["id"])).ok
    assert listed.message["message_id"] == said.message["message_id"]
    assert "ERROR" not in "\n".join(program.lines[before:])


async def test_everybody_in_a_group_may_press(club: Talk, faq: Faq) -> None:
    club.say("/topics@" + club.server.username)
    said = await club.hear()
    call = await club.press(said, next(iter(faq.topics)), user=updates.person("Bob"))
    assert call.ok
    listed = await club.hear()
    assert listed.message["message_id"] == said.message["message_id"]
