"""What goes wrong while an update is answered: logged, and never in the way of the next one."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.events import Event
from bot.faults import code, in_a_line
from bot.render import Outgoing
from bot.sending import send

if TYPE_CHECKING:
    from bot.service import Service

_LOG = logging.getLogger(__name__)


async def report_error(service: Service, update: object, error: BaseException | None) -> None:
    """Log an error: in a line what Telegram refuses, with a traceback what nobody expected."""
    number = update.update_id if isinstance(update, Update) else None
    shown = "-" if number is None else number
    if isinstance(error, TelegramError):
        event = Event("unanswered", number, code=code(error))
        _LOG.warning("update %s: not answered, %s", shown, in_a_line(error), extra=event.extra)
        return
    _LOG.error("update %s: not answered", shown, exc_info=error, extra=Event("unanswered", number).extra)
    if isinstance(update, Update):
        with contextlib.suppress(TelegramError):
            await _apologise(service, update)


async def _apologise(service: Service, update: Update) -> None:
    if update.callback_query is not None:
        await service.bot.answer_callback_query(update.callback_query.id, text=service.phrases.notice_error)
    elif update.message is not None and update.message.chat.type == ChatType.PRIVATE:
        await send(service, update.message.chat.id, Outgoing(service.renderer.phrase(service.phrases.error)))
