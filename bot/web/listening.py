"""Serves an application at an address, within limits that keep strangers from wearing it down."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aiohttp import hdrs, web

from bot.web.address import ListenError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.web.address import Address

CONNECTIONS = 100
"""Connections at a time; further ones are closed at once."""

CONNECTION_SECONDS = 60.0
"""How long a connection may last, but for an answer that is under way: also if it never asks for anything."""

LINE_BYTES = 4096
"""The longest line of a request's head that is read."""

HEADERS = 64
"""The most headers of a request that are read."""

SHUTDOWN_SECONDS = 2.0
"""How long answers that are under way are waited for at the end."""

_REASONS = {
    errno.EADDRINUSE: "another program listens there; stop it or choose another port",
    errno.EACCES: "this user may not listen there; choose a port from 1024 on",
    errno.EADDRNOTAVAIL: "this machine does not have that address; choose one that it has, or :PORT for all of them",
}

# The library's own lines hold the address of who asked.
_SILENT = logging.getLogger(f"{__name__}.silent")
_SILENT.disabled = True

_LOG = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def listening(application: web.Application, address: Address) -> AsyncIterator[Address]:
    """Serve an application for as long as the context lasts, and give the address, with the port that was chosen.

    Raises
    ------
    ListenError
        When the address cannot be listened at.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    assert runner.server is not None  # noqa: S101 (there is one after setup)
    try:
        server = await _listen(_Door(runner.server), address)
        try:
            # Each protocol of IP gets a port of its own when any will do.
            ports = dict.fromkeys(opened.getsockname()[1] for opened in server.sockets)
            bound = [replace(address, port=port) for port in ports]
            _LOG.info("Listening on %s", ", ".join(map(str, bound)))
            yield bound[0]
        finally:
            server.close()
    finally:
        await runner.cleanup()


async def _listen(door: _Door, address: Address) -> asyncio.Server:
    try:
        return await asyncio.get_running_loop().create_server(door, address.host, address.port)
    except socket.gaierror:
        raise ListenError(f"cannot listen on {address}: there is no such host; write a number or :PORT") from None
    except OSError as error:
        # An error without a number stands for no address on which it could listen.
        reason = _REASONS.get(error.errno or errno.EADDRNOTAVAIL, error.strerror)
        raise ListenError(f"cannot listen on {address}: {reason}") from None


class _Door:
    """Lets connections in, as long as there are not too many."""

    def __init__(self, server: web.Server) -> None:
        self._server = server

    def __call__(self) -> asyncio.Protocol:
        if len(self._server.connections) >= CONNECTIONS:
            return _Refusal()
        return _Connection(
            self._server,
            loop=asyncio.get_running_loop(),
            access_log=None,
            logger=_SILENT,
            keepalive_timeout=CONNECTION_SECONDS,
            max_line_size=LINE_BYTES,
            max_field_size=LINE_BYTES,
            max_headers=HEADERS,
            auto_decompress=False,  # nobody who is meant to ask compresses; what is small may become large
        )


class _Refusal(asyncio.Protocol):
    """A connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        transport.close()


class _Connection(web.RequestHandler):
    """A connection of limited life, on which also what is no HTTP gets an answer that does not name the program."""

    __slots__ = ("_end",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the time begin."""
        super().connection_made(transport)
        self._end = asyncio.get_running_loop().call_later(CONNECTION_SECONDS, self._time_is_up)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget the time."""
        if self._end:
            self._end.cancel()
        super().connection_lost(exc)

    def _time_is_up(self) -> None:
        self.close()  # after the answer that is under way
        if not self._request_in_progress:
            self.force_close()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 (repeats what was sent)
    ) -> web.StreamResponse:
        """Answer what cannot be read as a request."""
        response = super().handle_error(request, status, exc, f"{status}: this cannot be read as a request")
        response.headers[hdrs.SERVER] = "backwalk"  # an absent one would be filled in with the library's
        return response
