"""How updates come in: by long polling, until the process is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import warnings
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.admin import Admins, Desk
from bot.admin.picture import draw
from bot.charts import can_draw
from bot.events import Event
from bot.faults import code, in_a_line
from bot.handlers import UPDATES, install
from bot.hangups import Hangups
from bot.profile import Presenting, introduction
from bot.reloading import Reloading
from bot.retrying import seconds
from bot.service import Service, Serving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence

    from telegram import Bot
    from telegram.ext import Application

    from bot.metrics import Metrics
    from bot.parts import Parts

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]

POLL_SECONDS = 30
"""How long Telegram holds a call that asks for updates when there are none."""

CONFLICT_SECONDS = 3.0
"""How long the bot leaves the field to another copy of itself before it asks for updates again."""

_LOG = logging.getLogger(__name__)


async def serve(application: AnyApplication, parts: Parts) -> None:
    """Answer updates until SIGTERM or SIGINT, then finish what has been received.

    A second signal ends the process at once. SIGHUP loads the FAQ again, as an edit of its files does.

    Raises
    ------
    InvalidToken
        When Telegram refuses the token, at start or later.
    StoreError
        When the store is not for this bot or this version of the program.
    """
    stopping = asyncio.Event()
    _stop_on_signals(stopping)
    hangups = Hangups(stopping.set)
    try:
        await _until(stopping, _connect(application))
        if not stopping.is_set():
            await parts.journal.shelter.open()
            await _work(application, parts, stopping, hangups)
    finally:
        await application.shutdown()
        await application.bot.shutdown()
        await parts.journal.shelter.close()


async def _connect(application: AnyApplication) -> None:
    """Introduce the bot to Telegram, for as long as it takes."""
    pauses = _pauses()
    while True:
        try:
            await application.initialize()
            # A webhook that was left set keeps all updates from those who poll; what has piled up is kept.
            await application.bot.delete_webhook(drop_pending_updates=False)
        except InvalidToken:
            raise
        except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
            await asyncio.sleep(_pause_after(error, next(pauses)))
        else:
            return


async def _work(application: AnyApplication, parts: Parts, stopping: asyncio.Event, hangups: Hangups) -> None:
    bot, metrics = application.bot, parts.health.metrics
    serving = Serving(Service.of(bot, parts.answerer, parts.journal, metrics, parts.admission))
    parts.health.serving = serving
    admins = Admins(bot, parts.admins)
    presenting = Presenting(admins.present)
    reloading = Reloading(serving, parts.content, tell=admins.tell, present=presenting.start, count=metrics.reloaded)
    desk = Desk(parts.admins, reloading.reload, parts.health.report, draw if can_draw() else None)
    install(application, serving, desk)
    _LOG.info(introduction(bot.bot))
    await application.start()
    presenting.start(serving.now.phrases)
    hangups.reload = reloading.request
    background = [asyncio.create_task(work) for work in (reloading.watch(), parts.journal.tend())]
    polling = Polling(bot, application.update_queue, metrics)
    try:
        await _until(stopping, polling.run())
    finally:
        hangups.reload = None
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await presenting.stop()
        await application.stop()
        await polling.confirm()


class Polling:
    """Asks Telegram for updates and puts them into a queue.

    Parameters
    ----------
    queue
        Where the updates go, in the order in which Telegram gives them.
    metrics
        What counts them, and hears of Telegram's answers.
    sleep
        Waits for a number of seconds.
    """

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[Any],
        metrics: Metrics,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._queue = queue
        self._metrics = metrics
        self._sleep = sleep
        self._offset: int | None = None

    async def run(self) -> None:
        """Ask for updates for ever.

        Raises
        ------
        InvalidToken
            When the token has been revoked.
        """
        pauses = _pauses()
        while True:
            try:
                await self._poll()
            except InvalidToken as error:
                self._metrics.call_failed("getUpdates", error)
                # A proxy's 404 looks the same; only if the bot is no longer known by its token is it over.
                await self._bot.get_me()
                await self._sleep(next(pauses))
            except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
                self._metrics.call_failed("getUpdates", error)
                await self._sleep(_pause_after(error, next(pauses)))
            else:
                pauses = _pauses()

    async def confirm(self) -> None:
        """Tell Telegram that all updates so far have been dealt with."""
        if self._offset is None:
            return
        try:
            await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, allowed_updates=UPDATES)
        except TelegramError as error:
            _LOG.warning("The last updates may come again at the next start: %s", in_a_line(error))

    async def _poll(self) -> None:
        try:
            updates: Sequence[Update] = await self._bot.get_updates(
                offset=self._offset, timeout=POLL_SECONDS, allowed_updates=UPDATES
            )
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever the library trips over in an update)
            _LOG.warning("Among the updates is one that cannot be read: %s", in_a_line(error))
            updates = await self._poll_readable()
        self._metrics.contact.made()
        for update in updates:
            following = int(update.update_id) + 1
            self._metrics.received(update)
            await self._queue.put(update)
            self._offset = following

    async def _poll_readable(self) -> list[Update]:
        """Fetch the waiting updates again and leave out those that cannot be read."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)  # there is no other way to the raw updates
            found: Any = await self._bot.do_api_request("getUpdates", {"offset": self._offset})
        updates = []
        for raw in found:
            with contextlib.suppress(Exception):
                updates.append(Update.de_json(raw, self._bot))
                continue
            _LOG.error("update %s: cannot be read and is skipped", raw["update_id"])
            self._offset = raw["update_id"] + 1
        return updates


def _pause_after(error: Exception, pause: float) -> float:
    """Log why there are no updates, and tell how many seconds to wait."""
    extra = Event("no_updates", code=code(error)).extra
    if isinstance(error, Conflict):
        _LOG.error(
            "Updates go elsewhere: another copy of the bot is running with this token, or a webhook has been "
            "set for it. Stop the other one; this one keeps trying. (%s)",
            in_a_line(error),
            extra=extra,
        )
        return CONFLICT_SECONDS
    if isinstance(error, RetryAfter):
        pause = seconds(error)
    _LOG.warning("No updates from Telegram, trying again in %g s: %s", pause, in_a_line(error), extra=extra)
    return pause


def _pauses() -> Iterator[float]:
    """Seconds to wait after each failure in a row."""
    pause = 1.0
    while True:
        yield pause
        pause = min(2 * pause, 30.0)


async def _until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Work until it is done or the process has to stop."""
    working = asyncio.create_task(work)
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if working.done():
        working.result()
        return
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        _LOG.info("Stopping: what has been received is still answered. Once more ends at once.")
        stopping.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    # Windows has no signals that a loop can listen to; there Ctrl-C ends at once.
    with contextlib.suppress(NotImplementedError):
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
