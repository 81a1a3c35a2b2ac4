"""What is answered beside the routes."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiohttp import ClientSession, web

from bot.web.application import BODY_BYTES, build_application
from bot.web.listening import listening
from tests.bot.web.conftest import HERE


async def test_anything_else_is_not_found(client: ClientSession) -> None:
    for path in ("/", "/metrics/", "/healthz/x", "/%2e%2e/etc/passwd", "/Metrics"):
        async with client.get(path) as answer:
            assert (answer.status, await answer.text()) == (404, "404: Not Found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
async def test_other_methods_are_refused(client: ClientSession, method: str) -> None:
    for path in ("/healthz", "/metrics"):
        async with client.request(method, path) as answer:
            assert (answer.status, await answer.text()) == (405, "405: Method Not Allowed")
            assert answer.headers["Allow"] == "GET,HEAD"


async def test_the_program_that_answers_is_not_named(client: ClientSession) -> None:
    for path in ("/healthz", "/metrics", "/nothing"):
        async with client.get(path) as answer:
            assert "Server" not in answer.headers


async def test_a_route_that_fails_is_logged_without_who_asked(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: web.Request) -> web.Response:
        raise RuntimeError("crash")

    application = build_application([web.get("/", fail)])
    async with listening(application, HERE) as bound, ClientSession(headers={"Accept": "text/html"}) as client:
        answer = await client.get(f"http://{bound}/")
        assert (answer.status, await answer.text()) == (500, "500: Internal Server Error")
    assert caplog.messages == ["A request could not be answered"]
    assert "127.0.0.1" not in caplog.text


async def test_routes_of_several_kinds_share_an_application() -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    application = build_application([web.post("/echo", echo)])
    async with listening(application, HERE) as bound, ClientSession() as client:
        async with client.post(f"http://{bound}/echo", data="x" * 100_000) as answer:
            assert await answer.text() == "x" * 100_000
        async with client.post(f"http://{bound}/echo", data=BytesIO(b"x" * (BODY_BYTES + 1))) as answer:
            assert answer.status == 413
