"""Long polling: asks for updates, and tells Telegram which are done by asking for those that follow."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter
from telegram.warnings import PTBUserWarning

from bot.complaining import Complaint
from bot.events import Event
from bot.faults import code, in_a_line
from bot.handlers import UPDATES
from bot.retrying import seconds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

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

CONFLICT_SECONDS = 3.0
"""How long the bot leaves the field to another copy of itself before it asks for updates again."""

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
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        metrics: Metrics,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._inbox = intake.inbox
        self._metrics = metrics
        self._sleep = sleep
        self._trouble = Complaint(_LOG)
        # Updates are asked for as they are, and only the new ones are read; the library would rather do that itself.
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

    async def run(self) -> None:
        """Ask for updates for ever.

        Raises
        ------
        InvalidToken
            When the token has been revoked.
        """
        pauses = growing_pauses()
        while True:
            try:
                await self._poll()
            except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
                self._metrics.call_failed("getUpdates", error)
                await check_token(self._bot, error)
                await self._sleep(pause_after(error, next(pauses), self._trouble))
                continue
            pauses = growing_pauses()
            self._trouble.over("Updates come from Telegram again.")
            await self._inbox.progress(NEW_SECONDS)
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

    async def _poll(self) -> None:
        offset = self._inbox.offset
        asked = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES} | ({} if offset is None else {"offset": offset})
        found: Any = await self._bot.do_api_request("getUpdates", asked, read_timeout=POLL_SECONDS + READ_SECONDS)
        self._metrics.contact.made()
        if offset is not None:
            self._inbox.confirmed(offset)
        for raw in found:
            self._take(raw)

    def _take(self, raw: dict[str, Any]) -> None:
        number = raw["update_id"]
        if self._inbox.handed_out(number):
            return
        try:
            update = Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001 (whatever the library trips over in an update)
            _LOG.error("update %s: cannot be read and is skipped (%s)", number, type(error).__name__)
            self._inbox.skip(number)
        else:
            self._intake.take(update)


async def check_token(bot: Bot, error: Exception) -> None:
    """See after an error whether the bot is no longer known by its token; a proxy's "not found" looks like that.

    Raises
    ------
    InvalidToken
        When it is not.
    """
    if not isinstance(error, (InvalidToken, EndPointNotFound)):
        return
    try:
        await bot.get_me()
    except InvalidToken:
        raise
    except Exception as unknown:  # noqa: BLE001
        _LOG.debug("whether the token is refused cannot be told now: %s", in_a_line(unknown))


def pause_after(error: Exception, pause: float, trouble: Complaint) -> float:
    """Log why there are no updates, unless that was said just now, and tell how many seconds to wait."""
    extra = Event("no_updates", code=code(error)).extra
    if isinstance(error, Conflict):
        trouble.about(
            "conflict",
            logging.ERROR,
            "Updates go elsewhere: another copy of the bot is running with this token, or a webhook has been "
            f"set for it. Stop the other one; this one keeps trying. ({in_a_line(error)})",
            extra,
            growing=False,
        )
        return CONFLICT_SECONDS
    if isinstance(error, RetryAfter):
        pause = seconds(error)
    if isinstance(error, EndPointNotFound) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # what Telegram, or a proxy, has said
    told = f"No updates from Telegram, trying again in {pause:g} s: {in_a_line(error)}"
    trouble.about("no updates", logging.WARNING, told, extra)
    return pause


def growing_pauses() -> Iterator[float]:
    """Seconds to wait after each failure in a row."""
    pause = 1.0
    while True:
        yield pause
        pause = min(2 * pause, 30.0)
