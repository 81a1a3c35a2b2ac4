"""The part of Telegram that hands in updates at webhooks: again and again, until each is acknowledged."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram import Server

JSON = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN_SECONDS = 0.2
"""How soon an update that was not taken is handed in again."""

AT_ONCE = 100
"""How many updates are handed in at a time: as many as the bot allows."""


class Deliverer:
    """Hands in what a server has pending, many at a time.

    Parameters
    ----------
    addresses
        Of copies of the bot, as a proxy in front of them knows them; a copy that does not take an update leaves it to
        the next.
    patience
        Seconds until a copy that says nothing is given up.
    at_once
        How many updates are handed in at a time.

    Attributes
    ----------
    refused
        Statuses other than 200, in order.
    """

    def __init__(
        self, server: Server, secret: str, addresses: list[str], patience: float = 60.0, at_once: int = AT_ONCE
    ) -> None:
        self.server = server
        self.secret = secret
        self.addresses = addresses
        self.patience = ClientTimeout(total=patience)
        self.refused: list[int] = []
        self._turn = count()
        self._slots = asyncio.Semaphore(at_once)
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Hand in updates for ever."""
        async with ClientSession(connector=TCPConnector(limit=0), timeout=self.patience) as session:
            try:
                async for update in self._new():
                    number = update["update_id"]
                    self._under_way[number] = asyncio.create_task(self._hand_in(session, update))
            finally:
                for task in self._under_way.values():
                    task.cancel()
                await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _new(self) -> AsyncIterator[JSON]:
        while True:
            for update in list(self.server.queue.pending):
                if update["update_id"] not in self._under_way:
                    yield update
            await asyncio.sleep(0.02)

    async def _hand_in(self, session: ClientSession, update: JSON) -> None:
        headers = {SECRET_HEADER: self.secret}
        for turn in count(next(self._turn)):
            address = self.addresses[turn % len(self.addresses)]
            with suppress(ClientError, TimeoutError):
                async with self._slots, session.post(address, json=update, headers=headers) as answer:
                    if answer.status == 200:
                        self.server.queue.pending.remove(update)
                        self.server.changed()
                        return
                    self.refused.append(answer.status)
            await asyncio.sleep(AGAIN_SECONDS)
