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
        self._failing_since: float | None = None

    def made(self) -> None:
        """Note that Telegram has just answered."""
        self._made = self._clock()
        self._date = self._calendar()
        self._failing_since = None

    def refused(self) -> None:
        """Note that Telegram has just answered, if not as asked."""
        self._failing_since = None

    def failed(self) -> None:
        """Note that Telegram could not be reached."""
        if self._failing_since is None:
            self._failing_since = self._clock()

    @property
    def failing_seconds(self) -> float:
        """How long ago Telegram could first not be reached since it last answered or refused; 0 when it can be."""
        return 0.0 if self._failing_since is None else self._clock() - self._failing_since

    @property
    def seconds_ago(self) -> float | None:
        """How long ago that was; None when it never was."""
        return None if self._made is None else self._clock() - self._made

    @property
    def date(self) -> float:
        """When that was, in seconds since 1970 (UTC); 0 when it never was."""
        return self._date
