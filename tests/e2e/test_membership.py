"""Being added to groups, promoted, thrown out, blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.talks import Talk
from tests.telegram import ME, Server, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = str(ME["username"])


@pytest.mark.parametrize("status", ["member", "administrator"])
@pytest.mark.parametrize("service_message_first", [True, False])
async def test_added_to_a_group_it_says_once_how_to_ask_it(
    club: Talk, faq: Faq, status: str, *, service_message_first: bool
) -> None:
    told = [
        updates.membership(club.chat, club.user, ME, "left", status),
        updates.bot_joined(club.chat, club.user, ME),
    ]
    for update in reversed(told) if service_message_first else told:
        club.server.push(update)
    said = await club.hear()
    assert said.says(faq.phrases.group_welcome, bot=BOT)
    await club.silent_since(1)


async def test_created_with_a_group_it_says_how_to_ask_it(server: Server, faq: Faq, program: Program) -> None:
    assert program
    talk = Talk(server, faq, updates.group())
    server.push(updates.membership(talk.chat, talk.user, ME, "left", "member"))
    talk.push(updates.message(talk.chat, talk.user, group_chat_created=True))
    assert (await talk.hear()).says(faq.phrases.group_welcome, bot=BOT)
    await talk.silent_since(1)


async def test_added_again_it_says_it_again(club: Talk, faq: Faq) -> None:
    for old, new in (("left", "member"), ("member", "kicked"), ("kicked", "member")):
        club.server.push(updates.membership(club.chat, club.user, ME, old, new))
        if new == "member":
            assert (await club.hear()).says(faq.phrases.group_welcome, bot=BOT)
    await club.silent_since(2)


@pytest.mark.parametrize(
    ("old", "new"),
    [("member", "administrator"), ("administrator", "member"), ("administrator", "administrator")],
)
async def test_promoted_or_demoted_it_says_nothing(club: Talk, old: str, new: str) -> None:
    club.server.push(updates.membership(club.chat, club.user, ME, old, new))
    await club.silent_since(0)


async def test_blocked_and_unblocked_it_says_nothing(talk: Talk, program: Program) -> None:
    before = len(program.lines)
    talk.server.push(updates.membership(talk.chat, talk.user, ME, "member", "kicked"))
    talk.server.push(updates.membership(talk.chat, talk.user, ME, "kicked", "member"))
    await talk.silent_since(0)
    assert "ERROR" not in "\n".join(program.lines[before:])
