"""Updates of one chat one after another, those of different chats side by side; presses wait for no question."""

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
    """Keeps the order of each chat's updates, so that an edit never overtakes the question it corrects.

    Presses of buttons keep the order of those on the same message. They do not wait for questions, whose answers may
    have to wait for Telegram's limits: who presses sees at once that it was noticed.
    """

    def __init__(self, updates_at_once: int = UPDATES_AT_ONCE) -> None:
        super().__init__(updates_at_once)
        self._turns: WeakValueDictionary[tuple[int, ...], asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Answer an update when those before it in its chat have been answered."""
        waits_for = turn_of(update) if isinstance(update, Update) else None
        if waits_for is None:
            await coroutine
            return
        # The lock lives as long as somebody holds it or waits for it, and hands over in order of arrival.
        turn = self._turns.setdefault(waits_for, asyncio.Lock())
        async with turn:
            await coroutine


def turn_of(update: Update) -> tuple[int, ...] | None:
    """Give what an update waits for its turn in: its chat, or for a press the message with the button.

    None for those that wait for nobody: inline queries, above all, for who is still typing needs the latest, now.
    """
    chat = update.effective_chat
    if chat is None:
        return None
    pressed = update.callback_query.message if update.callback_query else None
    return (chat.id, pressed.message_id) if pressed else (chat.id,)
