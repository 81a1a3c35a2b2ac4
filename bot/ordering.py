"""Updates of one chat one after another, those of different chats side by side; presses wait for no question."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Message, Update

    Saying = tuple[int, int | None, int | None, str]


class InOrder:
    """Answers updates, and keeps the order of each chat's, so that an edit never overtakes the question it corrects.

    Presses of buttons keep the order of those on the same message. They do not wait for questions, whose answers may
    have to wait for Telegram's limits: who presses sees at once that it was noticed.

    Who says the same again while it waits to be answered gets one answer.

    Parameters
    ----------
    answer
        Answers an update; deals with errors itself.
    done
        Told of each update that is done. One whose answer was broken off is not.
    """

    def __init__(self, answer: Callable[[Update], Awaitable[None]], done: Callable[[Update], Awaitable[None]]) -> None:
        self._answer = answer
        self._done = done
        self._turns: WeakValueDictionary[tuple[int, ...], asyncio.Lock] = WeakValueDictionary()
        self._again: dict[Saying, list[Update]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def begin(self, update: Update) -> None:
        """Answer an update as soon as those before it in its chat have been answered."""
        saying = _saying(update)
        if saying is not None and saying in self._again:
            self._again[saying].append(update)
            return
        if saying is not None:
            self._again[saying] = []
        task = self._tasks[update.update_id] = asyncio.create_task(self._take_turn(update, saying))
        task.add_done_callback(lambda task: self._forget(update.update_id, task))

    def break_off(self, update: Update) -> list[Update]:
        """Break off the answer to an update; give all that it was to answer, of which none is done."""
        saying = _saying(update)
        same = self._again.get(saying, []) if saying is not None else []
        if update in same:
            same.remove(update)
            return [update]
        if update.update_id not in self._tasks:
            return []
        self._tasks[update.update_id].cancel()
        if saying is not None:
            self._again.pop(saying, None)
        return [update, *same]

    async def abandon(self) -> None:
        """Break off all that is under way or waits for its turn."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, number: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(number) is task:  # it may have come in again since it was broken off
            del self._tasks[number]

    async def _take_turn(self, update: Update, saying: Saying | None) -> None:
        waits_for = turn_of(update)
        if waits_for is None:
            await self._answer(update)
        else:
            # The lock lives as long as somebody holds it or waits for it, and hands over in order of arrival.
            turn = self._turns.setdefault(waits_for, asyncio.Lock())
            async with turn:
                await self._answer(update)
        again = self._again.pop(saying, []) if saying is not None else []
        for one in (update, *again):
            await self._done(one)


def turn_of(update: Update) -> tuple[int, ...] | None:
    """Give what an update waits for its turn in: its chat, or for a press the message with the button.

    None for those that wait for nobody: inline queries, above all, for who is still typing needs the latest, now.
    """
    chat = update.effective_chat
    if chat is None:
        return None
    pressed = update.callback_query.message if update.callback_query else None
    return (chat.id, pressed.message_id) if pressed else (chat.id,)


def _saying(update: Update) -> Saying | None:
    """What is said where, and to what it replies; None for all but new messages with a text."""
    message: Message | None = update.message
    if message is None or not message.text:
        return None
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    return message.chat.id, message.message_thread_id, replied, message.text
