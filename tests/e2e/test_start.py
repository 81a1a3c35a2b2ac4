"""Starting: settings, token, what the log says of the bot, commands and descriptions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e.birds import ODD
from tests.e2e.talks import Talk
from tests.telegram import TOKEN, Server, faults, updates

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")

EXIT_CONFIG = 78
PROFILE = ("setMyCommands", "setMyDescription", "setMyShortDescription")


async def test_without_a_token_it_says_in_two_lines_how_to_get_one(launch: Launch) -> None:
    program = await launch()
    assert await program.ended() == EXIT_CONFIG
    assert len(program.lines) == 2
    assert "@BotFather" in program.log
    assert "BOT_TOKEN" in program.log


async def test_all_mistakes_in_the_settings_are_told_at_once(launch: Launch) -> None:
    secret = "hunter2-not-a-token"
    program = await launch(BOT_TOKEN=secret, BOT_API_URL="not an address", LOG_LEVEL="LOUD", FAQ_DIR="/nowhere/at/all")
    assert await program.ended() == EXIT_CONFIG
    for name in ("BOT_TOKEN", "BOT_API_URL", "LOG_LEVEL", "FAQ_DIR"):
        assert any(name in line for line in program.lines), f"{name} is missing in:\n{program.log}"
    assert secret not in program.log
    program.check_log()


async def test_an_faq_that_is_not_there_is_told(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram, polling=False, FAQ_DIR="/nowhere/at/all")
    assert await program.ended() not in {0, 1}
    assert "/nowhere/at/all" in program.log
    program.check_log()


@pytest.mark.parametrize(
    "proxy", ["foo://ada:hunter2@cache:3128", "socks5://ada:hunter2@cache:1080", "http://ada:hunter2"]
)
async def test_a_proxy_that_cannot_be_used_is_told(telegram: Server, launch: Launch, proxy: str) -> None:
    program = await launch(telegram, polling=False, HTTPS_PROXY=proxy)
    assert await program.ended() == EXIT_CONFIG
    assert "HTTPS_PROXY" in program.log
    assert "hunter2" not in program.log
    program.check_log()


async def test_certificates_that_cannot_be_read_are_told(telegram: Server, launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "odd.pem").write_text("no certificate", "ascii")
    for named in ("missing.pem", "odd.pem"):
        program = await launch(telegram, polling=False, SSL_CERT_FILE=str(tmp_path / named))
        assert await program.ended() == EXIT_CONFIG
        assert "SSL_CERT_FILE" in program.log
        program.check_log()


async def test_settings_may_stand_in_a_file(
    telegram: Server, launch: Launch, tmp_path: Path, birds: Faq, birds_folder: Path
) -> None:
    (tmp_path / ".env").write_text(
        f'# the bot\nBOT_TOKEN="{TOKEN}"\nBOT_API_URL=http://127.0.0.1:9\nLOG_LEVEL=warning\nFAQ_DIR={birds_folder}\n',
        "utf-8",
    )
    program = await launch(BOT_API_URL=telegram.url)  # the environment wins over the file
    await telegram.polled()
    assert (await Talk(telegram, birds).ask("odd signs")).title == ODD
    await program.stop()
    assert program.log == ""


async def test_a_misspelt_setting_is_told_with_or_without_a_token(
    telegram: Server, launch: Launch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("BOT_TOKN=hunter2\nADMIN_IDS: 5\n", "utf-8")
    closed = await launch()
    assert await closed.ended() == EXIT_CONFIG
    assert "BOT_TOKN is no setting of the bot and changes nothing; did you mean BOT_TOKEN?" in closed.log
    assert "line 2 is not read" in closed.log
    assert "dotenv" not in closed.log
    program = await launch(telegram)
    assert "did you mean BOT_TOKEN?" in await program.logged("WARNING .env: BOT_TOKN")
    assert "hunter2" not in closed.log + program.log
    await program.stop()


async def test_why_it_ends_stands_in_the_log_in_its_form(telegram: Server, launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "entries.yaml").write_text("- id: a\n  anwser: b\n", "utf-8")
    for wrong in ({"FAQ_DIR": str(tmp_path)}, {"HTTP_LISTEN": telegram.url.removeprefix("http://")}):
        program = await launch(telegram, polling=False, LOG_FORMAT="json", **wrong)
        assert await program.ended() not in {0, 1}
        assert json.loads(program.lines[-1])["level"] == "ERROR"
        assert all(json.loads(line)["message"] for line in program.lines)


async def test_a_token_that_telegram_does_not_know_ends_it(telegram: Server, launch: Launch) -> None:
    unknown = "123456789:AAunknown-token_of_nobody-00000000000"
    program = await launch(telegram, polling=False, BOT_TOKEN=unknown)
    assert await program.ended() == EXIT_CONFIG
    assert "BOT_TOKEN" in program.log
    assert "@BotFather" in program.log
    assert unknown.partition(":")[2] not in program.log
    program.check_log()


async def test_the_log_says_who_the_bot_is_and_what_it_may(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram)
    line = await program.logged(f"@{telegram.username}")
    for setting in ("group", "message", "inline", "guest"):
        assert setting in line.lower()
    assert "BotFather" not in line


@pytest.mark.parametrize(
    ("switched_off", "remedy"),
    [
        ("can_read_all_group_messages", "/setprivacy"),
        ("can_join_groups", "/setjoingroups"),
        ("supports_inline_queries", "/setinline"),
        ("supports_guest_queries", "guest"),
    ],
)
async def test_the_log_says_what_is_off_and_how_to_switch_it_on(launch: Launch, switched_off: str, remedy: str) -> None:
    async with Server({switched_off: False}) as telegram:
        program = await launch(telegram)
        line = await program.logged(f"@{telegram.username}")
        assert "BotFather" in line
        assert remedy in line
        others = {"/setprivacy", "/setjoingroups", "/setinline"} - {remedy}
        assert not any(other in line for other in others)
        await program.stop()


async def test_commands_and_descriptions_are_set_at_start_and_only_when_they_differ(
    telegram: Server, launch: Launch, birds: Faq
) -> None:
    first = await launch(telegram)
    await telegram.until(lambda: telegram.sent("setMyShortDescription") or None, "a short description")
    await first.stop()
    methods = telegram.methods
    assert methods.descriptions[""] == birds.phrases.description.strip()
    assert methods.short_descriptions[""] == birds.phrases.short_description.strip()
    in_groups = {one["command"]: one["description"] for one in methods.commands["all_group_chats", ""]}
    in_private = {one["command"]: one["description"] for one in methods.commands["all_private_chats", ""]}
    assert in_groups["ask"] == birds.phrases.commands["ask"]
    assert {"topics", "help", "privacy", "about"} <= in_private.keys()
    assert (in_groups | in_private).items() <= birds.phrases.commands.items()

    before = len(telegram.sent(*PROFILE))
    second = await launch(telegram)
    await telegram.until(
        lambda: len(telegram.sent("getMyShortDescription")) > 1 or None, "a second look at the profile"
    )
    await second.stop()
    assert len(telegram.sent(*PROFILE)) == before

    methods.descriptions[""] = "changed by hand"
    third = await launch(telegram)
    await telegram.until(
        lambda: methods.descriptions[""] == birds.phrases.description.strip() or None, "the description"
    )
    await third.stop()
    assert [call.method for call in telegram.sent(*PROFILE)[before:]] == ["setMyDescription"]


async def test_a_profile_that_telegram_refuses_keeps_nobody_from_an_answer(
    telegram: Server, launch: Launch, birds: Faq
) -> None:
    telegram.faults.next_calls("setMyCommands", faults.refuse(400, "BOT_COMMAND_INVALID"), times=9)
    program = await launch(telegram)
    assert (await Talk(telegram, birds).ask(birds.by_id["red-parrots"].title)).answers(birds.by_id["red-parrots"])
    await program.logged("BOT_COMMAND_INVALID|command")
    await program.stop()


async def test_questions_asked_while_it_was_down_are_answered(telegram: Server, launch: Launch, birds: Faq) -> None:
    talk = Talk(telegram, birds)
    telegram.methods.webhook = {"url": "https://example.org/left-over"}
    talk.say(birds.by_id["red-parrots"].title)
    await launch(telegram)
    assert (await talk.hear()).answers(birds.by_id["red-parrots"])
    assert telegram.methods.webhook == {}


async def test_it_asks_for_what_it_serves_and_for_nothing_else(telegram: Server, launch: Launch) -> None:
    await launch(telegram)
    number = telegram.push(updates.inline_query(updates.person(), ""))
    await telegram.confirmed(number)
    call = telegram.sent("getUpdates")[0]
    assert set(call.params["allowed_updates"]) == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
        "guest_message",
    }
