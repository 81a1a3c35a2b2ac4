"""Joining and leaving groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.service import Handled
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA = updates.person("Ada")


@pytest.mark.parametrize("chat", [updates.group(), updates.supergroup(), updates.forum()])
@pytest.mark.parametrize(("old", "new"), [("left", "member"), ("kicked", "administrator")])
async def test_on_joining_it_says_how_to_ask(desk: Desk, chat: dict[str, Any], old: str, new: str) -> None:
    assert await desk.take(updates.membership(chat, ADA, ME, old, new)) == Handled("group", "welcome")
    sent = desk.last("sendMessage").params
    assert sent["chat_id"] == chat["id"]
    assert f"@{ME['username']}" in sent["text"]


@pytest.mark.parametrize(
    ("chat", "old", "new"),
    [
        (updates.supergroup(), "member", "administrator"),
        (updates.supergroup(), "administrator", "member"),
        (updates.supergroup(), "member", "left"),
        (updates.supergroup(), "member", "kicked"),
        (updates.channel(), "left", "administrator"),
        (updates.private(ADA), "kicked", "member"),
    ],
)
async def test_every_other_change_is_passed_over(desk: Desk, chat: dict[str, Any], old: str, new: str) -> None:
    assert await desk.take(updates.membership(chat, ADA, ME, old, new)) is None
    assert desk.sent() == []


async def test_a_restricted_member_is_in_if_telegram_says_so(desk: Desk) -> None:
    change = updates.membership(updates.supergroup(), ADA, ME, "left", "member")
    member = change["my_chat_member"]["new_chat_member"]
    rights = dict.fromkeys(
        (
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_send_messages",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_manage_topics",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_edit_tag",
            "can_react_to_messages",
        ),
        True,
    )
    member |= rights | {"status": "restricted", "is_member": False, "until_date": 0}
    assert await desk.take(change) is None
    member["is_member"] = True
    assert await desk.take(change) == Handled("group", "welcome")


async def test_the_service_message_beside_it_is_passed_over(desk: Desk) -> None:
    assert await desk.take(updates.bot_joined(updates.group(), ADA, ME)) is None
