"""How updates come in by a webhook: Telegram hands them in, and hears that one is received when it is done, or kept."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.handlers import UPDATES
from bot.intake import CROWDED, read_update
from bot.persevering import Persevering
from bot.store.claims import Claim

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram import Bot, Update

    from bot.claiming import Claiming
    from bot.intake import Intake
    from bot.web.webhook import Receive

LOOK_SECONDS = 30.0
"""How often it is made sure that Telegram still hands in updates here; also what ``/healthz`` knows Telegram by."""

CONNECTIONS = 100
"""How many updates Telegram may hand in at a time: the most that it allows, as each waits till it is done or kept."""

AGAIN_SECONDS = 10.0
"""How long to wait before a parked update that was let go of is tried again."""

ROOM_SECONDS = 1.0
"""How often it is looked whether slow chats have too many of them."""

REMEMBERED = 10_000
"""Of so many of the latest updates it is known that they are done, should one be handed in again."""

_LOG = logging.getLogger(__name__)


async def _nobody(_: dict[str, Any]) -> bool:
    """Take nothing: there is no bot at work yet, or none any more."""
    return False


@dataclass(slots=True)
class Hook:
    """Where updates are handed in.

    Parameters
    ----------
    url
        As Telegram knows it.
    secret
        What Telegram shows there.
    receive
        Who takes them just now.
    """

    url: str
    secret: str = field(repr=False)
    receive: Receive = field(default=_nobody)

    @property
    def path(self) -> str:
        """The part of the address that reaches the bot."""
        return urlsplit(self.url).path or "/"

    async def take(self, update: dict[str, Any]) -> bool:
        """Give an update to who takes them just now."""
        return await self.receive(update)


class Hooking:
    """Has Telegram hand in updates, and answers for each when it is done, or kept.

    Parameters
    ----------
    intake
        Where the updates go.
    claiming
        Keeps copies of the bot from answering the same one.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        hook: Hook,
        claiming: Claiming,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._inbox = intake.inbox
        self._hook = hook
        self._claiming = claiming
        self._sleep = sleep
        self._persevering = Persevering(bot, "Telegram hands in updates again.", sleep=sleep)
        self._takes_more = True
        self._over = asyncio.Event()
        self._receiving: dict[int, asyncio.Task[bool]] = {}
        self._is_set = False  # by this process: the secret may be another than before

    async def run(self) -> None:
        """Take updates for ever, and see to it that Telegram hands them in here.

        Raises
        ------
        InvalidToken
            When the token has been revoked.
        """
        self._hook.receive = self._receive_once
        self._claiming.lost = self._intake.let_go
        background = [asyncio.create_task(work) for work in (self._claiming.keep_alive(), self._keep_room())]
        try:
            while True:
                if await self._persevering.succeeds(self._see_to_it):
                    await self._sleep(LOOK_SECONDS)
        finally:
            # What is handed in from now on would only be broken off; another copy, or the next start, has it sooner.
            self._hook.receive = _nobody
            self._takes_more = False
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)

    async def confirm(self) -> None:
        """Let Telegram, or another copy of the bot, have what is not done."""
        self._over.set()
        await self._claiming.leave()

    async def make_room(self) -> None:
        """See to it that a few slow chats do not have all the connections.

        What is in the way is kept in the store. Where copies share it, or there is none, those that wait for others in
        their chat are to come again.
        """
        numbers = self._intake.in_the_way(self._inbox.under_way)
        if not self._claiming.is_shared and await self._intake.park(numbers):
            return
        if self._inbox.under_way >= CROWDED:
            for number in set(numbers).intersection(self._inbox.behind(1)):
                self._intake.let_go(number)

    async def _keep_room(self) -> None:
        while True:
            await asyncio.sleep(ROOM_SECONDS)
            await self.make_room()

    async def _see_to_it(self) -> None:
        """Have updates handed in here, unless they are; another copy with the same address is as good."""
        found = await self._bot.get_webhook_info()
        if self._is_set and found.url == self._hook.url:
            return
        await self._bot.set_webhook(
            self._hook.url, max_connections=CONNECTIONS, allowed_updates=UPDATES, secret_token=self._hook.secret
        )
        self._is_set = True
        _LOG.info("Telegram hands in updates at %s", self._hook.url)

    def take_back(self, update: Update) -> None:
        """Begin to answer an update that was parked while the bot still asked for them, unless another copy has it.

        For copies that share the store, which park nothing themselves.
        """
        if update.update_id not in self._receiving:
            self._begin(update.update_id, self._take_back(update))

    async def _take_back(self, update: Update) -> bool:
        while not await self._answer(update):
            if not self._takes_more:
                return False
            # Nobody hands it in again when it has been let go of, so that others can be handed in.
            await asyncio.sleep(AGAIN_SECONDS)
        await self._intake.drop(update.update_id)
        return True

    async def _receive_once(self, raw: dict[str, Any]) -> bool:
        """Take an update. Where it is handed in again meanwhile, both times wait for the same."""
        number = raw["update_id"]
        receiving = self._receiving.get(number)
        if receiving is None:
            receiving = self._begin(number, self._receive(raw))
        return await asyncio.shield(receiving)

    def _begin(self, number: int, receiving: Coroutine[None, None, bool]) -> asyncio.Task[bool]:
        task = self._receiving[number] = asyncio.create_task(receiving)
        task.add_done_callback(lambda _: self._receiving.pop(number))
        return task

    async def _receive(self, raw: dict[str, Any]) -> bool:
        update = read_update(raw, self._bot)
        return update is None or await self._answer(update)

    async def _answer(self, update: Update) -> bool:
        """Have an update answered by one of the copies; True when it is done, by whichever."""
        number = update.update_id
        if self._intake.is_full:
            return False
        claim = await self._claiming.claim(number)
        if claim is not Claim.MINE:
            return claim is Claim.DONE
        if not self._takes_more:
            await self._claiming.let_go(number)
            return False
        self._intake.take(update)
        is_received = await self._until_received(number)
        await (self._claiming.done(number) if is_received else self._claiming.let_go(number))
        if self._inbox.offset is not None:
            self._inbox.confirmed(self._inbox.offset - REMEMBERED)
        return is_received

    async def _until_received(self, number: int) -> bool:
        """Wait until an update is done, or kept; False when it was let go of, or the bot is being stopped before."""
        waits = (asyncio.ensure_future(self._inbox.settled(number)), asyncio.ensure_future(self._over.wait()))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return self._inbox.is_received(number)
