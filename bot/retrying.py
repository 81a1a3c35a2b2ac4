"""Calls to Telegram, tried again when the fault will pass: told to wait, server trouble, lost connections."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.events import Event
from bot.faults import code, in_a_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator

    from telegram._utils.types import JSONDict  # the type of the method that is overridden
    from telegram.error import TelegramError

    from bot.metrics import Metrics

PATIENCE_SECONDS = 7.5
"""How long to wait in all after server trouble or dropped connections before a call is given up."""

ANSWER_PATIENCE_SECONDS = 60 * 60.0
"""The same for calls that answer somebody: until Telegram takes the answer, or it is too late to be of use."""

ANSWERS = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "answerGuestQuery"})
"""Calls that answer somebody. Not among them: those that people have no more use for a few seconds later."""

LONGEST_PAUSE = 30.0
"""Seconds to wait at most before a call is made again, unless Telegram tells to wait longer."""

FLOOD_TRIES = 5
"""How often a call that answers nobody is made again after Telegram has told to wait."""

_LOG = logging.getLogger(__name__)


class Retrying(BaseRateLimiter[int]):
    """Makes each call until it succeeds, or fails in a way that trying again does not mend.

    Who else has to wait meanwhile is decided elsewhere, see :class:`bot.throttle.Pacing`. A connection may be lost
    after Telegram has taken a message; then it comes twice, which is better than not at all.

    Parameters
    ----------
    metrics
        What counts the calls that fail, and hears of those that succeed.
    sleep
        Waits for a number of seconds.
    """

    def __init__(self, metrics: Metrics, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._metrics = metrics
        self._sleep = sleep

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
        is_answer = endpoint in ANSWERS
        patience = ANSWER_PATIENCE_SECONDS if is_answer else PATIENCE_SECONDS
        floods, waited = 0, 0.0
        pauses = growing_pauses()
        while True:
            try:
                return await self._call(endpoint, callback, *args, **kwargs)
            except BadRequest:
                raise
            except RetryAfter as error:
                fault: TelegramError = error
                floods += 1
                pause = seconds(error)
                if waited + pause > patience if is_answer else floods > FLOOD_TRIES:
                    raise
                told = "flood control"
            except (NetworkError, InvalidToken) as error:
                # Whoever polls finds out whether it is the token that is refused; a proxy's "not found" passes.
                if isinstance(error, InvalidToken) and not is_answer:
                    raise
                fault = error
                pause = next(pauses)
                if waited + pause > patience:
                    raise
                told = in_a_line(error)
            event = Event("retry", method=endpoint, code=code(fault))
            _LOG.warning("%s: %s; trying again in %g s", endpoint, told, pause, extra=event.extra)
            await self._sleep(pause)
            waited += pause
            self._metrics.call_retried(endpoint)

    async def _call(
        self,
        endpoint: str,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        *args: Any,
        **kwargs: Any,
    ) -> bool | JSONDict | list[JSONDict]:
        """Make a call once."""
        try:
            result = await callback(*args, **kwargs)
        except Exception as error:
            self._metrics.call_failed(endpoint, error)
            raise
        self._metrics.contact.made()
        return result


def seconds(error: RetryAfter) -> float:
    """Tell how long Telegram wants to be left alone."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def growing_pauses(pause: float = 0.5) -> Iterator[float]:
    """Seconds to wait before each further try, from the first pause on."""
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)
