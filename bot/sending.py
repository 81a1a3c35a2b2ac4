"""Messages on their way out: the answer to a request, or the correction of one that was given before."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.faults import in_a_line

if TYPE_CHECKING:
    from telegram import CallbackQuery, InlineKeyboardMarkup, Message

    from bot.addressing import Request
    from bot.render import Outgoing
    from bot.service import Service
    from faq import Reply

_LOG = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def respond(service: Service, request: Request, outgoing: Outgoing, reply: Reply | None = None) -> bool:
    """Answer a request and remember the answer; an edited request has its answer edited.

    Parameters
    ----------
    reply
        What was decided, to be counted; None where nothing was asked.

    Returns
    -------
    bool
        False when there was nothing to say: the request is the edit of a message that had no answer, or whose
        answer stays as it is.
    """
    chat_id = request.chat_id
    if request.edited:
        answered = await service.journal.answer_to(chat_id, request.message_id)
        if answered is None or not await replace(service, chat_id, answered.answer_id, outgoing):
            return False
        answer_id = answered.answer_id
    else:
        answer_id = await send(service, chat_id, outgoing, reply_to=request.reply_to, thread_id=request.thread_id)
    await service.journal.record(request, answer_id, reply)
    return True


async def send(
    service: Service,
    chat_id: int,
    outgoing: Outgoing,
    *,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> int:
    """Send a message and give its id. A reply is sent even if what it replies to is gone.

    Where a group has become a supergroup, the message goes there, as no reply: messages have other numbers there.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to is not None else None
    try:
        message = await service.bot.send_message(
            chat_id,
            outgoing.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=outgoing.keyboard,
            reply_parameters=reply,
            message_thread_id=thread_id,
        )
    except ChatMigrated as moved:
        return await send(service, moved.new_chat_id, outgoing)
    service.journal.record_shown(chat_id, message.message_id, outgoing.fingerprint)
    return message.message_id


async def replace(service: Service, chat_id: int, message_id: int, outgoing: Outgoing) -> bool:
    """Turn a message of the bot into another; False when that is what it shows already.

    Where a group has become a supergroup, what was to be shown is sent there.
    """
    if service.journal.shows(chat_id, message_id, outgoing.fingerprint):
        return False
    service.journal.forget_shown(chat_id, message_id)  # not known until Telegram has said so
    try:
        await service.bot.edit_message_text(
            outgoing.html,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=outgoing.keyboard,
        )
    except ChatMigrated as moved:
        await send(service, moved.new_chat_id, outgoing)
        return True
    except BadRequest as error:
        if not _is_so_already(error):
            raise
    service.journal.record_shown(chat_id, message_id, outgoing.fingerprint)
    return True


async def show_buttons(service: Service, chat_id: int, message_id: int, keyboard: InlineKeyboardMarkup) -> None:
    """Put other buttons below a message of the bot."""
    service.journal.forget_shown(chat_id, message_id)  # its text may be that of an older FAQ
    try:
        await service.bot.edit_message_reply_markup(chat_id, message_id, reply_markup=keyboard)
    except BadRequest as error:
        if not _is_so_already(error):
            raise


async def acknowledge(service: Service, query: CallbackQuery, notice: str | None = None) -> None:
    """Take the waiting sign off a button; one that was pressed too long ago does without."""
    try:
        await service.bot.answer_callback_query(query.id, text=notice)
    except TelegramError as error:
        _LOG.info("the press of a button could not be acknowledged: %s", in_a_line(error))


def thread_of(message: Message) -> int | None:
    """Give the forum topic that a message stands in."""
    return message.message_thread_id if message.is_topic_message else None


def _is_so_already(error: BadRequest) -> bool:
    """Whether an edit has nothing to change, as after a try whose answer was lost."""
    return "not modified" in error.message
