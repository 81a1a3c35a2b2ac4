"""Guest mode: mentioned in a chat that the bot has not joined, it says one thing and is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.addressing import Intent
from bot.articles import guest_article
from bot.handlers.pointing import reply_to_what_is_asked
from bot.render import Outgoing
from bot.service import Handled

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service


async def answer_as_guest(service: Service, request: Request) -> Handled | None:
    """Answer in a chat of others: complete, with links where there would be buttons."""
    if request.guest_query is None:
        return None
    title = service.me.username
    reply = None
    if request.intent is Intent.EMPTY:
        handled = Handled(request.where, request.intent)
        outgoing = Outgoing(service.renderer.phrase(service.phrases.how_to_ask))
    else:
        _, reply = await reply_to_what_is_asked(service, request)
        handled = Handled.reply(request.where, reply)
        outgoing = service.renderer.reply(reply, request.where)
        title = reply.entry.title if reply.entry else title
    await service.bot.answer_guest_query(request.guest_query, guest_article(title, outgoing))
    if reply is not None:
        await service.journal.count(request.where, reply)
    return handled
