"""Those who run the bot see how it is, and its log can be read by programs."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.e2e.talks import Talk
from tests.telegram import DEADLINE, TOKEN, Server, faults, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANY_PORT = "127.0.0.1:0"
EXIT_CONFIG = 78


@pytest_asyncio.fixture(loop_scope="session")
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def root(program: Program) -> str:
    """Give where the program can be asked."""
    found = re.search(r"Listening on (\S+:\d+)", await program.logged("Listening on"))
    assert found
    return f"http://{found[1]}"


async def metrics(client: ClientSession, where: str) -> str:
    async with client.get(f"{where}/metrics") as answer:
        assert answer.status == 200
        return await answer.text()


async def test_health_while_telegram_is_not_reached_and_then(
    telegram: Server, launch: Launch, client: ClientSession, birds: Faq
) -> None:
    gate = asyncio.Event()
    telegram.faults.next_calls("getMe", faults.cut_off())
    telegram.faults.next_calls("getMe", faults.hold(gate))
    program = await launch(telegram, polling=False, HTTP_LISTEN=ANY_PORT)
    where = await root(program)
    async with client.get(f"{where}/healthz") as answer:
        assert answer.status == 503
        told = await answer.json()
    assert (told["status"], told["contact_seconds"], told["store"]) == ("failing", None, "ok")
    gate.set()
    await telegram.polled()
    async with client.get(f"{where}/healthz") as answer:
        assert answer.status == 200
        told = await answer.json()
    assert told["status"] == "ok"
    assert 0 <= told["contact_seconds"] <= told["uptime_seconds"]
    assert (told["faq_version"], told["faq_entries"]) == (birds.version, len(birds.entries))
    await program.stop()


async def test_health_does_not_take_refusals_for_contact(
    telegram: Server, launch: Launch, client: ClientSession, birds: Faq
) -> None:
    program = await launch(telegram, HTTP_LISTEN=ANY_PORT)
    where = await root(program)
    talk = Talk(telegram, birds)
    await talk.ask("/help")
    before = _contact(await metrics(client, where))
    assert before > 0
    await telegram.polled()
    telegram.faults.next_calls("getUpdates", faults.bad_gateway(), times=1000)
    telegram.faults.next_calls("getUpdates", faults.cut_off(), times=1000)
    talk.say("/help")  # ends the poll that waits
    await talk.hear()
    await program.logged("No updates from Telegram")
    await program.logged("private, command", times=2)  # the bot has heard that the answer was taken
    await _refused(telegram, 2)
    shown = await metrics(client, where)
    seen = _contact(shown)
    assert seen >= before
    await _refused(telegram, 3)
    assert _contact(await metrics(client, where)) == seen
    assert 'backwalk_telegram_errors_total{code="5xx",method="getUpdates"}' in shown
    await program.stop()


async def _refused(telegram: Server, times: int) -> None:
    """Wait until so many polls have failed."""
    await telegram.until(
        lambda: len([call for call in telegram.sent("getUpdates") if not call.ok]) >= times or None, "polls that fail"
    )


def _contact(shown: str) -> float:
    found = re.search(r"^backwalk_telegram_contact_timestamp_seconds (\S+)$", shown, re.MULTILINE)
    assert found
    return float(found[1])


async def test_metrics_after_some_answers(telegram: Server, launch: Launch, client: ClientSession, birds: Faq) -> None:
    program = await launch(telegram, HTTP_LISTEN=ANY_PORT)
    where = await root(program)
    ada = updates.person("Zebedee", last_name="Quartermain", username="zebquart")
    talk = Talk(telegram, birds, user=ada)
    entry = birds.by_id["red-parrots"]
    assert (await talk.ask(entry.title)).answers(entry)
    assert (await talk.ask(entry.title)).answers(entry)
    telegram.faults.next_calls("sendMessage", faults.too_many_requests(1))
    Talk(telegram, birds, updates.supergroup(), user=ada).say(f"/ask {entry.title}")
    await program.logged("update .* group, answer")
    telegram.faults.next_calls("sendMessage", faults.blocked())
    talk.say("flibbertigibbet")
    await program.logged("not answered")
    shown = await metrics(client, where)
    for line in (
        'backwalk_updates_total{kind="message"} 4.0',
        'backwalk_answers_total{chat="private",outcome="answer"} 2.0',
        'backwalk_answers_total{chat="group",outcome="answer"} 1.0',
        'backwalk_answer_seconds_bucket{le="+Inf"} 3.0',
        'backwalk_telegram_errors_total{code="429",method="sendMessage"} 1.0',
        'backwalk_telegram_errors_total{code="403",method="sendMessage"} 1.0',
        'backwalk_telegram_retries_total{method="sendMessage"} 1.0',
        "backwalk_updates_waiting 0.0",
        f'backwalk_faq_info{{version="{birds.version}"}} 1.0',
        f"backwalk_faq_entries {len(birds.entries):.1f}",
        "backwalk_healthy 1.0",
    ):
        assert line in shown.splitlines(), shown
    assert re.search(r"^process_resident_memory_bytes ", shown, re.MULTILINE)
    for private in (TOKEN.partition(":")[2], "flibbertigibbet", "Zebedee", "zebquart", str(ada["id"]), entry.id):
        assert private not in shown
    await program.stop()


async def test_an_update_that_is_being_answered_waits(
    telegram: Server, launch: Launch, client: ClientSession, birds: Faq
) -> None:
    program = await launch(telegram, HTTP_LISTEN=ANY_PORT)
    where = await root(program)
    gate = asyncio.Event()
    telegram.faults.next_calls("sendMessage", faults.hold(gate))
    talk = Talk(telegram, birds)
    talk.say("/help")
    talk.say("/privacy")
    async with asyncio.timeout(DEADLINE):
        while "backwalk_updates_waiting 2.0" not in await metrics(client, where):
            await asyncio.sleep(0.01)
    assert len(telegram.queue.pending) == 2, "not received before they are answered"
    gate.set()
    await program.logged("private, command", times=2)
    assert "backwalk_updates_waiting 0.0" in await metrics(client, where)
    await program.stop()


async def test_anything_else_is_refused_in_a_few_plain_words(
    telegram: Server, launch: Launch, client: ClientSession
) -> None:
    program = await launch(telegram, HTTP_LISTEN=ANY_PORT)
    where = await root(program)
    for method, path, status in (("GET", "/", 404), ("GET", f"/bot{TOKEN}/getMe", 404), ("POST", "/metrics", 405)):
        async with client.request(method, f"{where}{path}") as answer:
            assert answer.status == status
            assert re.fullmatch(rf"{status}: [A-Za-z ]+", await answer.text())
            assert "Server" not in answer.headers
    await program.stop()
    assert "getMe" not in program.log


async def test_a_port_in_use_ends_it_with_what_to_do(telegram: Server, launch: Launch) -> None:
    taken = telegram.url.removeprefix("http://")
    program = await launch(telegram, polling=False, HTTP_LISTEN=taken)
    assert await program.ended() == EXIT_CONFIG
    assert len(program.lines) == 1
    assert program.lines[0].endswith(
        f"ERROR HTTP_LISTEN: cannot listen on {taken}: another program listens there; stop it or choose another port"
    )
    assert telegram.calls == []


async def test_no_port_is_opened_unless_asked_for(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram)
    await program.stop()
    assert "Listening" not in program.log


async def test_a_store_that_cannot_be_reached_is_shown_and_its_password_is_not(
    telegram: Server, launch: Launch, client: ClientSession, birds: Faq
) -> None:
    nobody = "postgresql://bot:hunter2%40home@127.0.0.1:1/journal"
    program = await launch(telegram, HTTP_LISTEN=ANY_PORT, DATABASE_URL=nobody, LOG_FORMAT="json", LOG_LEVEL="DEBUG")
    where = await root(program)
    assert (await Talk(telegram, birds).ask("/help")).text
    async with client.get(f"{where}/healthz") as answer:
        assert answer.status == 200
        assert (await answer.json())["store"] == "failing"
    shown = await metrics(client, where)
    assert "backwalk_store_up 0.0" in shown.splitlines()
    assert "backwalk_store_faults_total 0.0" not in shown.splitlines()
    await program.stop()
    assert "hunter2" not in program.log + shown


async def test_every_line_of_a_log_for_programs_is_json(telegram: Server, launch: Launch, birds: Faq) -> None:
    telegram.faults.next_calls("getMe", faults.bad_gateway())
    program = await launch(telegram, LOG_FORMAT="json", LOG_LEVEL="DEBUG", HTTP_LISTEN=ANY_PORT)
    ada = updates.person("Zebedee", username="zebquart")
    talk = Talk(telegram, birds, user=ada)
    entry = birds.by_id["red-parrots"]
    assert (await talk.ask(f"{entry.title} flibbertigibbet")).answers(entry)
    number = max(telegram.queue.delivered)
    telegram.faults.next_calls("sendMessage", faults.server_error())
    talk.say("/help")
    await program.logged('"outcome": "command"')
    telegram.faults.next_calls("sendMessage", faults.refuse(403, 'Forbidden: "user\nis" deactivated'))
    talk.say("flibbertigibbet")
    await program.logged('"event": "unanswered"')
    telegram.queue.push({"message": {"message_id": "no number", "chat": 7}})
    talk.say("/help")
    await program.logged('"outcome": "command"', times=2)
    await program.stop()
    lines = [json.loads(line) for line in program.lines]
    for line in lines:
        assert line.keys() >= {"time", "level", "logger", "message"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    (answered,) = (line for line in lines if line.get("update") == number)
    assert (answered["event"], answered["chat"], answered["outcome"]) == ("answered", "private", "answer")
    assert 0 < answered["score"] <= 1
    assert answered["ms"] > 0
    assert _events(lines)["retry"]["code"] == "5xx"
    assert _events(lines)["unanswered"]["code"] == "403"
    for private in ("flibbertigibbet", "Zebedee", "zebquart", str(ada["id"])):
        assert private not in program.log


def _events(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {line["event"]: line for line in lines if "event" in line}
