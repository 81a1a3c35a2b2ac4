"""Limits counted in this process: when each of the last few took place, and no more than that."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.throttle.allowance import Limit

FEW = 1000
"""Names that are kept without looking which of them are idle."""


@dataclass(slots=True)
class _Past:
    """What is known of a name.

    Parameters
    ----------
    times
        Of the last few that were counted, the oldest first, in seconds of the clock.
    shut_until, idle_from
        Until when nothing passes; from when on it makes no difference whether the name is known.
    """

    times: list[float] = field(default_factory=list)  # a deque of few takes six times the memory
    shut_until: float = 0.0
    idle_from: float = 0.0


class Windows:
    """An allowance of this process alone.

    Each name has the times of its last few, so a limit holds in any stretch of time, not only from one full
    minute to the next. Names that have become idle are forgotten.

    Parameters
    ----------
    clock
        Seconds that only ever grow, from 0 or later.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._past: dict[str, _Past] = {}
        self._kept = 0

    @property
    def known(self) -> int:
        """How many names are kept."""
        return len(self._past)

    async def wait(self, limits: Sequence[Limit]) -> float:
        """Tell in how many seconds there is room under all these limits; 0 when there is now."""
        return self._wait(limits, self._clock())

    async def take(self, limits: Sequence[Limit]) -> float:
        """Count one under each of these limits, if all have room; else tell when to ask again."""
        now = self._clock()
        pause = self._wait(limits, now)
        if pause > 0:
            return pause
        for limit in limits:
            if limit.rates:
                past = self._known(limit.name, now)
                past.times.append(now)
                if len(past.times) > max(rate.times for rate in limit.rates):
                    past.times.pop(0)
                past.idle_from = max(past.idle_from, now + max(rate.seconds for rate in limit.rates))
        return 0.0

    async def shut(self, name: str, seconds: float) -> None:
        """Leave no room under a name for so many seconds from now."""
        now = self._clock()
        past = self._known(name, now)
        past.shut_until = max(past.shut_until, now + seconds)
        past.idle_from = max(past.idle_from, past.shut_until)

    def _wait(self, limits: Sequence[Limit], now: float) -> float:
        return max(0.0, max(self._free_at(limit) for limit in limits) - now)

    def _free_at(self, limit: Limit) -> float:
        past = self._past.get(limit.name)
        if past is None:
            return 0.0
        full = [past.times[-rate.times] + rate.seconds for rate in limit.rates if len(past.times) >= rate.times]
        return max([past.shut_until, *full])

    def _known(self, name: str, now: float) -> _Past:
        past = self._past.get(name)
        if past is None:
            self._forget_idle(now)
            past = self._past[name] = _Past()
        return past

    def _forget_idle(self, now: float) -> None:
        """Forget who has become idle, whenever as many have come as were left the last time."""
        if len(self._past) < 2 * self._kept + FEW:
            return
        self._past = {name: past for name, past in self._past.items() if past.idle_from > now}
        self._kept = len(self._past)
