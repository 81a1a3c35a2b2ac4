"""Trouble that lasts is told at once and then ever more rarely, not each time that it is met."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Mapping

FIRST_SECONDS = 60.0
"""How long after trouble was first told it is told again."""

LONGEST_SECONDS = 60 * 60.0
"""How long trouble that lasts is passed over in silence at most."""


class Complaint:
    """Logs trouble that is met again and again.

    Parameters
    ----------
    log
        Where it is told.
    clock
        Seconds that only ever grow.
    """

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._what: str | None = None
        self._silent_until = 0.0
        self._silence = FIRST_SECONDS

    def about(
        self, what: str, level: int, told: str, extra: Mapping[str, object] | None = None, *, growing: bool = True
    ) -> None:
        """Tell of trouble, unless the same was told lately.

        Parameters
        ----------
        what
            Names the trouble: another one is told at once.
        growing
            Whether it is told ever more rarely, or once a minute.
        """
        now = self._clock()
        if what != self._what:
            self._what, self._silence = what, FIRST_SECONDS
        elif now < self._silent_until:
            return
        elif growing:
            self._silence = min(2 * self._silence, LONGEST_SECONDS)
        self._silent_until = now + self._silence
        self._log.log(level, "%s", told, extra=extra)

    def over(self, told: str) -> None:
        """Tell that the trouble has passed, if there was any."""
        if self._what is not None:
            self._what = None
            self._log.info("%s", told)
