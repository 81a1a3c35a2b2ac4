"""A line of those who wait: one at a time, whoever came first goes first."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Line:
    """Lets one at a time through: of those who wait the one with the lowest number, however late it joined."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._is_taken = False

    @contextlib.asynccontextmanager
    async def turn(self, number: int) -> AsyncIterator[None]:
        """Wait for one's turn, and have it until the end of the block.

        Parameters
        ----------
        number
            Place in the order of arrival; no two that wait have the same.
        """
        if self._is_taken:
            await self._join(number)
        self._is_taken = True
        try:
            yield
        finally:
            self._pass_on()

    async def _join(self, number: int) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (number, mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # the turn had come already
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Let the next one through. The line stays taken meanwhile, so that nobody who comes just now slips in."""
        while self._waiting:
            _, waiting = heapq.heappop(self._waiting)
            if not waiting.done():
                waiting.set_result(None)
                return
        self._is_taken = False
