"""Whether the token still holds: asked when any call is refused for it, so that a revoked one ends the bot at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.persevering import check_token

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

PAUSE_SECONDS = 5.0
"""How long after a doubt that came to nothing the next one is looked into; a proxy's "not found" may last."""


class Doubt:
    """Hears of calls that are refused for their token, and asks Telegram about it.

    Parameters
    ----------
    sleep
        Waits for a number of seconds.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._raised = asyncio.Event()

    def arise(self) -> None:
        """Note that a call has been refused for its token."""
        self._raised.set()

    async def settle(self, bot: Bot) -> None:
        """Look into each doubt, for ever.

        Raises
        ------
        InvalidToken
            When the token has been revoked.
        """
        while True:
            await self._raised.wait()
            self._raised.clear()
            await check_token(bot)
            await self._sleep(PAUSE_SECONDS)
