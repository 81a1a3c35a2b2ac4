"""How the bot introduces itself, to the operator and to Telegram."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

import pytest
from telegram import Bot, User

from bot.profile import Presenting, introduction, present
from tests.bot import samples
from tests.telegram import ME, Server, faults


def test_a_bot_with_everything_switched_on() -> None:
    assert introduction(User.de_json(ME, None)) == (
        "@BackWalkingTestBot is at work; allowed: groups, all group messages, inline mode, guest mode"
    )


@pytest.mark.parametrize(
    ("field", "remedy"),
    [
        ("can_join_groups", "/setjoingroups"),
        ("can_read_all_group_messages", "/setprivacy"),
        ("supports_inline_queries", "/setinline"),
        ("supports_guest_queries", "guest mode"),
    ],
)
def test_what_is_off_comes_with_its_remedy(field: str, remedy: str) -> None:
    line = introduction(User.de_json(ME | {field: False}, None))
    assert "; off: " in line
    assert remedy in line.partition("; off: ")[2]
    assert "\n" not in line


async def test_the_profile_is_set_once(server: Server, bot: Bot) -> None:
    await present(bot, samples.phrases())
    assert len(server.sent("setMyCommands")) == 2
    assert len(server.sent("setMyDescription")) == 1
    assert len(server.sent("setMyShortDescription")) == 1
    calls = len(server.calls)
    await present(bot, samples.phrases())
    assert {call.method for call in server.calls[calls:]} == {
        "getMyCommands",
        "getMyDescription",
        "getMyShortDescription",
    }


async def test_commands_are_listed_where_they_are_needed(server: Server, bot: Bot) -> None:
    await present(bot, samples.phrases())
    listed = {
        call.params["scope"]["type"]: [command["command"] for command in call.params["commands"]]
        for call in server.sent("setMyCommands")
    }
    assert listed == {
        "all_private_chats": ["topics", "help", "privacy", "about"],
        "all_group_chats": ["ask", "topics", "help", "privacy", "about"],
    }


async def test_a_refusal_is_told_in_a_line(server: Server, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    server.faults.next_calls("setMyCommands", faults.refuse(400, "BOT_COMMAND_INVALID"))
    await present(bot, samples.phrases())
    assert caplog.messages == ["The bot's profile could not be brought up to date: BadRequest: Bot_command_invalid"]


async def test_the_latest_texts_are_those_that_stay(server: Server, bot: Bot) -> None:
    """Telegram is slow with the first ones."""
    held = asyncio.Event()
    server.faults.next_calls("getMyCommands", faults.hold(held))
    presenting = Presenting(partial(present, bot))
    presenting.start(replace(samples.phrases(), description="old"))
    await server.until(lambda: not server.faults.plans or None, "the first look")
    presenting.start(replace(samples.phrases(), description="new"))
    await server.call("setMyShortDescription")
    held.set()
    await presenting.stop()
    assert [call.params["description"] for call in server.sent("setMyDescription")] == ["new"]


async def test_what_is_under_way_is_given_up_at_the_end(server: Server, bot: Bot) -> None:
    await Presenting(partial(present, bot)).stop()
    held = asyncio.Event()
    server.faults.next_calls("getMyCommands", faults.hold(held))
    presenting = Presenting(partial(present, bot))
    presenting.start(samples.phrases())
    await server.until(lambda: not server.faults.plans or None, "the first look")
    await presenting.stop()
    held.set()
    assert server.sent("setMyCommands", "setMyDescription") == []
