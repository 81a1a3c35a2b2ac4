"""Buttons: each press is answered, none is trusted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.addressing import Where
from bot.callbacks import Action, decode
from bot.faults import in_a_line
from bot.sending import replace, send
from bot.service import Handled

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from bot.callbacks import Press
    from bot.render import Outgoing
    from bot.service import Service

_LOG = logging.getLogger(__name__)


async def answer_press(service: Service, query: CallbackQuery) -> Handled:
    """Do what a button says, if it is one of the message's own and what it leads to still exists."""
    message = _pressed_message(service, query)
    press = decode(query.data)
    outgoing = _outgoing(service, press, _where(message)) if message and press else None
    if message is None or press is None or outgoing is None:
        await _acknowledge(service, query, service.phrases.notice_stale)
        return Handled("button", "stale")
    await _acknowledge(service, query)
    if press.action is Action.MORE:
        thread_id = message.message_thread_id if message.is_topic_message else None
        await send(service, message.chat.id, outgoing, thread_id=thread_id)
    else:
        await replace(service, message.chat.id, message.message_id, outgoing)
        if press.action is Action.PICK:
            where = _where(message)
            await service.journal.record_pick(where, message.chat.id, message.message_id, press.target)
    return Handled("button", press.action)


def _pressed_message(service: Service, query: CallbackQuery) -> Message | None:
    """Give the message, if the bot can reach it, has sent it, and finds the button on it that was pressed."""
    message = query.message
    if not isinstance(message, Message) or message.from_user is None or message.reply_markup is None:
        return None
    buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
    bears_it = any(button.callback_data == query.data for button in buttons)
    return message if bears_it and message.from_user.id == service.me.id else None


def _outgoing(service: Service, press: Press, where: Where) -> Outgoing | None:
    if press.action is Action.TOPICS:
        return service.browsing.topics(press.page)
    if press.action is Action.TOPIC:
        return service.browsing.topic(press.target, press.page)
    entry = service.answerer.faq.by_id.get(press.target)
    if entry is None:
        return None
    if press.action is Action.READ:
        return service.browsing.read(entry)
    return service.renderer.answer(entry, where)


def _where(message: Message | None) -> Where:
    return Where.PRIVATE if message and message.chat.type == ChatType.PRIVATE else Where.GROUP


async def _acknowledge(service: Service, query: CallbackQuery, notice: str | None = None) -> None:
    """Take the waiting sign off the button; one that was pressed too long ago does without."""
    try:
        await service.bot.answer_callback_query(query.id, text=notice)
    except TelegramError as error:
        _LOG.info("the press of a button could not be acknowledged: %s", in_a_line(error))
