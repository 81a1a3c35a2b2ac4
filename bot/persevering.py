"""What has to be done over and over, and Telegram may fail at: tried again, with pauses, until the token is refused."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter

from bot.complaining import Complaint
from bot.events import Event
from bot.faults import code, in_a_line
from bot.retrying import growing_pauses, seconds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

CONFLICT_SECONDS = 3.0
"""How long the bot leaves the field to another copy of itself before it asks for updates again."""

FLOOD_SECONDS = 60 * 60.0
"""How long the bot stays away at the most where Telegram tells it to: who hears nothing for a day loses questions."""

FIRST_PAUSE = 1.0
"""Seconds to wait after the first failure in a row."""

_LOG = logging.getLogger(__name__)


def _nobody(_: Exception) -> None:
    """Tell nobody."""


class Persevering:
    """Tries again what fails.

    Parameters
    ----------
    better
        What is logged when trouble is over.
    failed
        Told of each failure, to be counted.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        bot: Bot,
        better: str,
        failed: Callable[[Exception], None] = _nobody,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._better = better
        self._failed = failed
        self._sleep = sleep
        self._trouble = Complaint(_LOG)
        self._pauses = growing_pauses(FIRST_PAUSE)

    async def succeeds(self, step: Callable[[], Awaitable[None]]) -> bool:
        """Do a step once; False when it has failed, after the pause that its fault deserves.

        Raises
        ------
        InvalidToken
            When the bot is no longer known by its token.
        """
        try:
            await step()
        except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
            self._failed(error)
            if is_doubtful(error):
                await check_token(self._bot)
            await self._sleep(pause_after(error, next(self._pauses), self._trouble))
            return False
        self._pauses = growing_pauses(FIRST_PAUSE)
        self._trouble.over(self._better)
        return True


def is_doubtful(error: Exception) -> bool:
    """Whether an error may mean that the bot is no longer known by its token; a proxy's "not found" looks like that."""
    return isinstance(error, (InvalidToken, EndPointNotFound))


async def check_token(bot: Bot) -> None:
    """See whether the bot is still known by its token, if that can be told now.

    Raises
    ------
    InvalidToken
        When it is not.
    """
    try:
        await bot.get_me()
    except InvalidToken:
        raise
    except Exception as unknown:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
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
        pause = min(seconds(error), FLOOD_SECONDS)
    if isinstance(error, EndPointNotFound) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # what Telegram, or a proxy, has said
    told = f"No updates from Telegram, trying again in {pause:g} s: {in_a_line(error)}"
    trouble.about("no updates", logging.WARNING, told, extra)
    return pause
