"""A door before a server: what goes through it can be held up or cut off, as when the server stops."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType


class Door:
    """Hands bytes on between whoever comes and a server. Use it as an asynchronous context manager.

    Attributes
    ----------
    port
        On 127.0.0.1; stays the same while the door is opened and closed.
    """

    def __init__(self, host: str, port: int) -> None:
        self.port = 0
        self._behind = (host, port)
        self._server: asyncio.Server | None = None
        self._inside: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Let people in."""
        self._server = await asyncio.start_server(self._lead, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Let nobody in any more, and throw out who is inside."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for one in self._inside:
            one.cancel()
        await asyncio.gather(*self._inside, return_exceptions=True)

    def freeze(self) -> None:
        """Let nothing through, and tell nobody."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Let through again what comes and what has been held up."""
        self._flowing.set()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        leading = asyncio.current_task()
        assert leading
        self._inside.add(leading)
        try:
            there, back = await asyncio.open_connection(*self._behind)
            try:
                await _first_to_end(self._pass_on(reader, back), self._pass_on(there, writer))
            finally:
                back.transport.abort()
        except asyncio.CancelledError:
            pass  # thrown out; asyncio's streams would report it as an error
        finally:
            writer.transport.abort()
            self._inside.discard(leading)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()


async def _first_to_end(*works: Coroutine[Any, Any, None]) -> None:
    """Run all until one of them ends; the others end with it."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
