"""Limits counted in Redis or Valkey, so that copies of the bot keep them together; by each for itself while that fails.

Time is the server's, so that clocks of machines that differ do no harm. What is counted goes by itself when it has no
meaning any more, after a minute as a rule.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, ConnectionError  # noqa: A004 (the client's own)

from bot.faults import in_a_line
from bot.store import State
from bot.throttle.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.throttle.allowance import Limit

PATIENCE_SECONDS = 0.5
"""How long the server may keep an answer waiting, once: from then on it is left alone until it is well."""

REST_SECONDS = 2.0
"""How often a server that has failed is tried again."""

AT_ONCE = 16
"""Questions to the server under way at a time: a burst waits for its turn, and is no sign that the server fails."""

_SCRIPT = Path(__file__).with_name("shared.lua")
_LOG = logging.getLogger(__name__)


class Shared:
    """An allowance that copies of the bot have together.

    What this copy has been let do is counted in the process as well: with that it goes on when the server is slow,
    gone, or has lost its data.

    Parameters
    ----------
    url
        Of the server: ``redis://``, ``rediss://`` or ``unix://``.
    bot_id
        Whose limits they are. Several bots may share a server.
    clock
        Seconds that only ever grow.
    on_fault
        Told each time that the server begins to fail, to be counted.
    sleep
        Waits for a number of seconds.

    Attributes
    ----------
    state
        How the server is doing.
    server_clock
        Gives microseconds in place of the server's own clock.
    """

    def __init__(
        self,
        url: str,
        bot_id: int,
        clock: Callable[[], float] = time.monotonic,
        on_fault: Callable[[], None] = lambda: None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.name = shown(url)
        self.state = State.OK
        self.server_clock: Callable[[], int] | None = None
        self._prefix = f"backwalk:{{{bot_id}}}:"  # braces: a cluster keeps together what one script needs
        self._clock = clock
        self._on_fault = on_fault
        self._sleep = sleep
        self._alone = Windows(clock)
        self._process = uuid.uuid4().hex
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._client = Redis.from_url(
            url,
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._script = self._client.register_script(_SCRIPT.read_text("utf-8"))
        self._mending: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Ask the server something, to hear at the start rather than at the first question that it fails."""
        await self._guarded(*self._proof)

    async def prove(self) -> None:
        """Ask the server something, and raise whatever is wrong with it.

        Raises
        ------
        redis.exceptions.RedisError, OSError, TimeoutError
            When it cannot be reached, lets nobody in, or cannot do what it is needed for.
        """
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._run(*self._proof)

    async def close(self) -> None:
        """Let go of the server."""
        if self._mending:
            self._mending.cancel()
            await asyncio.gather(self._mending, return_exceptions=True)
        await self._client.aclose()

    async def wait(self, limits: Sequence[Limit]) -> float:
        """Tell in how many seconds there may be room under all these limits; 0 when there is now."""
        return max(await self._alone.wait(limits), await self._ask("wait", limits) or 0.0)

    async def take(self, limits: Sequence[Limit]) -> float:
        """Count one under each of these limits, if all have room; else tell when to ask again."""
        if await self._alone.wait(limits) > 0:
            return await self.wait(limits)
        asked = await self._ask("take", limits)
        if asked is None:
            return await self._alone.take(limits)
        if asked == 0:
            await self._alone.take(limits)
        return asked

    async def shut(self, name: str, seconds: float) -> None:
        """Leave no room under a name for so many seconds from now."""
        await self._alone.shut(name, seconds)
        await self._guarded(self._keys(name), "shut", _microseconds(seconds))

    @property
    def _proof(self) -> tuple[list[str], str, int]:
        """Something to write, of no worth: a server may be one that can only be read."""
        return self._keys("proof"), "shut", 1

    async def _ask(self, what: str, limits: Sequence[Limit]) -> float | None:
        """Give the seconds after which to ask again; None where the server cannot tell."""
        return await self._guarded([key for limit in limits for key in self._keys(limit.name)], what, _written(limits))

    async def _guarded(self, keys: list[str], what: str, argument: str | int) -> float | None:
        async with self._turns:
            if self.state is State.FAILING:
                return None
            try:
                return await self._patiently(keys, what, argument)
            except Exception as error:  # noqa: BLE001 (whatever the client or the server trips over)
                self._failed(error)
                return None

    async def _patiently(self, keys: list[str], what: str, argument: str | int) -> float:
        while True:
            began = self._clock()
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await self._run(keys, what, argument)
            except TimeoutError:
                # Where much more time has passed it was this process that stood still, and not the server.
                if self._clock() - began < 2 * PATIENCE_SECONDS:
                    raise

    async def _run(self, keys: list[str], what: str, argument: str | int) -> float:
        now = self.server_clock() if self.server_clock else ""
        found: Any = await self._script(keys, (what, now, self._process, argument))
        return int(found) / 1_000_000

    def _keys(self, name: str) -> list[str]:
        """Give the keys of a limit, in the order in which the script takes them."""
        key = f"{self._prefix}{name}"
        return [key, f"{key}:shut", f"{key}:of:{self._process}", f"{key}:wanting"]

    def _failed(self, error: Exception) -> None:
        if self.state is State.FAILING:
            return
        self.state = State.FAILING
        self._on_fault()
        _LOG.warning("Redis at %s fails, and this copy keeps the limits for itself: %s", self.name, told(error))
        self._mending = asyncio.create_task(self._mend())

    async def _mend(self) -> None:
        """Try the server until it works; meanwhile nobody waits for it."""
        while self.state is State.FAILING:
            await self._sleep(REST_SECONDS)
            try:
                await self.prove()
            except Exception as error:  # noqa: BLE001
                _LOG.debug("Redis still fails: %s", in_a_line(error))
            else:
                self.state = State.OK
                _LOG.warning("Redis works again; copies keep the limits together.")


def shown(url: str) -> str:
    """Write the address of a server without the name and the password of whoever uses it."""
    parts = urlsplit(url)
    return parts.path if parts.scheme == "unix" else parts.netloc.rpartition("@")[2]


def told(error: BaseException) -> str:
    """Tell in a line what is wrong with a server, and what can be done."""
    if isinstance(error, AuthenticationError):
        remedy = "mend the name or the password in REDIS_URL"
    elif isinstance(error, (ConnectionError, OSError)):
        remedy = "start the server, or mend its address in REDIS_URL"
    else:
        return in_a_line(error)
    return f"{in_a_line(error)}; {remedy}"


def _written(limits: Sequence[Limit]) -> str:
    """Write limits for the script."""
    rates = [[[rate.times, _microseconds(rate.seconds)] for rate in limit.rates] for limit in limits]
    return json.dumps(
        [{"rates": one, "parted": limit.is_parted} for one, limit in zip(rates, limits, strict=True)],
        separators=(",", ":"),
    )


def _microseconds(seconds: float) -> int:
    return round(seconds * 1_000_000)
