"""One chat in order, different chats side by side."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Update

from bot.ordering import InOrder
from tests.telegram import updates

ADA, BOB = updates.person("Ada"), updates.person("Bob")


def update(sender: dict[str, Any]) -> Update:
    said = updates.message(updates.private(sender), sender, "hello")
    return Update.de_json({"update_id": 1, "message": said}, None)


async def test_a_chat_waits_for_itself_and_for_nobody_else() -> None:
    order = InOrder()
    gates = {name: asyncio.Event() for name in ("first", "second", "other")}
    begun: list[str] = []

    async def answer(name: str) -> None:
        begun.append(name)
        await gates[name].wait()

    first = asyncio.create_task(order.process_update(update(ADA), answer("first")))
    second = asyncio.create_task(order.process_update(update(ADA), answer("second")))
    other = asyncio.create_task(order.process_update(update(BOB), answer("other")))
    gates["other"].set()
    await other
    assert begun == ["first", "other"]
    gates["first"].set()
    await first
    gates["second"].set()
    await second
    assert begun == ["first", "other", "second"]


async def test_many_updates_keep_their_order() -> None:
    order = InOrder()
    answered: list[int] = []

    async def answer(number: int) -> None:
        await asyncio.sleep(0)
        answered.append(number)

    await asyncio.gather(*(order.process_update(update(ADA), answer(number)) for number in range(50)))
    assert answered == list(range(50))


async def test_a_chat_goes_on_after_an_error() -> None:
    order = InOrder()

    async def fail() -> None:
        raise RuntimeError

    async def answer() -> None:
        answered.append(True)

    answered: list[bool] = []
    results = await asyncio.gather(
        order.process_update(update(ADA), fail()),
        order.process_update(update(ADA), answer()),
        return_exceptions=True,
    )
    assert isinstance(results[0], RuntimeError)
    assert answered == [True]


async def test_what_belongs_to_no_chat_waits_for_nobody() -> None:
    order = InOrder()
    answered: list[str] = []

    async def answer(name: str) -> None:
        answered.append(name)

    await order.process_update(Update.de_json({"update_id": 1, "future": {}}, None), answer("future"))
    await order.process_update("not an update", answer("nothing"))
    assert answered == ["future", "nothing"]


async def test_inline_queries_wait_for_nobody() -> None:
    order = InOrder()
    gate = asyncio.Event()
    message = asyncio.create_task(order.process_update(update(ADA), gate.wait()))
    await asyncio.sleep(0)
    query = Update.de_json({"update_id": 2} | updates.inline_query(ADA, "safe"), None)
    answered = asyncio.Event()

    async def answer() -> None:
        answered.set()

    await order.process_update(query, answer())
    assert answered.is_set()
    assert not message.done()
    gate.set()
    await message


async def test_a_press_waits_for_those_on_the_same_message_and_for_no_question() -> None:
    order = InOrder()
    gate, press_gate = asyncio.Event(), asyncio.Event()
    question = asyncio.create_task(order.process_update(update(ADA), gate.wait()))
    await asyncio.sleep(0)
    one, other = (updates.message(updates.private(ADA), updates.other_bot(), "topics") for _ in range(2))
    begun: list[str] = []

    async def answer(name: str) -> None:
        begun.append(name)
        if name == "first":
            await press_gate.wait()

    def press(message: dict[str, Any], name: str) -> asyncio.Task[None]:
        pressed = Update.de_json({"update_id": 2} | updates.callback_query(ADA, message, "topics"), None)
        return asyncio.create_task(order.process_update(pressed, answer(name)))

    presses = [press(one, "first"), press(one, "second"), press(other, "elsewhere")]
    await presses[2]
    assert begun == ["first", "elsewhere"]
    press_gate.set()
    await asyncio.gather(*presses)
    assert begun == ["first", "elsewhere", "second"]
    assert not question.done()
    gate.set()
    await question
