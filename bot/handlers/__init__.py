"""One short coroutine per kind of update."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import TypeHandler

from bot.addressing import Where, address
from bot.events import Event
from bot.handlers.admitting import is_admitted
from bot.handlers.errors import report_error
from bot.handlers.groups import answer_in_group
from bot.handlers.guest import answer_as_guest
from bot.handlers.inline import offer_answers
from bot.handlers.membership import greet_group
from bot.handlers.presses import answer_press
from bot.handlers.privacy import asks_to_delete
from bot.handlers.private import answer_in_private

if TYPE_CHECKING:
    from telegram.ext import Application, CallbackContext

    from bot.addressing import Request
    from bot.admin import Desk
    from bot.service import Handled, Service, Serving

__all__ = ["UPDATES", "handle", "install"]

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
)
"""The kinds of update that are asked for; others are not sent."""

_BY_CHAT = {
    Where.PRIVATE: answer_in_private,
    Where.GROUP: answer_in_group,
    Where.GUEST: answer_as_guest,
}

_LOG = logging.getLogger(__name__)


async def handle(service: Service, update: Update, desk: Desk | None = None) -> Handled | None:
    """Answer an update; None when it is none of the bot's business, too much, or was dealt with before a restart.

    Parameters
    ----------
    desk
        Answers the admins; None where nobody is one.
    """
    request = address(update, service.me)
    if _leaves_no_answer(update, request):
        return await _once(service, update, request)
    if not await is_admitted(service, update, request):
        return None
    return await _answer(service, update, request, desk)


async def _answer(service: Service, update: Update, request: Request | None, desk: Desk | None) -> Handled | None:
    if update.inline_query is not None:
        return await offer_answers(service, update.inline_query)
    if request is None or await _is_answered(service, request):
        return None
    if desk is not None and desk.is_asked(request):
        return await desk.answer(service, request)
    return await _BY_CHAT[request.where](service, request)


def _leaves_no_answer(update: Update, request: Request | None) -> bool:
    """Whether it cannot be told from the answers that are remembered that an update has been dealt with."""
    if update.callback_query is not None or update.my_chat_member is not None:
        return True
    return request is not None and asks_to_delete(request)


async def _once(service: Service, update: Update, request: Request | None) -> Handled | None:
    """Deal with an update that leaves no answer, unless it has been before a restart."""
    number = update.update_id
    if await service.journal.is_handled(number) or not await is_admitted(service, update, request):
        return None
    handled: Handled | None
    if update.callback_query is not None:
        handled = await answer_press(service, update.callback_query, number)
    elif update.my_chat_member is not None:
        handled = await greet_group(service, update.my_chat_member)
    else:
        handled = await _BY_CHAT[request.where](service, request) if request else None
    if handled is not None:
        await service.journal.record_handled(number)
    return handled


async def _is_answered(service: Service, request: Request) -> bool:
    """Whether this very message has had its answer, before a restart perhaps; an edit asks anew."""
    if request.edited or request.where is Where.GUEST:
        return False
    return await service.journal.is_answered(request.chat_id, request.message_id)


def install(application: Application[Any, Any, Any, Any, Any, Any], serving: Serving, desk: Desk | None = None) -> None:
    """Let an application answer its updates; each that is answered is counted and logged in a line.

    The time that is told runs from the update's coming in to Telegram's having taken the answer.
    """

    async def on_update(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        service = serving.now
        service.metrics.begun(update.update_id)
        try:
            handled = await handle(service, update, desk)
        finally:
            seconds = service.metrics.finished(update.update_id)
        if handled is not None:
            service.metrics.answered(handled, seconds)
            _log(update.update_id, handled, 1000 * seconds)

    async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        serving.now.metrics.unanswered(context.error)
        await report_error(serving.now, update, context.error)

    application.add_handler(TypeHandler(Update, on_update))
    application.add_error_handler(on_error)


def _log(number: int, handled: Handled, milliseconds: float) -> None:
    score = None if handled.score is None else round(handled.score, 4)
    event = Event("answered", number, handled.chat, handled.outcome, score, round(milliseconds, 1))
    _LOG.info("update %d: %s, %.0f ms", number, handled, milliseconds, extra=event.extra)
