"""Groups: answered is who speaks to the bot; the answer replies to what was asked, in its topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.addressing import Intent
from bot.handlers.commands import answer_command
from bot.handlers.pointing import reply_to_what_is_asked
from bot.render import Outgoing
from bot.sending import respond
from bot.service import Handled
from faq import Outcome

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service


async def answer_in_group(service: Service, request: Request) -> Handled | None:
    """Answer what is said to the bot in a group."""
    if request.intent is Intent.QUESTION:
        request, reply = await reply_to_what_is_asked(service, request)
        if request.is_remark and reply.outcome is Outcome.NONE:
            return None
        outgoing, handled = service.renderer.reply(reply, request.where), Handled.reply(request.where, reply)
        return handled if await respond(service, request, outgoing, reply) else None
    handled = Handled(request.where, request.intent)
    return handled if await respond(service, request, _unasked(service, request)) else None


def _unasked(service: Service, request: Request) -> Outgoing:
    """What to say where there is no question."""
    if request.intent is Intent.COMMAND:
        return answer_command(service, request)
    return Outgoing(service.renderer.phrase(service.phrases.how_to_ask))
