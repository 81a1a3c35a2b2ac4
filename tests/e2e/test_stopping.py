"""SIGTERM: what has been received is finished, the rest waits for the next start, and nothing comes twice."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest

from tests.e2e.talks import Talk
from tests.telegram import Server, faults

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHATS = 20


async def test_in_the_middle_of_a_burst(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram)
    entry = birds.by_id["red-parrots"]
    talks = [Talk(telegram, birds) for _ in range(CHATS)]
    gate = asyncio.Event()
    telegram.faults.next_calls("sendMessage", faults.hold(gate), times=CHATS)
    telegram.faults.next_calls("getUpdates", faults.hold(asyncio.Event()))  # would have confirmed the burst
    for talk in talks:
        talk.say(entry.title)
        talk.say("/help")
    await telegram.until(lambda: len(telegram.faults.plans) == 0 or None, "answers under way")
    received = set(telegram.queue.delivered)
    program.terminate()
    await program.logged("stopping")
    gate.set()
    assert await program.ended() == 0
    program.check_log()
    answered = [len(talk.said()) for talk in talks]
    assert sum(answered) == len(received) == 2 * CHATS
    assert all(call.ok for call in telegram.sent("sendMessage"))
    assert telegram.queue.pending == []
    late = Talk(telegram, birds)
    late.say(entry.title)

    await launch(telegram)
    assert (await late.hear()).answers(entry)
    for talk in talks:
        assert (await talk.hear()).answers(entry)
        assert (await talk.hear()).says(birds.phrases.help, bot=telegram.username)
        await talk.silent_since(2)


async def test_while_flood_control_holds_an_answer_back(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram)
    talk = Talk(telegram, birds)
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(1))
    talk.say(birds.by_id["red-parrots"].title)
    await telegram.call("sendMessage")
    await program.stop()
    assert [call.ok for call in telegram.sent("sendMessage")] == [False, True]
    assert telegram.queue.pending == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_at_rest(telegram: Server, launch: Launch, number: signal.Signals) -> None:
    program = await launch(telegram)
    program.process.send_signal(number)
    assert await program.ended() == 0
    program.check_log()


async def test_while_telegram_cannot_be_reached(telegram: Server, launch: Launch) -> None:
    telegram.faults.next_calls("getMe", faults.cut_off(), times=1000)
    program = await launch(telegram, polling=False)
    await telegram.call("getMe")
    await program.stop()


async def test_answers_are_confirmed_as_they_are_given(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram)
    talk = Talk(telegram, birds)
    await talk.ask("/help")
    await program.stop()
    assert telegram.queue.pending == []
