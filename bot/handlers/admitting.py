"""Before anything is answered: has this person, or this group, asked too much already? An emergency never has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.addressing import Intent, Where
from bot.articles import guest_article
from bot.render import Outgoing
from bot.sending import acknowledge, send
from bot.throttle import Asker, Over
from faq import Outcome

if TYPE_CHECKING:
    from telegram import Chat, Update

    from bot.addressing import Request
    from bot.service import Service
    from bot.throttle import Verdict

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def is_admitted(service: Service, update: Update, request: Request | None) -> bool:
    """Count what is asked; tell whether it is to be answered, and if not say so, or nothing.

    Parameters
    ----------
    request
        What the update says to the bot; None when it is of another kind or does not speak to the bot.
    """
    asker = asker_of(update, request)
    if asker is None:
        return True
    verdict = await service.admission.judge(asker)
    if verdict.over is None or (verdict.is_heard and await _is_alarm(service, request)):
        return True
    service.metrics.withheld(verdict.over, told=await _tell(service, update, request, asker, verdict))
    return False


def asker_of(update: Update, request: Request | None) -> Asker | None:
    """Tell who wants something of the bot, and where; None when nothing is asked that counts.

    Who speaks for a chat, as anonymous administrators do, counts as that chat.
    """
    if update.inline_query is not None:
        return Asker(update.inline_query.from_user.id, is_typing=True)
    if update.callback_query is not None:
        pressed = update.callback_query.message
        return Asker(update.callback_query.from_user.id, _group(pressed.chat if pressed else None))
    message = update.effective_message
    if request is None or message is None:
        return None
    sender = message.sender_chat or message.from_user
    return Asker(sender.id, _group(message.chat)) if sender else None


def _group(chat: Chat | None) -> int | None:
    return chat.id if chat and chat.type in _GROUPS else None


async def _is_alarm(service: Service, request: Request | None) -> bool:
    """Whether a question tells of an emergency: that is answered, however much was asked before."""
    if request is None or request.intent is not Intent.QUESTION:
        return False
    return (await service.reply(request.text)).outcome is Outcome.EMERGENCY


async def _tell(service: Service, update: Update, request: Request | None, asker: Asker, verdict: Verdict) -> bool:
    """Say that it is too much, if it is to be said; tell whether it was."""
    if update.callback_query is not None:
        if verdict.is_heard:
            await acknowledge(service, update.callback_query, service.phrases.notice_limit)
        return verdict.is_heard
    if request is None or verdict.over is None or not await service.admission.tells(asker, verdict.over):
        return False
    phrases = service.phrases
    line = phrases.limit_person if verdict.over is Over.PERSON else phrases.limit_group
    outgoing = Outgoing(service.renderer.phrase(line))
    if request.where is Where.GUEST and request.guest_query is not None:
        await service.bot.answer_guest_query(request.guest_query, guest_article(service.me.username, outgoing))
        return True
    to = request.message_id if request.where is Where.GROUP else None
    await send(service, request.chat_id, outgoing, reply_to=to, thread_id=request.thread_id)
    return True
