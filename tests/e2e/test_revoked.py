"""The token is revoked while the bot is at work: it says so and ends, whichever call is the first to be refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.e2e.deliverer import Deliverer
from tests.e2e.talks import Talk
from tests.e2e.test_webhook import HERE, QUESTION, address, delivering, secret
from tests.telegram import faults, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANOTHER = "7654321098:AAanother"


async def has_ended(program: Program) -> None:
    assert await program.ended() == 78
    assert "BOT_TOKEN" in program.lines[-1]
    program.check_log()
    assert len(program.log) < 5000, "one revocation, few lines"


async def test_found_out_by_asking_for_updates(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram)
    telegram.token = ANOTHER
    ignored = updates.message(updates.group(), updates.person(), "of no concern to the bot")
    telegram.push(updates.new_message(ignored))
    await has_ended(program)


async def test_found_out_by_an_answer_while_updates_are_waited_for(
    telegram: Server, launch: Launch, birds: Faq
) -> None:
    program = await launch(telegram)
    telegram.faults.next_calls("getUpdates", faults.hold(asyncio.Event()))
    talk = Talk(telegram, birds)
    telegram.faults.next_calls("sendMessage", faults.refuse(401, "Unauthorized"))
    telegram.faults.next_calls("getMe", faults.refuse(401, "Unauthorized"))
    talk.say(QUESTION)
    await has_ended(program)
    assert len(telegram.queue.pending) == 1, "for the bot with the next token"


async def test_found_out_by_a_press(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram)
    talk = Talk(telegram, birds)
    said = await talk.ask(QUESTION)
    await telegram.polled()
    telegram.faults.next_calls("getUpdates", faults.hold(asyncio.Event()))
    telegram.faults.next_calls("answerCallbackQuery", faults.refuse(401, "Unauthorized"))
    telegram.faults.next_calls("getMe", faults.refuse(401, "Unauthorized"))
    await talk.press(said, said.thumbs[0])
    await has_ended(program)


@pytest.mark.parametrize("first", ["sendMessage", "getWebhookInfo"])
async def test_found_out_behind_a_webhook(telegram: Server, launch: Launch, birds: Faq, first: str) -> None:
    if first == "getWebhookInfo":
        telegram.faults.next_calls(first, faults.bad_gateway())  # it looks again soon, not in half a minute
    program = await launch(telegram, polling=False, **HERE)
    if first == "getWebhookInfo":
        await telegram.call(first)
        telegram.token = ANOTHER
        await has_ended(program)
        return
    deliverer = Deliverer(telegram, await secret(telegram), [await address(program)])
    async with delivering(deliverer):
        telegram.token = ANOTHER
        Talk(telegram, birds).say(QUESTION)
        await has_ended(program)
    assert len(telegram.queue.pending) == 1
