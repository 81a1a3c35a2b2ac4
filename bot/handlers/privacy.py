"""``/privacy``: says what is kept, and deletes what can be told to be somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.addressing import Intent
from bot.render import Outgoing
from bot.sending import send
from bot.service import Handled

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service

DELETE = "delete"
"""What stands behind ``/privacy`` to have things deleted."""


def asks_to_delete(request: Request) -> bool:
    """Tell whether somebody wants to be forgotten."""
    return (request.intent, request.command) == (Intent.COMMAND, "privacy") and request.text.strip().lower() == DELETE


def what_is_kept(service: Service) -> Outgoing:
    """Say what the bot keeps, as it is run here."""
    phrases, journal = service.phrases, service.journal
    if not journal.shelter.keeps:
        return Outgoing(service.renderer.phrase(phrases.privacy_memory))
    return Outgoing(service.renderer.phrase(phrases.privacy, days=str(journal.keeping.question_days)))


def only_in_private(service: Service) -> Outgoing:
    """Say in a group where to be forgotten; others have asked there too."""
    button = InlineKeyboardButton(service.phrases.button_private, url=service.renderer.deep_link())
    return Outgoing(service.renderer.phrase(service.phrases.privacy_in_private), InlineKeyboardMarkup([[button]]))


async def forget(service: Service, request: Request) -> Handled:
    """Delete what there is of a private chat and say so. The command itself is not remembered either."""
    chat_id = request.chat_id  # of a private chat the number of the person
    is_forgotten = await service.journal.forget_chat(user_id=chat_id, chat_id=chat_id)
    told = service.phrases.privacy_deleted if is_forgotten else service.phrases.privacy_not_deleted
    message_id = await send(service, chat_id, Outgoing(service.renderer.phrase(told)), thread_id=request.thread_id)
    service.journal.forget_shown(chat_id, message_id)
    return Handled(request.where, "forget" if is_forgotten else "not forgotten")
