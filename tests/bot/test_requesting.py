"""Answers that are not Telegram's."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING

import pytest
from telegram.error import TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.masking import Mask
from bot.requesting import Requests, SurroundingsError, UnreadableError
from tests.telegram import DEADLINE, TOKEN, Server, faults, updates
from tests.telegram.faults import Fault
from tests.telegram.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


def test_an_answer_is_read() -> None:
    assert Requests.parse_json_payload(b'{"ok": true, "result": []}') == {"ok": True, "result": []}


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"ok": true, "result": [{"text": "is it sa', b"[]", b"7", b"null", b"\xff", b"[" * 100_000],
)
def test_what_cannot_be_read_is_told_without_what_stands_in_it(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadableError) as raised:
        Requests.parse_json_payload(body)
    assert "safe" not in str(raised.value)
    assert caplog.messages == []


@pytest.mark.parametrize(
    "body",
    [
        '{"ok": true, "result": null}',
        '{"ok": false, "result": {}}',
        '{"result": {}}',
        '{"ok": 1, "result": {}}',
        *(f'{{"ok": false, "description": {odd}}}' for odd in ("5", '["chat not found"]')),
        *(f'{{"ok": false, "parameters": {odd}}}' for odd in ('"x"', "[1]")),
        *(
            f'{{"ok": false, "parameters": {{"retry_after": {odd}}}}}'
            for odd in ("-5", '"1"', "[1]", "1.5", "true", "NaN", "1e400", "1" + "0" * 40)
        ),
        '{"ok": false, "parameters": {"migrate_to_chat_id": "-100"}}',
    ],
)
def test_what_is_no_answer_of_the_bot_api_is_not_taken_for_one(body: str) -> None:
    """The library would believe it, and trip over it where nobody tries again."""
    with pytest.raises(UnreadableError):
        Requests.parse_json_payload(body.encode())


async def test_an_answer_that_never_ends_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a byte of it comes."""
    monkeypatch.setattr("bot.requesting.LONGEST_SECONDS", 0.2)
    asked = Requests(Mask.of(TOKEN), read_timeout=DEADLINE)
    async with ExtBot(TOKEN, base_url=f"{server.url}/bot", request=asked, get_updates_request=asked) as bot:
        server.faults.next_calls("sendMessage", faults.drip())
        with pytest.raises(TimedOut):
            await bot.send_message(5, "is it safe?")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "foo://ada:hunter2@cache:3128"),
        ("HTTPS_PROXY", "http://ada:hunter2"),
        ("ALL_PROXY", "http://cache:port"),
        ("HTTP_PROXY", "http://cache:port"),
        ("NO_PROXY", "http://cache:port"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_without_what_stands_in_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SurroundingsError) as caught:
        Requests(Mask.of(TOKEN))
    assert name in str(caught.value)
    assert "hunter2" not in str(caught.value)


ECHO = f"no such thing: /bot{TOKEN}/sendMessage"


@pytest.mark.parametrize(
    "fault",
    [
        faults.refuse(400, ECHO),
        faults.refuse(401, ECHO),
        faults.refuse(403, ECHO),
        faults.refuse(409, ECHO),
        faults.refuse(500, ECHO),
        Fault(Refusal(404, ""), page=f"<html>{ECHO}</html>"),
        Fault(Refusal(502, ""), page=f"<html>{ECHO}</html>"),
        Fault(Refusal(200, ""), page=f"<html>{ECHO}</html>"),
    ],
    ids=lambda fault: f"{fault.refusal.status}{' page' if fault.page else ''}",
)
async def test_what_repeats_the_token_does_not_show_it(server: Server, fault: Fault) -> None:
    asked = Requests(Mask.of(TOKEN))
    async with ExtBot(TOKEN, base_url=f"{server.url}/bot", request=asked, get_updates_request=asked) as bot:
        server.faults.next_calls("sendMessage", fault)
        with pytest.raises(TelegramError) as raised:
            await bot.send_message(5, "is it safe?")
    secret = TOKEN.partition(":")[2].lower()
    assert secret not in str(raised.value).lower()
    assert secret not in repr(raised.value.__cause__).lower()


async def test_a_result_is_left_as_it_is(server: Server) -> None:
    """However short what is hidden."""
    asked = Requests(Mask(["ok", "1", "is it safe"]))
    async with ExtBot(TOKEN, base_url=f"{server.url}/bot", request=asked, get_updates_request=asked) as bot:
        ada = updates.person("Ada")
        server.push(updates.new_message(updates.message(updates.private(ada), ada, "x")))
        assert (await bot.send_message(ada["id"], "is it safe?")).text == "is it safe?"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def asking(listener: socket.socket, see: Callable[[], Awaitable[None]]) -> ExtBot[None]:
    """A bot whose Telegram is a bare socket."""
    asked = Requests(Mask.of(TOKEN), see)
    host, port = listener.getsockname()
    return ExtBot(TOKEN, base_url=f"http://{host}:{port}/bot", request=asked, get_updates_request=asked)


async def test_what_is_not_to_be_said_any_more_is_kept_back_at_the_last_moment(listener: socket.socket) -> None:
    heard: list[socket.socket] = []

    async def see() -> None:
        heard.append(listener.accept()[0])
        assert heard[0].recv(65_536).endswith(b"\r\n\r\n")
        raise asyncio.CancelledError

    bot = asking(listener, see)
    with pytest.raises(asyncio.CancelledError):
        await bot.send_message(5, "is it safe?")
    with heard[0]:
        heard[0].settimeout(DEADLINE)
        assert heard[0].recv(65_536) == b"", "it hung up"
    await bot.request.shutdown()


async def test_what_may_be_said_is_said_before_anything_else_happens(listener: socket.socket) -> None:
    """A process may stand still at any moment, so between the look and the writing there must be none."""
    said: list[bytes] = []

    async def see() -> None:
        asyncio.get_running_loop().call_soon(hear, listener.accept()[0])

    def hear(connection: socket.socket) -> None:
        with connection:
            said.append(connection.recv(65_536, socket.MSG_DONTWAIT))
            connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{"ok": true, "result": true}')

    bot = asking(listener, see)
    await bot.send_chat_action(5, "typing")
    assert b"\r\n\r\nchat_id=5&action=typing" in said[0]
    await bot.request.shutdown()
