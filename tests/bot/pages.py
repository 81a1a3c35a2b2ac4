"""A web server with pages that answer in all kinds of ways, and a finder of hosts that finds it under every name."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable, Callable

    Page = Callable[[web.Request], Awaitable[web.StreamResponse]]

DEADLINE = 30
"""Seconds to wait for something that must happen; never waited when it does."""


class Pages:
    """Pages by their path; what is asked is written down.

    Attributes
    ----------
    url
        Root of the server, without a slash at its end.
    asked
        Method and path of each request, in the order in which they arrived.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.requests: list[web.Request] = []
        self._pages: dict[str, Page] = {}

    def __setitem__(self, path: str, page: Page) -> None:
        self._pages[path] = page

    @asynccontextmanager
    async def running(self, context: ssl.SSLContext | None = None) -> AsyncIterator[Pages]:
        """Serve the pages on this machine."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        host, port = runner.addresses[0][:2]
        self.url = f"{'https' if context else 'http'}://{host}:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        self.requests.append(request)
        return await self._pages[request.path](request)


def answers(status: int, location: str | None = None, *, head: int | None = None, then: int | None = None) -> Page:
    """A page that answers with a status.

    Parameters
    ----------
    head
        Status for who asks for the head alone.
    then
        Status from the second time on.
    """
    times = 0

    async def page(request: web.Request) -> web.Response:
        nonlocal times
        times += 1
        now = then if then and times > 1 else status
        headers = {} if location is None else {"Location": location}
        return web.Response(status=head if head and request.method == "HEAD" else now, headers=headers)

    return page


def cuts(methods: str = "HEAD GET") -> Page:
    """A page that hangs up on these methods."""

    async def page(request: web.Request) -> web.Response:
        if request.method in methods.split():
            assert request.transport is not None
            request.transport.abort()
        return web.Response()

    return page


async def hangs(_request: web.Request) -> web.Response:
    """A page that never comes."""
    await asyncio.Event().wait()
    raise AssertionError


class Endless:
    """A page without end, given to those who do not ask for its head alone."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        if request.method == "HEAD":
            return web.Response(status=405)
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 65536)
        finally:
            self.over.set()


class Crowd:
    """A page that lets nobody go before so many are there, and knows how many there were at most."""

    def __init__(self, enough: int) -> None:
        self.most = 0
        self._enough = enough
        self._here = 0
        self._full = asyncio.Event()

    async def __call__(self, _request: web.Request) -> web.Response:
        self._here += 1
        self.most = max(self.most, self._here)
        if self._here == self._enough:
            self._full.set()
        async with asyncio.timeout(DEADLINE):
            await self._full.wait()
        self._here -= 1
        return web.Response()


class Here(AbstractResolver):
    """Finds every host on this machine, except those that it is told to fail for."""

    def __init__(self, failing: dict[str, OSError] | None = None) -> None:
        self._failing = failing or {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host in self._failing:
            raise self._failing[host]
        found = {"hostname": host, "host": "127.0.0.1", "port": port, "family": family or socket.AF_INET}
        return [ResolveResult(**found, proto=0, flags=0)]  # type: ignore[typeddict-item]

    async def close(self) -> None:
        """Nothing is open."""
