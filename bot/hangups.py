"""SIGHUP: an operator wants the FAQ loaded again, or the terminal that the bot was started in has been closed."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger(__name__)


class Hangups:
    """Listens for SIGHUP, where there is such a thing. Until somebody sets what to do, an operator's has no effect.

    Parameters
    ----------
    stop
        Ends the bot when its terminal is gone, as SIGHUP ends any program; one behind ``nohup`` is left alone.

    Attributes
    ----------
    reload
        Called when the FAQ is to be loaded again.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self.reload: Callable[[], None] | None = None
        self._stop = stop
        if sys.platform == "win32":
            return
        self._watched = _in_terminal() and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)

    def _hung_up(self) -> None:
        if self._watched and not _in_terminal():
            self._stop()
        elif self.reload is not None:
            _LOG.info("SIGHUP: the FAQ is loaded again")
            self.reload()


def _in_terminal() -> bool:
    """Whether standard error is a terminal that is still there."""
    return os.isatty(2)
