"""Telegram's limits, kept without being told: calls wait for their turn before they are made."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.retrying import seconds
from bot.throttle.allowance import Limit, Rate
from bot.throttle.line import Line
from bot.throttle.windows import Windows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from telegram._utils.types import JSONDict  # the type of the method that is overridden

    from bot.throttle.allowance import Allowance

    Call = Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]]

CALLS_AT_ONCE = 64
"""Calls under way at a time; the HTTP client slows down with the square of their number."""

EDITS = "edit"
"""How the names of the methods begin that change what stands in a chat."""

SAYS_SOMETHING = (EDITS, "send", "copy", "forward", "answerGuestQuery")
"""How the names of the methods begin that put something into a chat, or change what stands in it.

All others are free: taking the waiting sign off a button, showing inline results, asking who the bot is.
"""


@dataclass(frozen=True, slots=True)
class Sending:
    """How much Telegram takes.

    The figures are those of "My bot is hitting limits" in core.telegram.org/bots/faq: about 30 messages a second
    over all, one a second in a chat, and 20 a minute in a group. It does not say what edits count: here as much as
    messages, but that three may follow each other in a chat at once, so that a button does what it says when it is
    pressed.

    Parameters
    ----------
    overall
        In all chats together.
    message
        New messages in each chat.
    chat
        New messages and edits in each chat.
    group
        The same in each group or channel.
    """

    overall: tuple[Rate, ...] = (Rate(30, 1.0),)
    message: tuple[Rate, ...] = (Rate(1, 1.0),)
    chat: tuple[Rate, ...] = (Rate(3, 3.0),)
    group: tuple[Rate, ...] = (Rate(3, 3.0), Rate(20, 60.0))


SENDING = Sending()
"""As Telegram has it for every bot."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A call's place among the others.

    Parameters
    ----------
    number
        In the order of arrival.
    own
        The limit of its chat, or the name of its method where it goes into no chat that is known.
    others
        What else limits it in its chat.
    is_free
        Whether it counts for nothing.
    """

    number: int
    own: Limit
    others: tuple[Limit, ...]
    is_free: bool

    @property
    def limits(self) -> tuple[Limit, ...]:
        """All but the one over all."""
        return self.own, *self.others


class Pacing(BaseRateLimiter[int]):
    """Lets each call be made when Telegram will take it, in order of arrival.

    The calls to a chat are made one after another. So whatever one of them waits for, the chat's limit, flood
    control or a network that fails, those behind it in the chat wait as well and keep their order, and nobody
    else does. Where Telegram refuses for now a call that goes into no chat, calls of that method wait.

    Parameters
    ----------
    retrying
        Makes the calls, each with as many tries as its faults deserve. Every try waits for its turn.
    allowance
        Where the limits are counted.
    sending
        How much Telegram takes.
    sleep
        Waits for a number of seconds.
    see
        Called before a call is counted, while none other is: all that it lets wait would else be made at once.
    """

    def __init__(
        self,
        retrying: BaseRateLimiter[int],
        allowance: Allowance | None = None,
        sending: Sending = SENDING,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        see: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._retrying = retrying
        self._allowance = Windows() if allowance is None else allowance
        self._sending = sending
        self._overall = Limit("all", sending.overall, is_parted=True)
        self._sleep = sleep
        self._see = see
        self._numbers = itertools.count()
        self._line = Line()
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._slots = asyncio.Semaphore(CALLS_AT_ONCE)
        self._free_slots = asyncio.Semaphore(CALLS_AT_ONCE)
        self._is_open = asyncio.Event()
        self._is_open.set()

    def close(self) -> None:
        """Let nothing more be said: who wants to waits until it is broken off. What is being said goes on."""
        self._is_open.clear()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(  # noqa: PLR0913, PLR0917 (the library's signature)
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | JSONDict | list[JSONDict]:
        """Make a call when its turn has come, and again as often as its faults deserve.

        Raises
        ------
        TelegramError
            The last fault, when it does not pass or has not passed in time.
        """
        place = self._place(endpoint, data.get("chat_id"))

        async def in_turn(*args: Any, **kwargs: Any) -> bool | JSONDict | list[JSONDict]:
            try:
                async with self._turn(place):
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                await self._allowance.shut(place.own.name, seconds(error))
                raise

        async with self._chat(place):
            return await self._retrying.process_request(in_turn, args, kwargs, endpoint, data, rate_limit_args)

    def _place(self, endpoint: str, chat_id: int | str | None) -> _Place:
        is_free = not endpoint.startswith(SAYS_SOMETHING)
        others: tuple[Limit, ...] = ()
        if is_free or chat_id is None:
            own = Limit(f"method:{endpoint}")
        else:
            is_private = isinstance(chat_id, int) and chat_id > 0
            own = Limit(f"chat:{chat_id}", self._sending.chat if is_private else self._sending.group)
            if not endpoint.startswith(EDITS):
                others = (Limit(f"message:{chat_id}", self._sending.message),)
        return _Place(next(self._numbers), own, others, is_free)

    @contextlib.asynccontextmanager
    async def _chat(self, place: _Place) -> AsyncIterator[None]:
        """Wait for the calls that came before into the same chat."""
        if not place.own.rates:
            yield
            return
        # The lock lives as long as somebody holds it or waits for it, and hands over in order of arrival.
        chat = self._chats.setdefault(place.own.name, asyncio.Lock())
        async with chat:
            yield

    @contextlib.asynccontextmanager
    async def _turn(self, place: _Place) -> AsyncIterator[None]:
        """Wait until a call may be made; what it counts for is counted when it is."""
        if place.is_free:
            await self._room(place.limits)
            async with self._free_slots:
                yield
            return
        while True:
            await self._room(place.limits)
            async with contextlib.AsyncExitStack() as slot:
                async with self._line.turn(place.number):
                    await slot.enter_async_context(self._slots)
                    if self._see:
                        await self._see()
                    has_room = await self._take(place.limits)
                    await self._is_open.wait()
                if has_room:
                    yield
                    return

    async def _room(self, limits: tuple[Limit, ...]) -> None:
        while (pause := await self._allowance.wait(limits)) > 0:
            await self._sleep(pause)

    async def _take(self, limits: tuple[Limit, ...]) -> bool:
        """Count a call, once there is room over all; False when another process took its chat's room meanwhile."""
        while (pause := await self._allowance.take([*limits, self._overall])) > 0:
            if await self._allowance.wait(limits) > 0:
                return False
            await self._sleep(pause)
        return True
