"""Copies of the bot share the work: each update is answered by the one that claims it, or another if that one dies.

A copy that was only taken for dead, since it stood still or lost its way to the store, finds out before it says
anything: what may have gone to another copy meanwhile is broken off.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from typing import TYPE_CHECKING

from bot.complaining import Complaint
from bot.store import claims
from bot.store.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.store import Shelter

LEASE_SECONDS = 15
"""How long a copy is believed to be alive that has not been heard of."""

SURE_SECONDS = LEASE_SECONDS - 3.0
"""For so long after it was heard of, a copy need not ask whether it still is believed to be alive."""

BEAT_SECONDS = 5.0
"""How often a copy lets others know that it lives."""

LOOK_SECONDS = 3.0
"""How often a copy looks whether an update that another one has claimed is done."""

SILENCE_SECONDS = 10.0
"""After so long a store that fails is not waited for any more, and what comes in is answered unclaimed."""

UNREACHED_SECONDS = 10.0
"""A copy that has not reached Telegram for so long leaves what it has to others, if they do."""

_LOG = logging.getLogger(__name__)


def running() -> float:
    """Seconds that go on while the machine sleeps, where the system can tell them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Claiming:
    """Claims updates for this copy of the bot. Where the store fails, every copy answers what it gets.

    Parameters
    ----------
    shelter
        The store, if copies share it. Without one all is answered here.
    owner
        Names this copy; no two have the same.
    sleep
        Waits for a number of seconds.
    clock
        Seconds that only ever grow, also while the process stands still.
    unreached
        For how many seconds this copy has tried in vain to reach Telegram.

    Attributes
    ----------
    lost
        Told of each update that this copy has no longer, so that what is being done about it is broken off.
    """

    def __init__(
        self,
        shelter: Shelter,
        owner: str | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = running,
        unreached: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.lost: Callable[[int], None] = lambda _: None
        self._shelter = shelter
        self._owner = owner or uuid.uuid4().hex
        self._sleep = sleep
        self._clock = clock
        self._unreached = unreached
        self._complaint = Complaint(_LOG)
        self._claimed: set[int] = set()
        self._heard_of = clock()
        self._silent_since: float | None = None
        self._beating = asyncio.Lock()

    @property
    def is_shared(self) -> bool:
        """Whether there may be other copies."""
        return self._shelter.keeps

    async def claim(self, number: int) -> Claim:
        """Claim an update, and wait for another copy that has it.

        Returns
        -------
        Claim
            ``mine`` when it is to be answered here, ``done`` when it has been, ``theirs`` when that cannot be told now
            and it has to come again.
        """
        if await self._only_others_can():
            return Claim.THEIRS
        is_theirs = False
        while True:
            began = self._clock()
            claim = await self._shelter.change(
                lambda connection: claims.take(connection, number, self._owner, LEASE_SECONDS), None
            )
            if self._clock() - began >= SURE_SECONDS:
                return Claim.THEIRS  # this copy stood still meanwhile, and what it was told may be over
            is_silent = self._is_silent(claim)
            if claim is Claim.MINE:
                self._claimed.add(number)
            if claim is Claim.MINE or claim is Claim.DONE:
                return claim
            is_theirs = is_theirs or claim is Claim.THEIRS
            if is_silent:
                return Claim.THEIRS if is_theirs else Claim.MINE
            await self._sleep(LOOK_SECONDS)

    async def done(self, number: int) -> None:
        """Let the others know that an update is done."""
        self._claimed.discard(number)
        reaches = self._unreached() <= 0
        await self._shelter.write(lambda connection: claims.done(connection, number, reaches=reaches))

    async def let_go(self, number: int) -> None:
        """Let another copy have an update that is not done here."""
        self._claimed.discard(number)
        await self._shelter.change(lambda connection: claims.release(connection, self._owner, number), None)

    async def keep_alive(self) -> None:
        """Let the others know that this copy lives, for ever; leave to them what only they can say."""
        while True:
            await self._sleep(BEAT_SECONDS)
            async with self._beating:
                await self._beat()
            if not self._is_out_of_reach:
                self._complaint.over("This copy reaches Telegram again.")
            elif self._claimed and await self._only_others_can():
                for number in frozenset(self._claimed):
                    self.lost(number)

    async def see(self) -> None:
        """See, right before something is said, that what this copy has claimed is still its own.

        Asks nobody as long as the others were sure to believe that it lives.

        Raises
        ------
        asyncio.CancelledError
            Where this is called from within the answer to an update that has been lost, or is broken off for another
            reason: also when something on the way here did not let that stop it, as ``asyncio.wait_for`` may.
        """
        if self._claimed and not self._is_sure:
            async with self._beating:
                if not self._is_sure:
                    await self._beat()
            await asyncio.sleep(0)  # whose task has been broken off just now goes no further
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise asyncio.CancelledError

    async def leave(self) -> None:
        """Let another copy have at once what is not done here."""
        self._claimed.clear()
        await self._shelter.change(lambda connection: claims.release(connection, self._owner), None, in_turn=True)

    @property
    def _is_out_of_reach(self) -> bool:
        return self._unreached() >= UNREACHED_SECONDS

    async def _only_others_can(self) -> bool:
        """Whether others reach Telegram, and this copy does not. Where nobody does, no other would do better."""
        if not self._is_out_of_reach:
            return False
        others_do = await self._shelter.read(lambda store: claims.others_finish(store, self._owner), otherwise=False)
        # It may have been reached meanwhile: what has just been said must not be said again.
        if not others_do or not self._is_out_of_reach:
            return False
        told = "This copy does not reach Telegram, but others do: what it is asked is left to them."
        self._complaint.about("unreached", logging.WARNING, told)
        return True

    def _is_silent(self, claim: Claim | None) -> bool:
        """Note whether the store has said something; tell whether it has failed for good, or there is none."""
        if claim is not None:
            self._silent_since = None
            return False
        now = self._clock()
        self._silent_since = now if self._silent_since is None else self._silent_since
        return not self._shelter.keeps or now - self._silent_since >= SILENCE_SECONDS

    @property
    def _is_sure(self) -> bool:
        return self._clock() - self._heard_of < SURE_SECONDS

    async def _beat(self) -> None:
        """Let the others know that this copy lives, and find out what it has lost before they did."""
        began, before = self._clock(), frozenset(self._claimed)
        held: frozenset[int] | None = before
        if before:
            held = await self._shelter.change(
                lambda connection: claims.hold(connection, self._owner, before, LEASE_SECONDS), None, in_turn=True
            )
        if held is not None:
            self._heard_of = began
        elif self._is_sure:
            return
        # Where the store cannot tell any more, another copy that can ask it may have everything by now.
        lost = (before & self._claimed) - (held or frozenset())
        if lost:
            _LOG.warning("%d updates may be answered by another copy by now; they are broken off here.", len(lost))
        for number in lost:
            self._claimed.discard(number)
            self.lost(number)
