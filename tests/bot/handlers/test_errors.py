"""What goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Forbidden

from bot.handlers.errors import report_error
from tests.telegram import updates

if TYPE_CHECKING:
    import pytest

    from tests.bot.handlers.conftest import Desk

ADA = updates.person("Ada")
CHAT = updates.private(ADA)


def parsed(desk: Desk, update: dict[str, Any]) -> Update:
    number = desk.server.push(update)
    return Update.de_json({"update_id": number} | update, desk.service.bot)


async def test_a_refusal_is_one_line(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    update = parsed(desk, updates.new_message(updates.message(CHAT, ADA, "purr?")))
    await report_error(desk.service, update, Forbidden("Forbidden: bot was blocked by the user"))
    assert caplog.messages == [f"update {update.update_id}: not answered, Forbidden: bot was blocked by the user"]
    assert caplog.records[0].exc_info is None
    assert desk.sent() == []


async def test_the_unexpected_is_apologised_for_in_private(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    update = parsed(desk, updates.new_message(updates.message(CHAT, ADA, "purr?")))
    await report_error(desk.service, update, RuntimeError("crash"))
    assert caplog.messages == [f"update {update.update_id}: not answered"]
    assert caplog.records[0].exc_info is not None
    assert "Something went wrong" in desk.last("sendMessage").params["text"]


async def test_and_on_a_button(desk: Desk) -> None:
    message = updates.message(CHAT, ADA, "x")
    update = parsed(desk, updates.callback_query(ADA, message, "pick:milk:0"))
    await report_error(desk.service, update, RuntimeError("crash"))
    assert "Something went wrong" in desk.last("answerCallbackQuery").params["text"]


async def test_but_not_in_groups(desk: Desk) -> None:
    update = parsed(desk, updates.new_message(updates.message(updates.supergroup(), ADA, "/ask purr?")))
    await report_error(desk.service, update, RuntimeError("crash"))
    assert desk.sent() == []


async def test_an_error_without_an_update(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    await report_error(desk.service, None, RuntimeError("crash"))
    assert caplog.messages == ["update -: not answered"]
