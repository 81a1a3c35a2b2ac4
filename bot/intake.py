"""From an update's coming in to its being done, however it comes in."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.events import Event
from bot.inbox import Inbox
from bot.ordering import InOrder, turn_of
from bot.update_shape import what_is_read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.metrics import Metrics
    from bot.parking import Parking

CROWDED = 75
"""So many updates that are handed out again and again leave too little room for new ones among the 100 of a call."""

SLOW_SECONDS = 5.0
"""An update that is not done by then waits for something: flood control, a network that fails."""

SLOW_IN_A_ROW = 5
"""An update that waits behind so many in its chat is not done sooner than that: Telegram takes one answer a second."""

LONG_SECONDS = 60.0
"""An update that is not done by then is parked, however much room there is: as long as one is under way, Telegram hands
out all behind it again and again, and flood control may last for hours."""

WAITING_AT_ONCE = 2_000
"""The most updates that wait to be answered, some 10 KB of memory each; what comes then waits at Telegram."""

SAYING_SECONDS = 1.0
"""How long Telegram has at the end to take what is being said."""

AGAIN_SECONDS = 10.0
"""How long to wait before a store that could not tell what it keeps is asked again."""

_LOG = logging.getLogger(__name__)


class Intake:
    """Takes updates in, has each answered once, and knows which are done.

    Parameters
    ----------
    answer
        Answers an update; deals with the errors that it knows of itself.
    parking
        Where those are kept that hold up others.
    metrics
        What counts them.
    inbox
        What is known of their numbers.
    """

    def __init__(
        self,
        answer: Callable[[Update], Awaitable[None]],
        parking: Parking,
        metrics: Metrics,
        inbox: Inbox | None = None,
    ) -> None:
        self.inbox = inbox or Inbox()
        self._parking = parking
        self._metrics = metrics
        self._updates: dict[int, Update] = {}
        self._answer = answer
        self._order = InOrder(self._answered, self._done)

    def take(self, update: Update) -> None:
        """Begin to answer an update, unless it is known already."""
        if self.inbox.take(update.update_id, turn_of(update)):
            self._begin(update)

    def let_go(self, number: int) -> None:
        """Break off the answer to an update: another copy of the bot may have it by now. It is not done here."""
        update = self._updates.get(number)
        for one in self._order.break_off(update) if update else ():
            self._metrics.let_go(one.update_id)
            self._updates.pop(one.update_id, None)
            self.inbox.let_go(one.update_id)

    def take_back(self, update: Update) -> None:
        """Begin to answer an update that was parked when the process ended, unless it is known already."""
        if self.inbox.take_back(update.update_id, turn_of(update)):
            self._begin(update)

    async def drop(self, number: int) -> None:
        """Keep a parked update no longer: it is done."""
        await self._parking.drop([number])

    async def resume(self, bot: Bot, take_back: Callable[[Update], None]) -> bool:
        """See to what was parked when the process ended; False when the store cannot tell now.

        Parameters
        ----------
        take_back
            Begins to answer one of them.
        """
        kept = await self._parking.kept(bot)
        for update in kept or ():
            take_back(update)
        self._metrics.parked = self.inbox.parked
        if kept:
            _LOG.info("%d updates were kept in the store; they are answered first.", len(kept))
        return kept is not None

    async def keep_resuming(self, bot: Bot, take_back: Callable[[Update], None]) -> None:
        """Try again to resume, until the store can tell."""
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            if await self.resume(bot, take_back):
                return

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be answered that no more is to be taken."""
        return self.inbox.under_way + self.inbox.parked >= WAITING_AT_ONCE

    async def make_room(self) -> None:
        """Park what takes very long, or is slow and leaves too little room for what comes behind it."""
        await self.park(self.in_the_way(self.inbox.held_up))

    def in_the_way(self, held_up: int) -> list[int]:
        """List what takes very long; where hardly any of 100 places are left, also what is slow, or is going to be."""
        if held_up < CROWDED:
            return self.inbox.slow(LONG_SECONDS)
        slow = {*self.inbox.slow(SLOW_SECONDS), *self.inbox.behind(SLOW_IN_A_ROW)}
        return [number for number in self._updates if number in slow]

    async def park(self, numbers: Sequence[int]) -> bool:
        """Keep updates in the store until they are done; False when they cannot be kept there."""
        slow = numbers[: max(0, WAITING_AT_ONCE - self.inbox.parked)]
        if not slow or not await self._parking.keep([self._updates[number] for number in slow]):
            return False
        done_meanwhile = self.inbox.park(slow)
        self._metrics.parked = self.inbox.parked
        if done_meanwhile:
            await self._parking.drop(done_meanwhile)
        return True

    async def finish(self, seconds: float, last_call: Callable[[], None] = lambda: None) -> None:
        """Wait so many seconds for what is under way, then break off what is left: it is not done.

        Parameters
        ----------
        last_call
            Sees to it that nothing more is said. What is being said then is waited for: broken off, it would be said
            again.
        """
        await self.inbox.rest(seconds)
        last_call()
        await self.inbox.rest(SAYING_SECONDS if seconds else 0.0)
        left = self.inbox.under_way + self.inbox.parked
        if left:
            _LOG.warning("%d updates are not answered yet; they are answered after the next start.", left)
        await self._order.abandon()

    def _begin(self, update: Update) -> None:
        self._metrics.received(update)
        self._updates[update.update_id] = update
        self._order.begin(update)

    async def _answered(self, update: Update) -> None:
        """Answer an update. One at which that fails for good is done: it must not hold up those behind it for ever."""
        try:
            await self._answer(update)
        except Exception as error:  # noqa: BLE001 (whatever the library trips over before it comes to the handlers)
            self._metrics.unanswered(error)
            event = Event("unanswered", update.update_id)
            _LOG.error("update %d: not answered", update.update_id, exc_info=error, extra=event.extra)

    async def _done(self, update: Update) -> None:
        number = update.update_id
        self._metrics.finished(number)
        self._updates.pop(number, None)
        if self.inbox.done(number):
            self._metrics.parked = self.inbox.parked
            await self._parking.drop([number])


def read_update(raw: dict[str, Any], bot: Bot) -> Update | None:
    """Read an update as it came; None where it is none, which is logged without what stands in it."""
    try:
        return Update.de_json(what_is_read(raw), bot)
    except Exception as error:  # noqa: BLE001 (whatever the library trips over in an update)
        _LOG.error("update %s: cannot be read and is skipped (%s)", raw["update_id"], type(error).__name__)
        return None
