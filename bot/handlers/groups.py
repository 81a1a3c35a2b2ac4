"""Groups: answered is who speaks to the bot; the answer replies to what was asked, in its topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.addressing import Intent
from bot.handlers.commands import answer_command
from bot.render import Outgoing
from bot.sending import respond
from bot.service import Handled

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service
    from faq import Reply


async def answer_in_group(service: Service, request: Request) -> Handled | None:
    """Answer what is said to the bot in a group."""
    outgoing, handled, reply = await _outgoing(service, request)
    return handled if await respond(service, request, outgoing, reply) else None


async def _outgoing(service: Service, request: Request) -> tuple[Outgoing, Handled, Reply | None]:
    handled = Handled(request.where, request.intent)
    if request.intent is Intent.EMPTY:
        return Outgoing(service.renderer.phrase(service.phrases.how_to_ask)), handled, None
    if request.intent is Intent.COMMAND:
        return answer_command(service, request), handled, None
    reply = await service.reply(request.text)
    return service.renderer.reply(reply, request.where), Handled.reply(request.where, reply), reply
