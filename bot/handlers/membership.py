"""Joining a group: one message that says how to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ChatMemberRestricted
from telegram.constants import ChatMemberStatus, ChatType

from bot.render import Outgoing
from bot.sending import send
from bot.service import Handled

if TYPE_CHECKING:
    from telegram import ChatMember, ChatMemberUpdated

    from bot.service import Service


async def greet_group(service: Service, change: ChatMemberUpdated) -> Handled | None:
    """Say how to ask, on being added to a group; stay silent at every other change."""
    if change.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return None
    if _is_in(change.old_chat_member) or not _is_in(change.new_chat_member):
        return None
    welcome = service.renderer.phrase(service.phrases.group_welcome)
    await send(service, change.chat.id, Outgoing(welcome))
    return Handled("group", "welcome")


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in {
        ChatMemberStatus.MEMBER,
        ChatMemberStatus.ADMINISTRATOR,
        ChatMemberStatus.OWNER,
    }
