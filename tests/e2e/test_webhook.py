"""The real program behind a webhook: updates are handed in, answered, and only then acknowledged."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from bot.hooking import CONNECTIONS
from tests.e2e.deliverer import SECRET_HEADER, Deliverer
from tests.e2e.kept import rows, some_noted
from tests.e2e.talks import Talk
from tests.telegram import faults, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

URL = "https://bot.example.org/hook"
HERE = {"WEBHOOK_URL": URL, "WEBHOOK_LISTEN": "127.0.0.1:0"}
QUESTION = "food for red parrots"


async def address(program: Program) -> str:
    found = re.search(r"Listening on (\S+:\d+)", await program.logged("Listening on"))
    assert found
    return f"http://{found[1]}/hook"


async def secret(telegram: Server) -> str:
    call = await telegram.call("setWebhook")
    assert call.params["url"] == URL
    assert call.params["max_connections"] == CONNECTIONS
    assert "callback_query" in call.params["allowed_updates"]
    return str(call.params["secret_token"])


@asynccontextmanager
async def delivering(deliverer: Deliverer) -> AsyncIterator[None]:
    task = asyncio.create_task(deliverer.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_questions_are_answered_and_then_acknowledged(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram, polling=False, **HERE)
    deliverer = Deliverer(telegram, await secret(telegram), [await address(program)])
    somebody = Talk(telegram, birds)
    taken = asyncio.Event()
    telegram.faults.next_calls("sendMessage", faults.hold(taken), chat_id=somebody.chat["id"])
    async with delivering(deliverer):
        somebody.say(QUESTION)
        await telegram.until(lambda: not telegram.faults.plans or None, "an answer on its way")
        assert len(telegram.queue.pending) == 1
        taken.set()
        assert (await somebody.hear()).answers(birds.by_id["red-parrots"])
        await telegram.until(lambda: not telegram.queue.pending or None, "an acknowledgement")
    assert not telegram.sent("deleteWebhook", "getUpdates")
    await program.stop()
    assert telegram.methods.webhook["url"] == URL


@pytest.mark.parametrize("store", [{}, {"DATABASE_URL": "none"}], ids=["kept", "comes again"])
async def test_a_chat_that_has_to_wait_and_says_much_holds_up_nobody(
    telegram: Server, launch: Launch, birds: Faq, store: dict[str, str]
) -> None:
    program = await launch(telegram, polling=False, LIMIT_PER_PERSON="0", **HERE, **store)
    stuck = Talk(telegram, birds)
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(7200), chat_id=stuck.chat["id"])
    for number in range(CONNECTIONS + 20):
        stuck.say(f"{QUESTION} {number}")
    async with delivering(Deliverer(telegram, await secret(telegram), [await address(program)])):
        assert not (await telegram.call("sendMessage", chat_id=stuck.chat["id"])).ok
        assert (await Talk(telegram, birds).ask(QUESTION)).answers(birds.by_id["red-parrots"])
        assert stuck.said()[1:] == []


async def test_strangers_are_refused(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram, polling=False, HTTP_LISTEN="127.0.0.1:0", **HERE)
    known, where = await secret(telegram), await address(program)
    ada = updates.person("Ada")
    update = {"update_id": 1} | updates.new_message(updates.message(updates.private(ada), ada, QUESTION))
    async with ClientSession() as client:
        for headers in ({}, {SECRET_HEADER: known[::-1]}):
            async with client.post(where, json=update, headers=headers) as answer:
                assert answer.status == 403
        async with client.post(where, data=b"[]", headers={SECRET_HEADER: known}) as answer:
            assert answer.status == 400
        async with client.get(where) as answer:
            assert answer.status == 405
        root = where.removesuffix("/hook")
        async with client.get(f"{root}/healthz") as answer:
            assert answer.status == 200
        async with client.get(f"{root}/metrics") as answer:
            shown = await answer.text()
    assert 'backwalk_webhook_refused_total{reason="secret"} 2.0' in shown
    assert 'backwalk_webhook_refused_total{reason="body"} 1.0' in shown
    assert not telegram.sent("sendMessage")
    await program.stop()
    assert known not in program.log
    assert known not in shown


async def test_killed_in_a_burst_and_started_again(
    telegram: Server, launch: Launch, birds: Faq, tmp_path: Path
) -> None:
    program = await launch(telegram, polling=False, **HERE)
    deliverer = Deliverer(telegram, await secret(telegram), [await address(program)])
    people = [Talk(telegram, birds) for _ in range(60)]
    database = f"sqlite:///{tmp_path}/data/journal.sqlite3"
    async with delivering(deliverer):
        for person in people:
            person.say(QUESTION)
        await telegram.until(lambda: len(telegram.sent("sendMessage")) >= 10 or None, "some answers")
        await some_noted(database)
        program.process.kill()
        await program.ended()
        noted = {row["chat_id"] for row in (await rows(database))["answered"]}
        again = await launch(telegram, polling=False, **HERE)
        deliverer.addresses[:] = [await address(again)]
        telegram.broken = None
        await telegram.until(lambda: not telegram.queue.pending or None, "all acknowledgements")
    answered = {person.chat["id"]: len(telegram.sent("sendMessage", chat_id=person.chat["id"])) for person in people}
    assert min(answered.values()) >= 1
    assert {answered[chat] for chat in noted} == {1}, "what was noted is answered once"


async def test_a_copy_that_dies_is_succeeded_by_another(
    telegram: Server, launch: Launch, birds: Faq, postgresql_url: str
) -> None:
    shared = HERE | {"DATABASE_URL": postgresql_url}
    copies = [await launch(telegram, polling=False, **shared) for _ in range(2)]
    known = await secret(telegram)
    addresses = [await address(copy) for copy in copies]
    # Handed in to both at once, as when an acknowledgement is lost.
    first, second = (Deliverer(telegram, known, [one]) for one in addresses)
    somebody = Talk(telegram, birds)
    async with delivering(first):
        said = await somebody.ask(QUESTION)
        assert said.answers(birds.by_id["red-parrots"])
        await telegram.until(lambda: not telegram.queue.pending or None, "an acknowledgement")
    people = [Talk(telegram, birds) for _ in range(20)]
    for person in people:
        person.say(QUESTION)
    async with delivering(Deliverer(telegram, known, addresses, patience=20)):
        await telegram.until(lambda: len(telegram.sent("sendMessage")) >= 6 or None, "some answers")
        copies[0].process.kill()
        await copies[0].ended()
        telegram.broken = None
        await telegram.until(lambda: not telegram.queue.pending or None, "all acknowledgements")
    answered = [len(telegram.sent("sendMessage", chat_id=person.chat["id"])) for person in people]
    assert min(answered) == 1
    assert sum(answered) <= len(people) + 10
    assert second.refused == []
