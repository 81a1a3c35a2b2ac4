"""Calls to Telegram, tried again when the fault will pass: told to wait, server trouble, lost connections."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.faults import in_a_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram._utils.types import JSONDict  # the type of the method that is overridden

BACKOFF = (0.5, 1.0, 2.0, 4.0)
"""Seconds to wait before each further try after server trouble or a dropped connection."""

FLOOD_TRIES = 5
"""How often a call is made again after Telegram has told to wait."""

CALLS_AT_ONCE = 64
"""Calls under way at a time; the HTTP client slows down with the square of their number."""

_LOG = logging.getLogger(__name__)


class Retrying(BaseRateLimiter[int]):
    """Makes each call until it succeeds, or fails in a way that trying again does not mend.

    Only the call in question waits: Telegram's limits are mostly those of one chat, and the answer to another
    chat need not wait for them. A connection may be lost after Telegram has taken a message; then it comes
    twice, which is better than not at all.

    Parameters
    ----------
    sleep
        Waits for a number of seconds.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._turns = asyncio.Semaphore(CALLS_AT_ONCE)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(  # noqa: PLR0913, PLR0917 (the library's signature)
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002 (what is sent is nobody's business here)
        rate_limit_args: int | None,  # noqa: ARG002
    ) -> bool | JSONDict | list[JSONDict]:
        """Make a call, with as many tries as its faults deserve.

        Raises
        ------
        TelegramError
            The last fault, when it does not pass or has not passed in time.
        """
        floods = 0
        pauses = iter(BACKOFF)
        while True:
            try:
                async with self._turns:
                    return await callback(*args, **kwargs)
            except BadRequest:
                raise
            except RetryAfter as error:
                floods += 1
                if floods > FLOOD_TRIES:
                    raise
                pause = seconds(error)
                fault = "flood control"
            except NetworkError as error:
                pause = next(pauses, -1.0)
                if pause < 0:
                    raise
                fault = in_a_line(error)
            _LOG.warning("%s: %s; trying again in %g s", endpoint, fault, pause)
            await self._sleep(pause)


def seconds(error: RetryAfter) -> float:
    """Tell how long Telegram wants to be left alone."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
