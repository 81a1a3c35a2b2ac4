"""Long polling: asks for updates, and tells Telegram which are done by asking for those that follow."""

from __future__ import annotations

import asyncio
import logging
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.warnings import PTBUserWarning

from bot.faults import in_a_line
from bot.handlers import UPDATES
from bot.intake import read_update
from bot.persevering import Persevering
from bot.requesting import UnreadableError
from bot.update_shape import number_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.intake import Intake
    from bot.metrics import Metrics

POLL_SECONDS = 30
"""How long Telegram holds a call that asks for updates when there are none."""

READ_SECONDS = 10.0
"""How long a call may take to be answered before it counts as lost; so much longer where Telegram holds it."""

NEW_SECONDS = 0.25
"""How long a new update waits at most while others are under way.

Until those are done, Telegram hands them out again at once with each call, so asking without a pause would be a spin.
"""

SOON_SECONDS = 0.1
"""The same where answers are remembered nowhere but at Telegram, by being confirmed: after a crash the others come
twice."""

CONFIRM_SECONDS = 2.0
"""How long the last call may take: the process is to end."""

_LOG = logging.getLogger(__name__)


class Polling:
    """Asks Telegram for updates. An update counts as received there when one above it is asked for, so only when done.

    Parameters
    ----------
    intake
        Where the updates go, in the order in which Telegram gives them.
    metrics
        What hears of Telegram's answers and of what fails.
    forgets
        Tells whether an answer that is given now would not be known any more after a crash.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        metrics: Metrics,
        forgets: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._inbox = intake.inbox
        self._metrics = metrics
        self._forgets = forgets
        self._sleep = sleep
        self._persevering = Persevering(
            bot, "Updates come from Telegram again.", partial(metrics.call_failed, "getUpdates"), sleep
        )
        # Updates are asked for as they are, and only the new ones are read; the library would rather do that itself.
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

    async def run(self) -> None:
        """Ask for updates for ever.

        Raises
        ------
        InvalidToken
            When the token has been revoked.
        """
        while True:
            if await self._persevering.succeeds(self._poll):
                await self._rest()
                await self._intake.make_room()

    async def confirm(self) -> None:
        """Tell Telegram which updates have been dealt with, before the process ends."""
        offset = self._inbox.offset
        if offset is None:
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=UPDATES)
        except TimeoutError:
            _LOG.warning("The last updates may come again at the next start: Telegram does not answer in time")
        except Exception as error:  # noqa: BLE001
            _LOG.warning("The last updates may come again at the next start: %s", in_a_line(error))

    async def _rest(self) -> None:
        """Let answers be given before the next call."""
        before, soon = self._inbox.offset, 0.0
        if self._forgets():
            soon = SOON_SECONDS
            await self._inbox.progress(soon)
            if self._inbox.offset != before:
                return
        await self._inbox.progress(NEW_SECONDS - soon)

    async def _poll(self) -> None:
        offset = self._inbox.offset
        asked = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES} | ({} if offset is None else {"offset": offset})
        found: Any = await self._bot.do_api_request("getUpdates", asked, read_timeout=POLL_SECONDS + READ_SECONDS)
        if not isinstance(found, list) or (found and all(number_of(raw) is None for raw in found)):
            raise UnreadableError("what Telegram has handed out are no updates")
        self._metrics.contact.made()
        if offset is not None:
            self._inbox.confirmed(offset)
        for raw in found:
            self._take(raw)
        if not found:  # something between here and Telegram may say so at once
            await self._sleep(NEW_SECONDS)

    def _take(self, raw: Any) -> None:
        number = number_of(raw)
        if number is None:
            _LOG.error("what Telegram has handed out is no update and is skipped")
            return
        if self._inbox.handed_out(number):
            return
        update = read_update(raw, self._bot)
        if update is None:
            self._inbox.skip(number)
        else:
            self._intake.take(update)
