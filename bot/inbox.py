"""Which updates have come in, which are under way, which are done: so that none counts as received before it is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable


@dataclass(slots=True)
class _UnderWay:
    """An update that is being answered, since when (seconds of the clock), and in which chat."""

    since: float
    chat: Hashable | None


class Inbox:
    """The numbers of updates on their way from coming in to being done.

    An update that is *parked* is kept elsewhere. It counts as received although it is not done.

    Parameters
    ----------
    clock
        Seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._under_way: dict[int, _UnderWay] = {}
        self._parked: dict[int, _UnderWay] = {}
        self._received: set[int] = set()  # done or parked, but Telegram may not know of it yet
        self._after_last: int | None = None
        self._moved = asyncio.Event()

    def handed_out(self, number: int) -> bool:
        """Note that Telegram has handed out an update; True when it is known already."""
        is_known = self._is_known(number)
        after = number + 1
        # A new one counts even if it is lower than the last: after a quiet week Telegram begins to count anew.
        self._after_last = max(after, self._after_last or after) if is_known else after
        return is_known

    def take(self, number: int, chat: Hashable | None = None) -> bool:
        """Take in an update; False when it is known already, and so is nothing new.

        Parameters
        ----------
        chat
            What the update waits for when it waits for its turn; None when it waits for nobody.
        """
        if self.handed_out(number):
            return False
        self._under_way[number] = _UnderWay(self._clock(), chat)
        return True

    def take_back(self, number: int, chat: Hashable | None = None) -> bool:
        """Take in an update that was parked before the process began; False when it is known already."""
        if self._is_known(number):
            return False
        self._parked[number] = _UnderWay(self._clock(), chat)
        self._received.add(number)
        return True

    def skip(self, number: int) -> None:
        """Take in an update that nothing can be done about: it is done."""
        self.handed_out(number)
        self._received.add(number)

    def done(self, number: int) -> bool:
        """Note that an update is done; True when it was parked, and need not be kept any more."""
        was_parked = self._parked.pop(number, None) is not None
        if self._under_way.pop(number, None) is not None:
            self._received.add(number)
        self._moved.set()
        return was_parked

    def let_go(self, number: int) -> None:
        """Forget an update that is not done, and will not be here; it may come in again."""
        self._under_way.pop(number, None)
        self._parked.pop(number, None)
        self._moved.set()

    def park(self, numbers: Collection[int]) -> list[int]:
        """Note that updates are kept elsewhere; give those for which that came too late, since they are done."""
        for number in numbers:
            if number in self._under_way:
                self._parked[number] = self._under_way.pop(number)
                self._received.add(number)
        self._moved.set()
        return [number for number in numbers if number not in self._parked]

    @property
    def offset(self) -> int | None:
        """The lowest update that is not received: all below are. None when nothing has come in yet."""
        return min(self._under_way, default=self._after_last)

    def confirmed(self, offset: int) -> None:
        """Note that Telegram will not hand out again what is below an offset."""
        self._received = {number for number in self._received if number >= offset}

    @property
    def held_up(self) -> int:
        """How many updates Telegram hands out again with each call, since one before them is not received."""
        if not self._under_way:
            return 0
        lowest = min(self._under_way)
        return len(self._under_way) + sum(number > lowest for number in self._received)

    @property
    def under_way(self) -> int:
        """How many updates are being answered and not parked."""
        return len(self._under_way)

    @property
    def parked(self) -> int:
        """How many updates are being answered and kept elsewhere meanwhile."""
        return len(self._parked)

    def slow(self, seconds: float) -> list[int]:
        """List the updates that have been under way for so long, or wait in the chat of one that is parked."""
        stuck = {one.chat for one in self._parked.values() if one.chat is not None}
        before = self._clock() - seconds
        return [number for number, one in self._under_way.items() if one.since <= before or one.chat in stuck]

    def behind(self, others: int) -> list[int]:
        """List the updates under way before which so many others wait for their turn in the same chat."""
        before: Counter[Hashable] = Counter()
        found = []
        for number, one in self._under_way.items():
            if one.chat is not None:
                if before[one.chat] >= others:
                    found.append(number)
                before[one.chat] += 1
        return found

    async def progress(self, seconds: float) -> None:
        """Wait until a good part of what is under way is done, but not for longer than so many seconds.

        At once when nothing is under way.
        """
        enough = len(self._under_way) // 4
        await self._until(lambda: len(self._under_way) <= enough, seconds)

    async def rest(self, seconds: float) -> None:
        """Wait until all is done, but not for longer than so many seconds."""
        await self._until(lambda: not self._under_way and not self._parked, seconds)

    def is_received(self, number: int) -> bool:
        """Tell whether an update is parked, or done and Telegram may not know of it yet."""
        return number in self._received or number in self._parked

    async def settled(self, number: int) -> None:
        """Wait until an update is done, parked, or let go of."""
        while number in self._under_way:
            self._moved.clear()
            await self._moved.wait()

    def _is_known(self, number: int) -> bool:
        return number in self._under_way or number in self._received or number in self._parked

    async def _until(self, reached: Callable[[], bool], seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not reached():
                    self._moved.clear()
                    await self._moved.wait()
