"""Things go wrong on the way to Telegram: what passes is tried again, what does not harms nobody else."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio

from tests.e2e.program import Program
from tests.e2e.talks import Talk
from tests.telegram import TOKEN, Server, faults, updates
from tests.telegram.refusals import Refusal, bad_request, forbidden

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from faq import Entry, Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def rough(tmp_path_factory: pytest.TempPathFactory, birds_folder: Path) -> AsyncIterator[tuple[Server, Program]]:
    """A bot in rough weather, apart from the one that the other tests talk to."""
    async with Server() as server:
        program = await Program.start(tmp_path_factory.mktemp("rough"), server, FAQ_DIR=str(birds_folder))
        try:
            await server.polled()
            yield server, program
            await program.stop()
        finally:
            await program.close()


@pytest.fixture
def telegram(rough: tuple[Server, Program]) -> Server:
    return rough[0]


@pytest.fixture
def program(rough: tuple[Server, Program]) -> Program:
    return rough[1]


@pytest.fixture
def talk(telegram: Server, birds: Faq) -> Talk:
    return Talk(telegram, birds)


@pytest.fixture
def entry(birds: Faq) -> Entry:
    return birds.by_id["red-parrots"]


async def test_flood_control_is_waited_out_as_told(talk: Talk, telegram: Server, entry: Entry) -> None:
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(1), times=2, chat_id=talk.chat["id"])
    talk.say(entry.title)
    calls = [await telegram.call("sendMessage", chat_id=talk.chat["id"]) for _ in range(3)]
    assert [call.ok for call in calls] == [False, False, True]
    assert all(later.at - earlier.at >= 1 for earlier, later in pairwise(calls))
    await talk.silent_since(3)


async def test_flood_control_in_one_chat_holds_up_no_other(
    talk: Talk, telegram: Server, birds: Faq, entry: Entry
) -> None:
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(1), times=1000, chat_id=talk.chat["id"])
    talk.say(entry.title)
    assert not (await telegram.call("sendMessage", chat_id=talk.chat["id"])).ok
    assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)
    assert not any(call.ok for call in talk.said()), "the other chat was answered while this one waited"
    telegram.faults.plans.clear()
    await telegram.until(lambda: any(call.ok for call in talk.said()) or None, "the answer that was held up")


async def test_a_slow_answer_holds_up_other_chats_not_at_all_and_its_own_chat_in_order(
    talk: Talk, telegram: Server, birds: Faq, entry: Entry
) -> None:
    gate = asyncio.Event()
    telegram.faults.next_calls("sendMessage", faults.hold(gate), chat_id=talk.chat["id"])
    talk.say(entry.title)
    talk.say("/privacy")
    await telegram.until(lambda: not telegram.faults.plans or None, "the slow call")
    assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)
    assert talk.said() == []
    gate.set()
    assert (await talk.hear()).answers(entry)
    assert (await talk.hear()).says(birds.phrases.privacy, days="90")


@pytest.mark.parametrize(
    "fault", [faults.server_error(), faults.bad_gateway(), faults.cut_off()], ids=["500", "502", "cut off"]
)
async def test_what_passes_is_tried_again(talk: Talk, telegram: Server, entry: Entry, fault: faults.Fault) -> None:
    telegram.faults.next_calls("sendMessage", fault, chat_id=talk.chat["id"])
    talk.say(entry.title)
    calls = [await telegram.call("sendMessage", chat_id=talk.chat["id"]) for _ in range(2)]
    assert [call.ok for call in calls] == [False, True]
    await talk.silent_since(2)


@pytest.mark.parametrize(
    "fault",
    [faults.server_error(), faults.bad_gateway(), faults.cut_off(), faults.too_many_requests(1)],
    ids=["500", "502", "cut off", "429"],
)
async def test_polling_goes_on_after_a_fault(talk: Talk, telegram: Server, entry: Entry, fault: faults.Fault) -> None:
    await telegram.polled()
    telegram.faults.next_calls("getUpdates", fault)
    assert await talk.ask("/help")  # ends the poll that is waiting; the next one fails
    assert (await talk.ask(entry.title)).answers(entry)
    assert not telegram.faults.plans


async def test_inline_and_button_answers_are_tried_again(talk: Talk, telegram: Server, birds: Faq) -> None:
    telegram.faults.next_calls("answerInlineQuery", faults.server_error())
    update = updates.inline_query(talk.user, birds.by_id["red-parrots"].title)
    telegram.push(update)
    query = update["inline_query"]["id"]
    assert not (await telegram.call("answerInlineQuery", inline_query_id=query)).ok
    assert (await telegram.call("answerInlineQuery", inline_query_id=query)).ok
    said = await talk.ask("/topics")
    telegram.faults.next_calls("answerCallbackQuery", faults.server_error())
    telegram.faults.next_calls("editMessageText", faults.cut_off(), chat_id=talk.chat["id"])
    call = await talk.press(said, next(iter(birds.topics)))
    assert not call.ok
    query = call.params["callback_query_id"]
    assert (await telegram.call("answerCallbackQuery", callback_query_id=query)).ok
    assert not (await telegram.call("editMessageText", chat_id=talk.chat["id"])).ok
    assert (await talk.hear()).says(birds.phrases.topic, topic=next(iter(birds.topics)))


@pytest.mark.parametrize(
    "refusal",
    [
        forbidden("bot was blocked by the user"),
        forbidden("bot was kicked from the supergroup chat"),
        forbidden("user is deactivated"),
        bad_request("message to be replied not found"),
        bad_request("chat not found"),
        bad_request("not enough rights to send text messages to the chat"),
        bad_request("TOPIC_CLOSED"),
    ],
    ids=str,
)
async def test_a_refusal_is_logged_in_a_line_and_harms_nobody_else(
    rough: tuple[Server, Program], birds: Faq, entry: Entry, refusal: Refusal
) -> None:
    telegram, program = rough
    club = Talk(telegram, birds, updates.supergroup())
    before = len(program.lines)
    telegram.faults.next_calls("sendMessage", faults.Fault(refusal), chat_id=club.chat["id"])
    club.say(f"/ask {entry.title}")
    assert not (await telegram.call("sendMessage", chat_id=club.chat["id"])).ok
    assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)
    await club.silent_since(1)
    words = re.escape(refusal.description.partition(": ")[2])
    told = [line for line in program.lines[before:] if re.search(words, line, re.IGNORECASE)]
    assert len(told) == 1, program.lines[before:]
    assert entry.title not in told[0]


async def test_a_group_that_became_a_supergroup_harms_nobody(telegram: Server, birds: Faq, entry: Entry) -> None:
    old = Talk(telegram, birds, updates.group())
    grown = faults.refuse(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1002000000001})
    telegram.faults.next_calls("sendMessage", grown, chat_id=old.chat["id"])
    old.say(f"/ask {entry.title}")
    assert not (await telegram.call("sendMessage", chat_id=old.chat["id"])).ok
    assert (await Talk(telegram, birds).ask(entry.title)).answers(entry)


async def test_a_second_poller_is_named_and_survived(
    talk: Talk, telegram: Server, program: Program, entry: Entry
) -> None:
    await telegram.polled()
    async with aiohttp.ClientSession() as rival:
        url = f"{telegram.url}/bot{TOKEN}/getUpdates"
        await rival.get(url, params={"timeout": 0})
        line = await program.logged("conflict|another|other getUpdates")
    assert re.search("another|second|other copy|only one", line, re.IGNORECASE)
    assert (await talk.ask(entry.title)).answers(entry)


async def test_an_update_of_a_kind_that_nobody_knows_harms_nobody(talk: Talk, telegram: Server, entry: Entry) -> None:
    future = {"message_id": 1, "date": 1, "chat": talk.chat, "hologram": {"file_id": "x"}}
    telegram.queue.allowed = []
    telegram.push({"telepathy": {"from": talk.user}})
    telegram.push({"message": future})
    telegram.push({"message": future | {"from": talk.user}})
    said = await talk.ask(entry.title)
    while not said.answers(entry):  # something unknown may get the friendly line
        said = await talk.hear()


async def test_an_update_that_cannot_be_read_is_skipped(talk: Talk, telegram: Server, entry: Entry) -> None:
    telegram.queue.push({"message": {"message_id": "no number", "chat": 7}})
    assert (await talk.ask(entry.title)).answers(entry)


async def test_a_bad_start_is_tried_again(launch: Launch, birds: Faq) -> None:
    async with Server() as telegram:
        for fault in (faults.cut_off(), faults.too_many_requests(1)):
            telegram.faults.next_calls("getMe", fault)
        telegram.faults.next_calls("deleteWebhook", faults.bad_gateway())
        program = await launch(telegram)
        assert (await Talk(telegram, birds).ask("/help")).text
        await program.stop()
