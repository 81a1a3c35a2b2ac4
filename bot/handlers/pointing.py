"""Words that ask nothing by themselves, such as "what do you think?", point at the message that they reply to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq import Outcome

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service
    from faq import Reply

_SAYS_NOTHING = frozenset({Outcome.NONE, Outcome.SMALLTALK})


async def reply_to_what_is_asked(service: Service, request: Request) -> tuple[Request, Reply]:
    """Find what to answer: the request's own question or, where it asks nothing, what it points at.

    An emergency goes before everything, in either. Small talk below what has been answered is but small talk: thanks.
    """
    reply = await service.reply(request.text)
    if request.points_at is None or reply.outcome is Outcome.EMERGENCY:
        return request, reply
    other = await service.reply(request.points_at.text)
    if other.outcome is Outcome.EMERGENCY:
        return request.points_at, other
    if reply.outcome not in _SAYS_NOTHING or other.outcome in _SAYS_NOTHING:
        return request, reply
    if reply.outcome is Outcome.SMALLTALK and await _is_answered(service, request.points_at):
        return request, reply
    return request.points_at, other


async def _is_answered(service: Service, pointed_at: Request) -> bool:
    number = pointed_at.reply_to
    return number is not None and await service.journal.is_answered(pointed_at.chat_id, number)
