"""Copies of the bot share the work: each update is answered by the one that claims it, or another if that one dies."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from bot.store import claims
from bot.store.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Shelter

LEASE_SECONDS = 15
"""How long a copy is believed to be alive that has not been heard of."""

BEAT_SECONDS = 5.0
"""How often a copy lets others know that it lives."""

LOOK_SECONDS = 1.0
"""How often a copy looks whether an update that another one has claimed is done."""


class Claiming:
    """Claims updates for this copy of the bot. Where the store fails, every copy answers what it gets.

    Parameters
    ----------
    owner
        Names this copy; no two have the same.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        shelter: Shelter,
        owner: str | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._shelter = shelter
        self._owner = owner or uuid.uuid4().hex
        self._sleep = sleep

    async def claim(self, number: int) -> bool:
        """Claim an update: True when it is to be answered here, False once another copy has answered it."""
        while True:
            claim = await self._shelter.change(
                lambda connection: claims.take(connection, number, self._owner, LEASE_SECONDS), Claim.MINE
            )
            if claim is not Claim.THEIRS:
                return claim is Claim.MINE
            await self._sleep(LOOK_SECONDS)

    async def done(self, number: int) -> None:
        """Let the others know that an update is done."""
        await self._shelter.write(lambda connection: claims.done(connection, number))

    async def keep_alive(self) -> None:
        """Let the others know that this copy lives, for ever."""

        async def work(connection: AsyncConnection) -> None:
            await claims.hold(connection, self._owner, LEASE_SECONDS)

        while True:
            await self._sleep(BEAT_SECONDS)
            await self._shelter.change(work, None)

    async def leave(self) -> None:
        """Let another copy have at once what is not done here."""

        async def work(connection: AsyncConnection) -> None:
            await claims.release(connection, self._owner)

        await self._shelter.change(work, None)
