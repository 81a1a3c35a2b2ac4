"""No secret is shown anywhere, whatever goes wrong, and neither is what people write."""

from __future__ import annotations

import asyncio
import re
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import aiohttp
import pytest

from bot.settings import Settings
from tests.e2e.deliverer import SECRET_HEADER, Deliverer
from tests.e2e.doors import Door
from tests.e2e.program import SECRET, environment
from tests.e2e.talks import Talk
from tests.e2e.test_webhook import HERE, address, delivering
from tests.telegram import DEADLINE, ME, TOKEN, Server, faults, updates
from tests.telegram.faults import Fault
from tests.telegram.refusals import Refusal

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAULTS = (
    faults.server_error(),
    faults.bad_gateway(),
    faults.cut_off(),
    faults.too_many_requests(1),
    faults.blocked(),
    faults.reply_not_found(),
)

PASSWORD = "hunter2@home/\u00e9:x"
REDIS_PASSWORD = "swordfish/7?&+%20"
HOOK_SECRET = "hush-hush-0123456789_abc"
SECRETS = {
    "BOT_TOKEN": (TOKEN, SECRET),
    "DATABASE_URL": (f"postgresql://bot:{quote(PASSWORD, safe='')}@127.0.0.1:{{port}}/journal", PASSWORD),
    "WEBHOOK_SECRET": (HOOK_SECRET, HOOK_SECRET),
    "REDIS_URL": (f"redis://:{quote(REDIS_PASSWORD, safe='')}@127.0.0.1:{{port}}/0", REDIS_PASSWORD),
}
"""Settings that hold a secret: what is set (``{port}``: of a server that is none), and what must not be shown."""

PART = 8
"""So many letters of a secret are a part of it that may be of use to somebody."""

LEAK = f"/bot{TOKEN}/x?secret={HOOK_SECRET}"
"""What a proxy may answer that repeats what it was asked."""

PAGE = f"<html>{LEAK}</html>"
EVERY_FAULT = {
    "400": faults.refuse(400, f"chat not found {LEAK}"),
    "400 markup": faults.refuse(400, f"can't parse entities: {LEAK}"),
    "401": faults.refuse(401, f"Unauthorized {LEAK}"),
    "403": faults.refuse(403, f"bot was blocked by the user {LEAK}"),
    "404": Fault(Refusal(404, LEAK), page=PAGE),
    "409": faults.refuse(409, f"terminated by other getUpdates request {LEAK}"),
    "413": Fault(Refusal(413, LEAK), page=PAGE),
    "429": faults.refuse(429, f"retry after 1 {LEAK}", {"retry_after": 1}),
    "500": faults.refuse(500, f"Internal Server Error {LEAK}"),
    "502": Fault(Refusal(502, LEAK), page=PAGE),
    "page": Fault(Refusal(200, LEAK), page=PAGE),
    "cut off JSON": Fault(Refusal(200, LEAK), page=f'{{"ok":true,"result":{{"text":"{LEAK}'),
    "another JSON": Fault(Refusal(200, LEAK), page=f'["{LEAK}"]'),
    "cut off": faults.cut_off(),
}


def check_hidden(*shown: str) -> None:
    """Check that no secret stands in any of it, nor a part of one, in small letters or as an address writes it."""
    for text in shown:
        for _, secret in SECRETS.values():
            for part in (secret[place : place + PART] for place in range(len(secret) - PART + 1)):
                assert part.lower() not in text.lower()
                assert quote(part, safe="").lower() not in text.lower()


def settings(port: int) -> dict[str, str]:
    """All settings that hold a secret."""
    return {name: value.format(port=port) for name, (value, _) in SECRETS.items()}


async def looked_at(program: Program) -> str:
    """All that can be seen of a program from outside: its log, what it serves, its place in the list of processes."""
    found = re.search(r"Listening on (http://)?([\d.]+:\d+)", program.log)
    assert found
    seen = [program.log]
    async with aiohttp.ClientSession(f"http://{found[2]}") as client:
        for path in ("/metrics", "/healthz"):
            async with client.get(path) as answer:
                seen.append(await answer.text())
    if sys.platform == "linux":
        process = Path(f"/proc/{program.process.pid}")
        seen += [(process / "cmdline").read_text(), *(one.read_text() for one in process.glob("task/*/comm"))]
        assert "backwalk" in seen[2] or "bot" in seen[3]
    return "\n".join(seen)


async def meet(telegram: Server, birds: Faq, *names: str) -> None:
    """Have calls of each kind fail in these ways, and wait until something came of them all."""
    button = {"text": "Topics", "callback_data": "topics::0"}
    telegram.queue.push({"message": {"message_id": LEAK, "chat": 7, "text": LEAK}})
    for fault in (EVERY_FAULT[name] for name in names):
        asker, presser = Talk(telegram, birds), Talk(telegram, birds)
        telegram.faults.next_calls("sendMessage", fault, chat_id=asker.chat["id"])
        telegram.faults.next_calls("editMessageText", fault, chat_id=presser.chat["id"])
        for method in ("answerInlineQuery", "answerCallbackQuery"):
            telegram.faults.next_calls(method, fault)
        asker.say(birds.by_id["red-parrots"].title)
        telegram.push(updates.inline_query(asker.user, "parrots"))
        old = updates.message(presser.chat, telegram.me, "an answer", reply_markup={"inline_keyboard": [[button]]})
        telegram.push(updates.callback_query(presser.user, old, button["callback_data"]))
    telegram.faults.next_calls("answerGuestQuery", EVERY_FAULT["502"])
    telegram.push(updates.guest_message(updates.supergroup(), updates.person(), f"@{ME['username']} parrots"))
    await telegram.until(lambda: not telegram.faults.plans or None, "calls that meet the faults")
    await telegram.until(lambda: not telegram.queue.pending or None, "an end of all of it")


async def test_every_setting_that_holds_a_secret_is_among_those_that_are_looked_for() -> None:
    secret = {name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert secret == set(SECRETS)


async def test_no_secret_is_shown_whatever_fails(telegram: Server, launch: Launch, birds: Faq) -> None:
    host, _, port = telegram.url.removeprefix("http://").partition(":")
    telegram.faults.next_calls("getMe", EVERY_FAULT["502"])
    async with Door(host, int(port)) as no_database:  # speaks, but not as a database does
        here = settings(no_database.port) | {"HTTP_LISTEN": "127.0.0.1:0", "LOG_LEVEL": "DEBUG"}
        program = await launch(telegram, **here)
        await program.logged("The store .* fails")
        telegram.faults.next_calls("getUpdates", EVERY_FAULT["401"])
        await meet(telegram, birds, *EVERY_FAULT)
        check_hidden(await looked_at(program))
        await program.stop()
    check_hidden(program.log)


async def test_no_secret_is_shown_behind_a_webhook(telegram: Server, launch: Launch, birds: Faq) -> None:
    for method, name in (("getMe", "cut off JSON"), ("setWebhook", "400")):
        telegram.faults.next_calls(method, EVERY_FAULT[name])
    here = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json", "HTTP_LISTEN": "127.0.0.1:0"} | HERE
    program = await launch(telegram, polling=False, **settings(1), **here)
    where = await address(program)
    await telegram.until(lambda: telegram.methods.webhook or None, "a webhook")
    async with aiohttp.ClientSession(headers={SECRET_HEADER: HOOK_SECRET}) as client:
        for body in (b"", b"{", b"[]", PAGE.encode(), b"[" * 100_000, b'{"update_id":"1"}', b"x" * 20_000_000):
            async with client.post(where, data=BytesIO(body)) as answer:
                assert 400 <= answer.status < 500
        for unknown in (f"{where}{LEAK}", f"{where}/{HOOK_SECRET}"):
            async with client.post(unknown, json={"update_id": 1}) as answer:
                assert answer.status == 404
        async with client.post(where, json={}, headers={SECRET_HEADER: HOOK_SECRET + "x"}) as answer:
            assert answer.status == 403
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(where).port)
    writer.write(f"POST {LEAK} HTTP/9.9\r\n{SECRET_HEADER}: {HOOK_SECRET}\r\n\r\n".encode())
    await writer.drain()
    writer.close()
    async with delivering(Deliverer(telegram, HOOK_SECRET, [where])):
        await meet(telegram, birds, "400", "401", "502")
    check_hidden(await looked_at(program))
    await program.stop()
    check_hidden(program.log)


@pytest.mark.parametrize(
    "arguments", [("run", "--check"), ("health",), ("report",), ("report", "--json"), ("report", "--html", "page.html")]
)
async def test_no_command_shows_a_secret(tmp_path: Path, birds_folder: Path, arguments: tuple[str, ...]) -> None:
    nobody = {"BOT_API_URL": "http://127.0.0.1:1", "HTTP_LISTEN": "127.0.0.1:1", "FAQ_DIR": str(birds_folder)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *arguments),
        cwd=tmp_path,
        env=environment(tmp_path, settings(1) | HERE | nobody),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(DEADLINE):
        told, _ = await process.communicate()
    assert process.returncode
    assert told
    check_hidden(told.decode(), *(page.read_text("utf-8") for page in tmp_path.glob("*.html")))


@pytest.mark.parametrize("name", SECRETS)
async def test_a_secret_that_cannot_be_used_is_not_shown(launch: Launch, name: str) -> None:
    slipped = f"{settings(1)[name].replace('postgresql', 'mysql')} \u201d"
    program = await launch(**{"BOT_TOKEN": TOKEN, "LOG_LEVEL": "DEBUG", name: slipped})
    assert await program.ended() == 78
    assert program.log.startswith(f"{name}: ")
    check_hidden(program.log)


async def test_nothing_private_is_logged_even_at_debug(telegram: Server, launch: Launch, birds: Faq) -> None:
    telegram.faults.next_calls("getMe", faults.cut_off())
    program = await launch(telegram, LOG_LEVEL="DEBUG")
    # Each in a chat of their own, which would else have to wait for Telegram's limits.
    people = [updates.person("Zebedee", last_name="Quartermain", username="zebquart") for _ in range(len(FAULTS) + 1)]
    talks = [Talk(telegram, birds, user=person) for person in people]
    for talk, fault in zip(talks, FAULTS, strict=False):
        telegram.faults.next_calls("sendMessage", fault, chat_id=talk.chat["id"])
        talk.say(f"{birds.by_id['red-parrots'].title} flibbertigibbet")
    for talk in talks[:-1]:
        assert not (await telegram.call("sendMessage", chat_id=talk.chat["id"])).ok
    telegram.faults.next_calls("getUpdates", faults.bad_gateway())
    talk, ada = talks[-1], people[-1]
    await talk.press_data(None, "flibbertigibbet")
    telegram.push(updates.inline_query(ada, "flibbertigibbet"))
    await telegram.call("answerInlineQuery")
    telegram.push(updates.guest_message(updates.supergroup(), ada, f"@{ME['username']} flibbertigibbet"))
    await telegram.call("answerGuestQuery")
    telegram.queue.push({"message": {"message_id": "no number", "chat": 7, "text": "flibbertigibbet"}})
    await telegram.polled()
    async with aiohttp.ClientSession() as rival:
        await rival.get(f"{telegram.url}/bot{TOKEN}/getUpdates")
    await program.logged("conflict|another|other getUpdates")
    assert (await talk.ask("/help")).text
    await program.stop()
    for private in ("flibbertigibbet", "Zebedee", "Quartermain", "zebquart", *(str(one["id"]) for one in people)):
        assert private not in program.log


async def test_a_revoked_token_ends_it_without_showing_it(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram, LOG_LEVEL="DEBUG")
    telegram.token = "1:another"
    telegram.queue.push({"message": updates.message(updates.supergroup(), updates.person(), "x")})
    assert await program.ended() == 78
    assert "BOT_TOKEN" in program.log
    program.check_log()
