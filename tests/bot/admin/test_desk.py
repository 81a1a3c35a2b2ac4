"""The admins' commands: for admins, in private, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update

from bot.admin import COMMANDS, Admins, Desk
from bot.admin.picture import draw
from bot.handlers import handle
from bot.health import HealthReport, Status
from bot.journal import Journal
from bot.reloading import Reloaded, Taken
from bot.service import Service
from bot.store import Shelter, State, Store
from bot.store.connecting import database_url as read_url
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer
from tests.telegram import Server, faults, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from telegram.ext import ExtBot

    from tests.telegram import Call

ADA, BOB = updates.person("Ada"), updates.person("Bob")
HEALTH = HealthReport(Status.OK, 3.2, "abc123", 48, "1.2.3", 90_061.0, State.OK, State.OFF)
BROKEN = Reloaded(Taken.BROKEN, 48, "abc123", 0.4, ("oil.yaml:3: 'answr' is <unknown>; write 'answer'",))


async def reload() -> Reloaded:
    return BROKEN


def desk(**fields: Any) -> Desk:
    return Desk(frozenset({ADA["id"]}), reload, lambda: HEALTH, **fields)


class Office:
    """An admin's private chat, and those of others."""

    def __init__(self, server: Server, service: Service) -> None:
        self.server = server
        self.service = service

    async def say(self, text: str, person: dict[str, Any] = ADA, desk: Desk | None = None, **options: Any) -> Call:
        chat = options.pop("chat", None) or updates.private(person)
        update = updates.new_message(updates.message(chat, person, text, **options))
        number = self.server.push(update)
        await handle(self.service, Update.de_json({"update_id": number} | update, self.service.bot), desk or DESK)
        return self.server.calls[-1]


DESK = desk()


@pytest.fixture
async def office(server: Server, bot: ExtBot[None], tmp_path: Path) -> AsyncIterator[Office]:
    store = Store(read_url(f"sqlite:///{tmp_path}/journal.sqlite3"))
    yield Office(server, Service.of(bot, CatAnswerer(), Journal(Shelter(store))))
    await store.close()


def text(call: Call) -> str:
    assert call.ok, call
    assert isinstance(call.result, dict)
    return str(call.result.get("text") or call.result.get("caption"))


async def test_health(office: Office) -> None:
    assert text(await office.say("/health")).splitlines() == [
        "ok",
        "Telegram last heard: 3 s ago",
        "FAQ: 48 entries, version abc123",
        "Store: ok",
        "Program: 1.2.3, running for 1 d 1 h",
    ]


async def test_reload_tells_the_mistakes_as_they_are(office: Office) -> None:
    told = text(await office.say("/reload"))
    assert "oil.yaml:3: 'answr' is <unknown>; write 'answer'" in told
    assert "the old one (version abc123) goes on" in told


async def test_stats_as_text_where_nothing_can_draw(office: Office) -> None:
    for question in ("why do they purr", "the moon", "<b>the sun</b>"):
        await office.say(question)
    told = text(await office.say("/stats 7"))
    assert "3 questions" in told
    assert "<b>the sun</b>" in told
    assert "Why do cats purr?" in told
    assert "\N{FULL BLOCK}" in told


async def test_stats_as_a_picture(office: Office) -> None:
    await office.say("why do they purr")
    call = await office.say("/stats", desk=desk(draw=draw))
    assert call.method == "sendPhoto"
    assert text(call).splitlines()[1] == "1 question"


async def test_days_that_are_none(office: Office) -> None:
    assert "/stats 7" in text(await office.say("/stats yesterday", desk=desk(draw=draw)))


async def test_missed_are_listed_with_the_nearest_entry(office: Office) -> None:
    assert "No question is left" in text(await office.say("/missed"))
    for question in ("what a sound", "what a sound", "the <moon>", "it chokes? no"):
        await office.say(question)
    told = text(await office.say("/missed"))
    assert "2 \N{MULTIPLICATION SIGN} what a sound" in told
    assert "1 \N{MULTIPLICATION SIGN} the <moon>" in told
    assert told.endswith("with YAML to paste: backwalk report")


async def test_without_a_store_it_is_said(server: Server, bot: ExtBot[None]) -> None:
    office = Office(server, Service.of(bot, CatAnswerer()))
    for command in ("/stats", "/missed"):
        assert "DATABASE_URL is none" in text(await office.say(command))


@pytest.mark.parametrize("command", COMMANDS)
async def test_for_others_a_command_is_as_unknown_as_any(office: Office, command: str) -> None:
    unknown = text(await office.say("/nonsense", BOB))
    assert text(await office.say(f"/{command}", BOB)) == unknown
    assert command not in unknown


@pytest.mark.parametrize("command", COMMANDS)
async def test_in_a_group_an_admin_is_as_anybody(office: Office, command: str) -> None:
    group, name = updates.supergroup(), office.service.me.username
    unknown = text(await office.say(f"/nonsense@{name}", chat=group))
    assert text(await office.say(f"/{command}@{name}", chat=group)) == unknown


async def test_a_command_is_done_once_and_an_edited_one_not_again(office: Office) -> None:
    message = updates.message(updates.private(ADA), ADA, "/health")
    for update in (
        updates.new_message(message),
        updates.new_message(message),
        updates.edited_message(updates.edited(message, "/reload")),
    ):
        given = Update.de_json({"update_id": office.server.push(update)} | update, office.service.bot)
        await handle(office.service, given, DESK)
    assert len(office.server.sent("sendMessage", "sendPhoto", "editMessageText")) == 1


def know(server: Server, *people: dict[str, Any]) -> None:
    """Have people write to the bot once."""
    for person in people:
        server.push(updates.new_message(updates.message(updates.private(person), person, "hello")))


async def test_admins_are_told(server: Server, bot: ExtBot[None]) -> None:
    know(server, ADA, BOB)
    await Admins(bot, frozenset({ADA["id"], BOB["id"]})).tell("oil.yaml:3: <wrong> & " + "x" * 5000)
    told = server.sent("sendMessage")
    assert [call.params["chat_id"] for call in told] == sorted((ADA["id"], BOB["id"]))
    assert all(text(call).startswith("oil.yaml:3: <wrong> & x") for call in told)


async def test_who_cannot_be_told_keeps_nobody_else_from_it(
    server: Server, bot: ExtBot[None], caplog: pytest.LogCaptureFixture
) -> None:
    know(server, ADA, BOB)
    first, second = sorted((ADA["id"], BOB["id"]))
    server.faults.next_calls("sendMessage", faults.blocked(), chat_id=first)
    await Admins(bot, frozenset({first, second})).tell("broken")
    assert [call.ok for call in server.sent("sendMessage")] == [False, True]
    (told,) = caplog.messages
    assert told == (
        "An admin could not be told: Forbidden: bot was blocked by the user; "
        "they must write to the bot first, or mend ADMIN_IDS"
    )
    assert str(first) not in caplog.text


async def test_admins_are_shown_their_commands_and_nobody_else_is(server: Server, bot: ExtBot[None]) -> None:
    admins = Admins(bot, frozenset({ADA["id"]}))
    await admins.present(samples.phrases())
    listed = {scope: {one["command"] for one in commands} for (scope, _), commands in server.methods.commands.items()}
    assert listed.pop(f"chat {ADA['id']}") > set(COMMANDS)
    assert not any(commands & set(COMMANDS) for commands in listed.values())
    calls = len(server.sent("setMyCommands"))
    await admins.present(samples.phrases())
    assert len(server.sent("setMyCommands")) == calls
