"""Buttons: each press is answered, none is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType

from bot.addressing import Where
from bot.callbacks import Action, decode
from bot.handlers.voting import Thumb, answer_vote, give_what_was_meant
from bot.journal import MORE
from bot.sending import acknowledge, replace, send, thread_of
from bot.service import Handled

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from bot.callbacks import Press
    from bot.render import Outgoing
    from bot.service import Service


async def answer_press(service: Service, query: CallbackQuery, update: int) -> Handled:
    """Do what a button says, if it is one of the message's own and what it leads to still exists.

    Parameters
    ----------
    update
        Number of the update that brought the press.
    """
    message = _pressed_message(service, query)
    press = decode(query.data)
    outgoing = _outgoing(service, press, _where(message)) if message and press else None
    if message is None or press is None or outgoing is None:
        await acknowledge(service, query, service.phrases.notice_stale)
        return Handled("button", "stale")
    if press.action in {Action.UP, Action.DOWN}:
        await answer_vote(service, query, message, Thumb(press, update), _where(message))
        return Handled("button", press.action)
    await acknowledge(service, query)
    await _do(service, message, press, outgoing)
    return Handled("button", press.action)


async def _do(service: Service, message: Message, press: Press, outgoing: Outgoing) -> None:
    """Show what a button leads to, in place of the message or after it."""
    chat_id, message_id = message.chat.id, message.message_id
    if press.action is Action.MEANT:
        await give_what_was_meant(service, message, service.answerer.faq.by_id[press.target], _where(message))
    elif press.action is Action.MORE:
        answer_id = await send(service, chat_id, outgoing, thread_id=thread_of(message))
        await service.journal.record_own(chat_id, answer_id, MORE, press.target)
    else:
        await replace(service, chat_id, message_id, outgoing)
        if press.action is Action.PICK:
            await service.journal.record_pick(_where(message), chat_id, message_id, press.target)


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
