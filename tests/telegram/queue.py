"""Updates that wait for the bot, kept as Telegram keeps them: until a higher offset confirms them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.telegram.refusals import conflict

if TYPE_CHECKING:
    from tests.telegram.refusals import Refusal

JSON = dict[str, Any]

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds of updates that a bot gets only when it asks for them."""

OTHER_POLLER = conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
WEBHOOK_SET = conflict("terminated by setWebhook request")
MOST_UPDATES = 100
LONGEST_POLL = 50


class Queue:
    """The updates of one bot.

    Attributes
    ----------
    pending
        Not yet confirmed, oldest first.
    delivered
        Ids of all updates that have been handed out at least once.
    dropped
        Updates of a kind that the bot has not asked for.
    """

    def __init__(self) -> None:
        self.pending: list[JSON] = []
        self.delivered: set[int] = set()
        self.dropped: list[JSON] = []
        self.allowed: list[str] = []
        self.polling = False
        self._next_id = 300_000_001
        self._waiter: asyncio.Future[None] | None = None

    def push(self, update: JSON) -> int:
        """Add an update, or drop it when the bot has not asked for its kind; give its id."""
        number = self._next_id
        self._next_id += 1
        numbered = {"update_id": number} | update
        if self._wanted(update):
            self.pending.append(numbered)
            self._wake(None)
        else:
            self.dropped.append(numbered)
        return number

    def _wanted(self, update: JSON) -> bool:
        (kind,) = update.keys()
        return kind in self.allowed if self.allowed else kind not in UNASKED

    async def poll(
        self, offset: int = 0, limit: int = MOST_UPDATES, wait: int = 0, allowed: list[str] | None = None
    ) -> list[JSON]:
        """Confirm what lies below the offset and hand out what follows, waiting for it if need be.

        Parameters
        ----------
        offset
            Id of the first update that is wanted; a negative one counts from the end and drops the rest.
        limit
            At most so many updates, 1 to 100.
        wait
            Longest wait for an update, in seconds.
        allowed
            Kinds of updates wanted from now on; an empty list means the default, None leaves it as it was.

        Raises
        ------
        Refusal
            In the earlier of two polls at a time.
        """
        self.interrupt(OTHER_POLLER)
        if allowed is not None:
            self.allowed = allowed
        if offset < 0:
            self.pending = self.pending[offset:]
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        if not self.pending and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
        batch = self.pending[: min(max(limit, 1), MOST_UPDATES)]
        self.delivered.update(update["update_id"] for update in batch)
        return batch

    async def _wait(self, seconds: float) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        self.polling = True
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return
        finally:
            if self._waiter is waiter:
                self._waiter = None
                self.polling = False

    def interrupt(self, refusal: Refusal) -> None:
        """End the poll that is waiting, if one is."""
        self._wake(refusal)

    def _wake(self, refusal: Refusal | None) -> None:
        if self._waiter is None or self._waiter.done():
            return
        self.polling = False
        if refusal:
            self._waiter.set_exception(refusal)
        else:
            self._waiter.set_result(None)

    def confirmed(self, number: int) -> bool:
        """Tell whether an update will not be handed out again."""
        return all(update["update_id"] != number for update in self.pending)
