"""When Telegram was last heard from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Contact:
    """Remembers the last call that Telegram answered as asked.

    Parameters
    ----------
    clock
        Seconds that only ever grow.
    calendar
        Seconds since 1970 (UTC).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, calendar: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._calendar = calendar
        self._made: float | None = None
        self._date = 0.0

    def made(self) -> None:
        """Note that Telegram has just answered."""
        self._made = self._clock()
        self._date = self._calendar()

    @property
    def seconds_ago(self) -> float | None:
        """How long ago that was; None when it never was."""
        return None if self._made is None else self._clock() - self._made

    @property
    def date(self) -> float:
        """When that was, in seconds since 1970 (UTC); 0 when it never was."""
        return self._date
