"""Private chats: every message is a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.addressing import Intent
from bot.handlers.commands import answer_command
from bot.handlers.privacy import asks_to_delete, forget
from bot.render import Outgoing
from bot.sending import respond
from bot.service import Handled
from faq import Outcome

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service
    from faq import Reply


async def answer_in_private(service: Service, request: Request) -> Handled | None:
    """Answer what somebody writes to the bot itself."""
    first_of_album = request.album is None or not service.journal.seen_album(request.chat_id, request.album)
    if request.intent is Intent.WORDLESS and not first_of_album:
        return None
    if asks_to_delete(request):
        return await forget(service, request)
    outgoing, handled, reply = await _outgoing(service, request)
    return handled if await respond(service, request, outgoing, reply) else None


async def _outgoing(service: Service, request: Request) -> tuple[Outgoing, Handled, Reply | None]:
    handled = Handled(request.where, request.intent)
    phrase = service.renderer.phrase
    if request.intent in {Intent.WORDLESS, Intent.EMPTY}:
        return Outgoing(phrase(service.phrases.wordless)), handled, None
    if request.intent is Intent.COMMAND:
        return answer_command(service, request), handled, None
    reply = await service.reply(request.text)
    outgoing = service.renderer.reply(reply, request.where)
    if reply.outcome is Outcome.NONE:
        outgoing = service.browsing.below(outgoing.html)
    return outgoing, Handled.reply(request.where, reply), reply
