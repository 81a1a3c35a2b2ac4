"""Words that ask nothing by themselves, such as "what do you think?", point at the message that they reply to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq import Outcome

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service
    from faq import Reply

_ASKS_NOTHING = frozenset({Outcome.NONE, Outcome.SMALLTALK})


async def reply_to_what_is_asked(service: Service, request: Request) -> tuple[Request, Reply]:
    """Find what to answer: the request's own question or, where it asks nothing, what it points at.

    An emergency goes before everything, in either.
    """
    reply = await service.reply(request.text)
    if request.points_at is None or reply.outcome is Outcome.EMERGENCY:
        return request, reply
    other = await service.reply(request.points_at.text)
    if other.outcome is Outcome.EMERGENCY or (reply.outcome in _ASKS_NOTHING and other.outcome not in _ASKS_NOTHING):
        return request.points_at, other
    return request, reply
