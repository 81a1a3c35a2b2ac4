"""One chat in order, different chats side by side, the same said twice answered once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.ordering import InOrder
from tests.telegram import updates

ADA, BOB = updates.person("Ada"), updates.person("Bob")


class Desk:
    """Answers each update when it is told to; the number of an update is its name."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.updates: dict[int, Update] = {}
        self.order = InOrder(self._answer, self._done)
        self._next = 1

    def say(self, sender: dict[str, Any], text: str | None = None, **fields: Any) -> int:
        text = text if text is not None or fields else f"hello {self._next}"
        return self.take(updates.new_message(updates.message(updates.private(sender), sender, text, **fields)))

    def take(self, update: dict[str, Any]) -> int:
        number = self._next
        self._next += 1
        self.gates[number] = asyncio.Event()
        self.updates[number] = Update.de_json({"update_id": number} | update, None)
        self.order.begin(self.updates[number])
        return number

    async def answer(self, *numbers: int) -> None:
        """Let answers be given, in this order, and see what follows from each."""
        for number in numbers:
            self.gates[number].set()
            await settled()

    async def _answer(self, update: Update) -> None:
        self.begun.append(update.update_id)
        await self.gates[update.update_id].wait()

    async def _done(self, update: Update) -> None:
        self.done.append(update.update_id)


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_what_is_broken_off_is_not_done_and_holds_up_nobody(desk: Desk) -> None:
    first, same, second = desk.say(ADA, "hello"), desk.say(ADA, "hello"), desk.say(ADA, "more")
    await settled()
    broken_off = desk.order.break_off(desk.updates[first])
    assert [one.update_id for one in broken_off] == [first, same]
    await settled()
    assert (desk.begun, desk.done) == ([first, second], [])
    desk.order.begin(desk.updates[first])
    await desk.answer(second, first)
    assert desk.done == [second, first]
    assert desk.order.break_off(desk.updates[first]) == []


async def test_of_the_same_said_twice_the_second_alone_can_be_broken_off(desk: Desk) -> None:
    first, same = desk.say(ADA, "hello"), desk.say(ADA, "hello")
    await settled()
    assert desk.order.break_off(desk.updates[same]) == [desk.updates[same]]
    await desk.answer(first)
    assert desk.done == [first]


async def test_a_chat_waits_for_itself_and_for_nobody_else(desk: Desk) -> None:
    first, second, other = desk.say(ADA), desk.say(ADA), desk.say(BOB)
    await desk.answer(other)
    assert desk.begun == [first, other]
    assert desk.done == [other]
    await desk.answer(first, second)
    assert desk.begun == [first, other, second]
    assert desk.done == [other, first, second]


async def test_many_updates_keep_their_order(desk: Desk) -> None:
    numbers = [desk.say(ADA) for _ in range(50)]
    await desk.answer(*numbers)
    assert desk.begun == desk.done == numbers


async def test_an_edit_is_answered_after_what_it_corrects(desk: Desk) -> None:
    said = updates.message(updates.private(ADA), ADA, "hello")
    first = desk.take(updates.new_message(said))
    edit = desk.take(updates.edited_message(updates.edited(said, "hello")))
    await desk.answer(edit, first)
    assert desk.done == [first, edit]


async def test_what_belongs_to_no_chat_waits_for_nobody(desk: Desk) -> None:
    message = desk.say(ADA)
    query = desk.take(updates.inline_query(ADA, "safe"))
    future = desk.take({"future": {}})
    await desk.answer(query, future)
    assert desk.done == [query, future]
    await desk.answer(message)


async def test_the_same_said_again_is_answered_once_and_done_with_the_first(desk: Desk) -> None:
    first, again, other, once_more = (desk.say(ADA, text) for text in ("safe?", "safe?", "oil?", "safe?"))
    await settled()
    assert desk.done == []
    await desk.answer(first)
    assert desk.done == [first, again, once_more]
    await desk.answer(other)
    assert desk.begun == [first, other]
    later = desk.say(ADA, "safe?")
    await desk.answer(later)
    assert desk.begun == [first, other, later], "the first one had been answered"


async def test_the_same_in_another_chat_topic_or_reply_is_something_else(desk: Desk) -> None:
    forum, club = updates.forum(), updates.supergroup()
    topics = [updates.topic_opened(forum, ADA) for _ in range(2)]
    said = [updates.message(club, BOB, text) for text in ("one", "two")]
    numbers = [
        desk.say(ADA, "safe?"),
        desk.say(BOB, "safe?"),
        *(desk.take(updates.new_message(updates.message(forum, ADA, "safe?", topic=topic))) for topic in topics),
        *(desk.take(updates.new_message(updates.message(club, ADA, "@bot", reply_to=one))) for one in said),
        desk.say(ADA, voice={"file_id": "voice", "file_unique_id": "v", "duration": 3}),
        desk.say(ADA, voice={"file_id": "voice", "file_unique_id": "v", "duration": 3}),
    ]
    await desk.answer(*numbers)
    assert sorted(desk.begun) == numbers


async def test_a_press_waits_for_those_on_the_same_message_and_for_no_question(desk: Desk) -> None:
    question = desk.say(ADA)
    one, other = (updates.message(updates.private(ADA), updates.other_bot(), "topics") for _ in range(2))
    first, second, elsewhere = (
        desk.take(updates.callback_query(ADA, message, "topics")) for message in (one, one, other)
    )
    await desk.answer(elsewhere)
    assert desk.begun == [question, first, elsewhere]
    await desk.answer(first, second)
    assert desk.done == [elsewhere, first, second]
    await desk.answer(question)


async def test_what_is_abandoned_is_not_done(desk: Desk) -> None:
    first, _, waiting, other = desk.say(ADA, "safe?"), desk.say(ADA, "safe?"), desk.say(ADA), desk.say(BOB)
    await desk.answer(other)
    await desk.order.abandon()
    await desk.answer(first, waiting)
    assert desk.begun == [first, other]
    assert desk.done == [other]
