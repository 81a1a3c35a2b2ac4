"""Commands, the same in private and in groups but for what they say about asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.addressing import Where
from bot.handlers.privacy import asks_to_delete, only_in_private, what_is_kept
from bot.render import Outgoing

if TYPE_CHECKING:
    from bot.addressing import Request
    from bot.service import Service


def answer_command(service: Service, request: Request) -> Outgoing:
    """Do what a command says; an unknown one gets help."""
    phrases = service.phrases
    if request.command == "start":
        return _start(service, request)
    if request.command == "topics":
        return service.browsing.topics() or _help(service, request)
    if request.command == "privacy":
        return only_in_private(service) if asks_to_delete(request) else what_is_kept(service)
    if request.command == "about":
        return Outgoing(service.renderer.phrase(phrases.about))
    return _help(service, request)


def _start(service: Service, request: Request) -> Outgoing:
    """Greet, or open the answer that a deep link names."""
    entry = service.answerer.faq.by_id.get(request.text)
    if entry is not None:
        return service.renderer.answer(entry, request.where)
    if request.where is Where.GROUP:
        return _help(service, request)
    return service.browsing.below(service.renderer.phrase(service.phrases.greeting))


def _help(service: Service, request: Request) -> Outgoing:
    in_group = request.where is Where.GROUP
    return Outgoing(service.renderer.phrase(service.phrases.group_welcome if in_group else service.phrases.help))
