"""An HTTP server that plays Telegram to one bot: answers, refuses, fails on demand, remembers all calls."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from aiohttp import web

from tests.telegram import parameters
from tests.telegram.chats import Chats
from tests.telegram.faults import Fault, Faults
from tests.telegram.methods import Methods
from tests.telegram.queue import Queue
from tests.telegram.refusals import NOT_FOUND, UNAUTHORIZED, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

JSON = dict[str, Any]
T = TypeVar("T")

DEADLINE = 30.0
"""Seconds to wait for something that must happen; never waited when it does."""

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
ME: JSON = {
    "id": 7654321098,
    "is_bot": True,
    "first_name": "Back Walking",
    "username": "BackWalkingTestBot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_guest_queries": True,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


@dataclass(frozen=True)
class Call:
    """One call of the bot, when it has been answered.

    Parameters
    ----------
    number
        Place in the row of all calls, in the order in which they arrived.
    params
        Parameters with the types of the Bot API.
    result
        What Telegram gave back; None when it refused.
    refusal
        Why it refused, or what fault the test has asked for; None when all went well.
    at
        When it arrived, in seconds of a clock that only ever grows.
    """

    number: int
    method: str
    params: JSON
    at: float
    result: Any = None
    refusal: Refusal | None = None
    fault: Fault | None = None

    @property
    def ok(self) -> bool:
        """Whether the call had its effect."""
        return self.refusal is None and not (self.fault and (self.fault.cut or self.fault.drips))

    def __str__(self) -> str:
        outcome = "ok" if self.ok else self.refusal.description if self.refusal else "no whole answer"
        shown = {name: value for name, value in self.params.items() if name != "allowed_updates"}
        return f"{self.number} {self.method} {shown} -> {outcome}"


class Server:
    """Telegram, as far as one bot can tell. Use it as an asynchronous context manager.

    Parameters
    ----------
    me
        Fields of getMe that differ from a bot for which BotFather has everything switched on.

    Attributes
    ----------
    token
        The only token that is let in.
    url
        Root of the server, once it runs.
    calls
        All calls so far, in the order in which they arrived.
    broken
        Why nothing will come any more; ends all waiting.
    """

    def __init__(self, me: JSON | None = None) -> None:
        self.token = TOKEN
        self.me = ME | (me or {})
        bot = {name: self.me[name] for name in ("id", "is_bot", "first_name", "username")}
        self.queue = Queue()
        self.chats = Chats(bot)
        self.methods = Methods(self.me, self.chats, self.queue)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.url = ""
        self.broken: str | None = None
        self._arrived = 0
        self._taken: set[int] = set()
        self._changed = asyncio.Event()
        app = web.Application(client_max_size=1 << 22)
        app.router.add_route("*", "/{path:.*}", self._answer)
        # A poller that goes away takes its long poll along, as with Telegram.
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def username(self) -> str:
        """The bot's name, without the at sign."""
        return str(self.me["username"])

    def push(self, update: JSON) -> int:
        """Let something happen that the bot is told of, and give the number of the update."""
        self.chats.learn(update)
        return self.queue.push(update)

    def sent(self, *methods: str, **params: Any) -> list[Call]:
        """List the calls of these methods (all, if none is named) with these parameters, in order."""
        return [call for call in self.calls if _fits(call, methods, params)]

    async def call(self, *methods: str, **params: Any) -> Call:
        """Wait for the next such call for which nobody has waited before."""
        call = await self.until(
            lambda: next((c for c in self.sent(*methods, **params) if c.number not in self._taken), None),
            f"a call of {' or '.join(methods) or 'anything'} with {params}",
        )
        self._taken.add(call.number)
        return call

    async def polled(self) -> None:
        """Wait until the bot asks for updates and there are none."""
        await self.until(lambda: self.queue.polling or None, "a long poll")

    async def confirmed(self, number: int) -> None:
        """Wait until the bot has confirmed an update."""
        await self.until(lambda: self.queue.confirmed(number) or None, f"the confirmation of update {number}")

    async def delivered(self, number: int) -> None:
        """Wait until an update has been handed out to the bot."""
        await self.until(lambda: number in self.queue.delivered or None, f"the delivery of update {number}")

    async def until(self, ready: Callable[[], T | None], what: str) -> T:
        """Wait until something is there, woken by every change and never by the clock.

        Raises
        ------
        AssertionError
            When it is not there before the deadline, or when the bot is known to have gone.
        """
        try:
            async with asyncio.timeout(DEADLINE):
                while (found := ready()) is None:
                    if self.broken:
                        raise AssertionError(f"waited for {what}, but {self.broken}\n{self._story()}")
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"no {what} within {DEADLINE} s\n{self._story()}") from None
        return found

    def changed(self) -> None:
        """Wake all who wait."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _story(self) -> str:
        dropped = [f"not asked for by the bot: {update}" for update in self.queue.dropped[-5:]]
        waiting = [f"not confirmed: {update}" for update in self.queue.pending[-5:]]
        return "\n".join([*map(str, self.calls[-15:]), *dropped, *waiting])

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r"/bot([^/]*)/(\w+)/?", request.path)
        if not found or not re.fullmatch(r"\d+:[\w-]+", found.group(1)):
            return _refused(NOT_FOUND)
        if found.group(1) != self.token:
            return _refused(UNAUTHORIZED)
        method = found.group(2)
        self._arrived += 1
        number, at = self._arrived, time.monotonic()
        params: JSON = {}
        fault: Fault | None = None
        try:
            params = await parameters.read(request)
            fault = self.faults.take(method, params.get("chat_id"))
            result = await self._run(method, params, fault)
        except Refusal as refusal:
            self._record(Call(number, method, params, at, refusal=refusal, fault=fault))
            return _refused(refusal, fault)
        finally:
            self.changed()
        self._record(Call(number, method, params, at, result, fault=fault))
        if fault and fault.drips:
            return await _drip(request)
        if fault and fault.cut:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _run(self, method: str, params: JSON, fault: Fault | None) -> Any:
        if fault:
            self.changed()
            if fault.gate:
                await fault.gate.wait()
            await asyncio.sleep(fault.delay)
            if fault.refusal:
                raise fault.refusal
            if fault.cut or fault.drips:
                return None
        running = asyncio.ensure_future(self.methods.run(method, params))
        running.add_done_callback(_looked_at)
        await asyncio.sleep(0)  # a long poll is waiting now
        self.changed()
        try:
            return await running
        finally:
            running.cancel()

    def _record(self, call: Call) -> None:
        self.calls.append(call)
        self.calls.sort(key=lambda one: one.number)
        self.changed()


def _looked_at(running: asyncio.Future[Any]) -> None:
    """Let asyncio know that a refusal is no surprise, even if the caller has gone."""
    if not running.cancelled():
        running.exception()


def _fits(call: Call, methods: tuple[str, ...], params: JSON) -> bool:
    if methods and call.method not in methods:
        return False
    return all(call.params.get(name) == value for name, value in params.items())


async def _drip(request: web.Request) -> web.StreamResponse:
    """Answer with one byte after another, until the caller has gone."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b" ")
        await asyncio.sleep(0.05)


def _refused(refusal: Refusal, fault: Fault | None = None) -> web.Response:
    if fault and fault.page:
        return web.Response(status=refusal.status, text=fault.page, content_type="text/html")
    return web.json_response(refusal.body, status=refusal.status)
