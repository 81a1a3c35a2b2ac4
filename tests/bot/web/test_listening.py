"""A server for operators, on a wire where strangers speak as well."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession, web

from bot.web import listening as module
from bot.web.address import Address, ListenError
from bot.web.application import build_application
from bot.web.listening import listening
from tests.bot.web.conftest import HERE
from tests.telegram import DEADLINE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@contextlib.asynccontextmanager
async def connection(address: Address) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(address.host, address.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def spoken(address: Address, data: bytes) -> bytes:
    """Give all that is answered until the server closes the connection."""
    async with asyncio.timeout(DEADLINE), connection(address) as (reader, writer):
        writer.write(data)
        try:
            return await reader.read()
        except ConnectionError:  # closed before it had read what was said
            return b""


async def test_a_port_in_use_is_told_with_what_to_do(address: Address) -> None:
    with pytest.raises(ListenError) as caught:
        async with listening(build_application([]), address):
            pass
    assert str(caught.value) == (
        f"cannot listen on {address}: another program listens there; stop it or choose another port"
    )


async def test_an_address_of_another_machine_is_told_with_what_to_do() -> None:
    elsewhere = Address("192.0.2.1", 0)  # in no network, by RFC 5737
    with pytest.raises(ListenError, match="this machine does not have that address; choose one that it has"):
        async with listening(build_application([]), elsewhere):
            pass


@pytest.mark.usefixtures("no_hosts")
async def test_a_host_that_nobody_knows_is_told() -> None:
    with pytest.raises(ListenError, match="there is no such host"):
        async with listening(build_application([]), Address("host.invalid", 0)):
            pass


async def test_it_ends_with_its_context(address: Address) -> None:
    async with listening(build_application([]), HERE) as bound, ClientSession() as client:
        assert (await client.get(f"http://{bound}/")).status == 404
    async with listening(build_application([]), bound):  # the port is free again
        pass
    assert bound.port != address.port


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\n\r\n",
    ],
    ids=["no HTTP", "a long line", "no address"],
)
async def test_what_cannot_be_read_gets_a_short_answer_and_no_line_in_the_log(
    address: Address, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await spoken(address, data)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 400 ")
    assert body == b"400: this cannot be read as a request"
    assert b"aiohttp" not in answer
    assert b"Python" not in answer
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize(
    "asked", [b"", b"GET /metr", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"], ids=["not", "half", "whole"]
)
async def test_no_connection_lasts_for_ever(address: Address, asked: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTION_SECONDS", 0.05)
    await spoken(address, asked)


async def test_an_answer_under_way_is_finished_when_the_time_is_up() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert isinstance(request.protocol, module._Connection)
        request.protocol._time_is_up()
        return web.Response(text="done")

    async with listening(build_application([web.get("/", answer)]), HERE) as bound:
        assert (await spoken(bound, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")).endswith(b"\r\n\r\ndone")


async def test_a_connection_at_rest_is_closed_when_the_time_is_up() -> None:
    seen: list[module._Connection] = []

    async def answer(request: web.Request) -> web.Response:
        assert isinstance(request.protocol, module._Connection)
        seen.append(request.protocol)
        return web.Response(text="done")

    async with (
        listening(build_application([web.get("/", answer)]), HERE) as bound,
        asyncio.timeout(DEADLINE),
        connection(bound) as (reader, writer),
    ):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readuntil(b"done")
        while seen[0]._request_in_progress:
            await asyncio.sleep(0)
        seen[0]._time_is_up()
        assert await reader.read() == b""


async def test_too_many_connections_are_closed_and_the_others_served(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECTIONS", 1)
    request = b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
    async with asyncio.timeout(DEADLINE), connection(address) as (reader, writer):
        writer.write(request)
        assert await reader.readline() == b"HTTP/1.1 404 Not Found\r\n"
        assert await spoken(address, b"") == b""
        writer.write(request)
        await reader.readuntil(b"404: Not Found")
        await reader.readuntil(b"404: Not Found")
