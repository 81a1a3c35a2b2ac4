"""Updates of one chat one after another, those of different chats side by side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable

UPDATES_AT_ONCE = 100_000
"""Updates being answered or waiting for their turn in their chat: so many that one busy chat holds up no other."""


class InOrder(BaseUpdateProcessor):
    """Keeps the order of each chat's updates, so that an edit never overtakes the question it corrects."""

    def __init__(self, updates_at_once: int = UPDATES_AT_ONCE) -> None:
        super().__init__(updates_at_once)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Answer an update when those before it in its chat have been answered."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            # Inline queries, above all: who is still typing needs the latest, and needs it now.
            await coroutine
            return
        # The lock lives as long as somebody holds it or waits for it, and hands over in order of arrival.
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn:
            await coroutine
