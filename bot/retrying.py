"""Calls to Telegram, tried again when the fault will pass: told to wait, server trouble, lost connections."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.complaining import Complaint
from bot.events import Event
from bot.faults import code, in_a_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator

    from telegram._utils.types import JSONDict  # the type of the method that is overridden

    from bot.metrics import Metrics

PATIENCE_SECONDS = 7.5
"""How long to wait in all after server trouble or dropped connections before a call is given up."""

ANSWER_PATIENCE_SECONDS = 24 * 60 * 60.0
"""The same for calls that answer somebody, and for what Telegram makes them wait: as long as it keeps a question."""

ANSWERS = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "answerGuestQuery"})
"""Calls that answer somebody. Not among them: those that people have no more use for a few seconds later."""

LONGEST_PAUSE = 30.0
"""Seconds to wait at most before a call is made again, unless Telegram tells to wait longer."""

WHO_AM_I = "getMe"
"""The call that tells whether the token is right: refused, it raises no doubt but settles one."""

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
    doubted
        Told when a call is refused for its token: somebody has to find out whether it is revoked.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        metrics: Metrics,
        doubted: Callable[[], None] = lambda: None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._metrics = metrics
        self._doubted = doubted
        self._sleep = sleep
        # Each told once, however many calls meet it at a time.
        self._outage = Complaint(_LOG)
        self._flood = Complaint(_LOG)
        self._cut_off: set[object] = set()  # calls that wait for the outage to pass

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
        waiting = object()
        try:
            result = await self._until_taken(waiting, endpoint, callback, *args, **kwargs)
        finally:
            self._cut_off.discard(waiting)
        if not self._cut_off:
            self._outage.over("Telegram takes calls again.")
        return result

    async def _until_taken(
        self,
        waiting: object,
        endpoint: str,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        *args: Any,
        **kwargs: Any,
    ) -> bool | JSONDict | list[JSONDict]:
        """Make a call, again and again; it is ``waiting`` among those that an outage holds up."""
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
                floods += 1
                pause = seconds(error)
                if waited + pause > patience if is_answer else floods > FLOOD_TRIES:
                    raise
                _tell(self._flood, endpoint, "flood control", pause, error)
            except (NetworkError, InvalidToken) as error:
                # Whoever listens to doubts finds out whether it is the token; a proxy's "not found" passes.
                if isinstance(error, InvalidToken) and not is_answer:
                    raise
                pause = next(pauses)
                if waited + pause > patience:
                    raise
                self._cut_off.add(waiting)
                _tell(self._outage, endpoint, in_a_line(error), pause, error)
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
            self._note_contact(error)
            if isinstance(error, InvalidToken) and endpoint != WHO_AM_I:
                self._doubted()
            raise
        self._metrics.contact.made()
        return result

    def _note_contact(self, error: Exception) -> None:
        """Note whether a call that has failed did reach Telegram, where that can be told."""
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            self._metrics.contact.failed()
        elif isinstance(error, TelegramError) and not isinstance(error, InvalidToken):  # that one may be a proxy's
            self._metrics.contact.refused()


def _tell(trouble: Complaint, endpoint: str, told: str, pause: float, error: TelegramError) -> None:
    event = Event("retry", method=endpoint, code=code(error))
    trouble.about("calls", logging.WARNING, f"{endpoint}: {told}; trying again in {pause:g} s", event.extra)


def seconds(error: RetryAfter) -> float:
    """Tell how long Telegram wants to be left alone; never more than a day, for then it keeps no question any more."""
    wait = error.retry_after
    return min(ANSWER_PATIENCE_SECONDS, float(wait) if isinstance(wait, int) else wait.total_seconds())


def growing_pauses(pause: float = 0.5) -> Iterator[float]:
    """Seconds to wait before each further try, from the first pause on."""
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)
