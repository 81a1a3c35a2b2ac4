"""The bot's life: it is let in by Telegram, answers what comes in, and stops when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken

from bot.admin import Admins, Desk
from bot.admin.picture import draw
from bot.charts import can_draw
from bot.complaining import Complaint
from bot.handlers import install
from bot.hangups import Hangups
from bot.hooking import Hooking
from bot.intake import Intake
from bot.parking import Parking
from bot.persevering import FIRST_PAUSE, check_token, is_doubtful, pause_after
from bot.polling import Polling
from bot.profile import Presenting, introduction
from bot.reloading import Reloading
from bot.retrying import growing_pauses
from bot.service import Service, Serving
from bot.store import State

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from telegram.ext import Application

    from bot.parts import Parts
    from bot.throttle import Pacing

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]

GRACE_SECONDS = 5.0
"""How long answers under way have when the process is told to stop: containers are given ten seconds as a rule."""

_LOG = logging.getLogger(__name__)


async def serve(application: AnyApplication, parts: Parts, pacing: Pacing) -> None:
    """Answer updates until SIGTERM or SIGINT; then what is under way has a few seconds.

    What is left stays at Telegram, or in the store, and is answered after the next start. A second signal ends the
    process at once. SIGHUP loads the FAQ again, as an edit of its files does.

    Parameters
    ----------
    pacing
        Makes the application's calls.

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
        await _until(stopping, _connect(application, asks=parts.hook is None))
        if not stopping.is_set():
            await parts.journal.shelter.open()
            if parts.hook is None:
                await parts.journal.recall()
            await _work(application, parts, pacing, stopping, hangups)
    finally:
        await application.shutdown()
        await application.bot.shutdown()
        await parts.journal.shelter.close()


async def _connect(application: AnyApplication, *, asks: bool) -> None:
    """Introduce the bot to Telegram, for as long as it takes.

    Parameters
    ----------
    asks
        Whether the bot will ask for updates: then they must not be handed in anywhere.
    """
    pauses, trouble = growing_pauses(FIRST_PAUSE), Complaint(_LOG)
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
            await asyncio.sleep(pause_after(error, next(pauses), trouble))
            continue
        if not asks:
            return
        try:
            # A webhook that was left set keeps all updates from those who poll; what has piled up is kept.
            await application.bot.delete_webhook(drop_pending_updates=False)
        except Exception as error:  # noqa: BLE001
            if is_doubtful(error):
                await check_token(application.bot)
            await asyncio.sleep(pause_after(error, next(pauses), trouble))
        else:
            return


async def _work(
    application: AnyApplication, parts: Parts, pacing: Pacing, stopping: asyncio.Event, hangups: Hangups
) -> None:
    bot, metrics = application.bot, parts.health.metrics
    serving = Serving(Service.of(bot, parts.answerer, parts.journal, metrics, parts.admission))
    parts.health.serving = serving
    admins = Admins(bot, parts.admins)
    presenting = Presenting(admins.present)
    reloading = Reloading(serving, parts.content, tell=admins.tell, present=presenting.start, count=metrics.reloaded)
    desk = Desk(parts.admins, reloading.reload, parts.health.report, draw if can_draw() else None)
    install(application, serving, desk)
    _LOG.info(introduction(bot.bot))
    presenting.start(serving.now.phrases)
    hangups.reload = reloading.request
    intake = Intake(application.process_update, Parking(parts.journal.shelter), metrics)
    background = [asyncio.create_task(work) for work in (reloading.watch(), parts.journal.tend())]
    source: Polling | Hooking = Polling(bot, intake, metrics, lambda: parts.journal.shelter.state is not State.OK)
    take_back = intake.take_back
    if parts.hook is not None:
        source = Hooking(bot, intake, parts.hook, parts.claiming)
        if parts.claiming.is_shared:
            take_back = source.take_back
    if not await intake.resume(bot, take_back):
        background.append(asyncio.create_task(intake.keep_resuming(bot, take_back)))
    grace = GRACE_SECONDS
    try:
        await _until(stopping, source.run(), parts.doubt.settle(bot))
    except InvalidToken:
        grace = 0.0  # nothing is taken any more
        raise
    finally:
        hangups.reload = None
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await intake.finish(grace, pacing.close)
        await presenting.stop()
        await source.confirm()


async def _until(stopping: asyncio.Event, *works: Coroutine[Any, Any, None]) -> None:
    """Work until something of it is done, or the process has to stop."""
    tasks = [asyncio.create_task(work) for work in (*works, _wait(stopping))]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    done = [task for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _wait(stopping: asyncio.Event) -> None:
    await stopping.wait()


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        stopping.set()
        # Only now, for whoever reads that once more ends at once may do so at once.
        _LOG.info(
            "Stopping: answers under way have a few seconds, the rest are given after the next start. "
            "Once more ends at once."
        )

    # Windows has no signals that a loop can listen to; there Ctrl-C ends at once.
    with contextlib.suppress(NotImplementedError):
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
