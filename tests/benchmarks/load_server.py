"""A Telegram that does as little as possible: hands out questions at a pace, and notes when each is answered.

``tests.telegram`` checks everything as Telegram does, which takes longer than many a bot; this one checks nothing.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession, TCPConnector, web

from bot.web.webhook import SECRET_HEADER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

JSON = dict[str, Any]

MOST_AT_ONCE = 100
"""Updates in one answer to getUpdates, or handed in at a time, as with Telegram."""

CHATS = 5_000
"""Questions come from so many people in turn."""

ME = {
    "id": 7654321098,
    "is_bot": True,
    "first_name": "Load",
    "username": "LoadBot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": True,
}


@dataclass
class LoadServer:
    """Hands out questions, each under the next number.

    Parameters
    ----------
    questions
        Asked in turn, over and over.
    hooks
        Where to hand in updates, in turn; none for a bot that asks for them.
    """

    questions: Sequence[str]
    waiting: dict[int, JSON] = field(default_factory=dict)
    asked_at: dict[int, float] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    answered: int = 0
    port: int = 0
    hooks: list[str] = field(default_factory=list)
    secret: str = ""

    def __post_init__(self) -> None:
        self._next = 1
        self._changed = asyncio.Event()
        self._hooked = 0
        self._to_hand_in: asyncio.Queue[JSON] = asyncio.Queue()

    def ask(self, count: int) -> None:
        """Let so many questions come in."""
        now = time.perf_counter()
        for number in range(self._next, self._next + count):
            self.asked_at[number] = now
            if self.hooks:
                self._to_hand_in.put_nowait(self._update(number))
            else:
                self.waiting[number] = self._update(number)
        self._next += count
        self._wake()

    async def until_hooked(self, copies: int, seconds: float) -> None:
        """Wait until so many copies have said where updates are to be handed in."""
        async with asyncio.timeout(seconds):
            while self._hooked < copies:
                changed = self._changed
                await changed.wait()

    async def until_answered(self, count: int, seconds: float) -> None:
        """Wait until so many answers have come in altogether."""
        async with asyncio.timeout(seconds):
            while self.answered < count:
                changed = self._changed
                await changed.wait()

    @asynccontextmanager
    async def handing_in(self) -> AsyncIterator[None]:
        """Hand in updates at the webhooks, as many at a time as Telegram does."""
        async with ClientSession(connector=TCPConnector(limit=0)) as session:
            workers = [asyncio.create_task(self._hand_in(session, number)) for number in range(MOST_AT_ONCE)]
            try:
                yield
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)

    async def _hand_in(self, session: ClientSession, turn: int) -> None:
        while True:
            update = await self._to_hand_in.get()
            turn += 1
            headers = {SECRET_HEADER: self.secret}
            async with session.post(self.hooks[turn % len(self.hooks)], json=update, headers=headers) as answer:
                answer.raise_for_status()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve at a free port of this machine."""
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        try:
            yield
        finally:
            self._wake()
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        params = await request.post()
        if method == "getupdates":
            return _ok(await self._updates(int(str(params.get("offset", 0))), float(str(params.get("timeout", 0)))))
        if method == "sendmessage":
            return _ok(self._take(int(str(params["chat_id"]))))
        if method == "setwebhook":
            self.secret = str(params["secret_token"])
            self._hooked += 1
            self._wake()
        if method == "getwebhookinfo":
            return _ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0})
        if method == "getme":
            return _ok(ME)
        if method.startswith("get"):
            return _ok([] if method == "getmycommands" else {"description": "", "short_description": ""})
        return _ok(result=True)  # what Telegram says to all else

    async def _updates(self, offset: int, seconds: float) -> list[JSON]:
        for number in [number for number in self.waiting if number < offset]:
            del self.waiting[number]
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting:
                    changed = self._changed
                    await changed.wait()
        except TimeoutError:
            return []
        return [self.waiting[number] for number in sorted(self.waiting)[:MOST_AT_ONCE]]

    def _take(self, chat_id: int) -> JSON:
        """Note an answer, to the first question in the chat that has none yet."""
        number = next((one for one in self._of_chat(chat_id) if one in self.asked_at), None)
        if number is not None:
            self.delays.append(time.perf_counter() - self.asked_at.pop(number))
            self.answered += 1
            self._wake()
        chat = {"id": chat_id, "type": "private", "first_name": "A"}
        return {"message_id": self.answered + 10_000_000, "date": 1, "chat": chat, "from": ME, "text": "x"}

    def _of_chat(self, chat_id: int) -> range:
        return range(chat_id, self._next, CHATS)

    def _update(self, number: int) -> JSON:
        person = {"id": (number - 1) % CHATS + 1, "is_bot": False, "first_name": "A"}
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"type": "private", **person},
            "from": person,
            "text": self.questions[number % len(self.questions)],
        }
        return {"update_id": number, "message": message}

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})
