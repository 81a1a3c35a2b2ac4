"""The handlers in a real application: what is logged of each update."""

from __future__ import annotations

import gc
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from telegram import Update

from bot.app import build
from bot.handlers import install
from bot.metrics import Metrics
from bot.retrying import Retrying
from bot.service import Service, Serving
from bot.settings import Settings
from bot.throttle import Pacing
from tests.bot.handlers.conftest import CatAnswerer
from tests.telegram import TOKEN, Server, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.ext import Application

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]

ADA = updates.person("Ada")
CHAT = updates.private(ADA)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest_asyncio.fixture
async def application(server: Server, metrics: Metrics) -> AsyncIterator[AnyApplication]:
    made = build(Settings(bot_api_url=server.url), TOKEN, Pacing(Retrying(metrics)))
    async with made:
        install(made, Serving(Service.of(made.bot, CatAnswerer(), metrics=metrics)))
        yield made


async def take(application: AnyApplication, server: Server, update: dict[str, Any]) -> int:
    number = server.push(update)
    await application.process_update(Update.de_json({"update_id": number} | update, application.bot))
    return number


async def test_one_line_for_each_answer_and_nothing_of_what_was_said(
    application: AnyApplication, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        number = await take(application, server, updates.new_message(updates.message(CHAT, ADA, "why do they purr?")))
        await take(application, server, updates.new_message(updates.message(CHAT, ADA, new_chat_title="x")))
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert len(lines) == 1
    assert re.fullmatch(rf"update {number}: private, answer, score 0\.90, \d+ ms", lines[0])


async def test_an_answer_is_counted_and_timed(
    application: AnyApplication, server: Server, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        number = await take(application, server, updates.new_message(updates.message(CHAT, ADA, "why do they purr?")))
    value = metrics.registry.get_sample_value
    assert value("backwalk_answers_total", {"chat": "private", "outcome": "answer"}) == 1
    assert value("backwalk_answer_seconds_count") == 1
    assert value("backwalk_search_seconds_count") == 1
    assert value("backwalk_updates_waiting") == 0
    (event,) = [record.__dict__["event"] for record in caplog.records if record.name.startswith("bot")]
    assert (event.name, event.update, event.chat, event.outcome, event.score) == (
        "answered",
        number,
        "private",
        "answer",
        0.9,
    )
    assert event.ms == pytest.approx(1000 * (value("backwalk_answer_seconds_sum") or 0), abs=0.1)


async def test_what_is_none_of_its_business_is_not_counted_as_answered_and_waits_no_longer(
    application: AnyApplication, server: Server, metrics: Metrics
) -> None:
    await take(application, server, updates.new_message(updates.message(CHAT, ADA, new_chat_title="x")))
    assert metrics.registry.get_sample_value("backwalk_answer_seconds_count") == 0
    assert metrics.registry.get_sample_value("backwalk_updates_waiting") == 0


async def test_answers_that_fail_are_counted_by_whose_fault_it_is(
    application: AnyApplication, server: Server, metrics: Metrics
) -> None:
    await take(application, server, updates.new_message(updates.message(CHAT, ADA, "crash")))
    server.chats.close(CHAT, "bot was blocked by the user")
    await take(application, server, updates.new_message(updates.message(CHAT, ADA, "purr?")))
    value = metrics.registry.get_sample_value
    assert value("backwalk_unanswered_total", {"reason": "fault"}) == 1
    assert value("backwalk_unanswered_total", {"reason": "telegram"}) == 1
    assert value("backwalk_telegram_errors_total", {"method": "sendMessage", "code": "403"}) == 1
    assert value("backwalk_updates_waiting") == 0


async def test_an_error_reaches_the_log_and_the_person(
    application: AnyApplication, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    number = await take(application, server, updates.new_message(updates.message(CHAT, ADA, "crash")))
    assert caplog.messages == [f"update {number}: not answered"]
    assert "Something went wrong" in server.calls[-1].params["text"]


async def test_being_blocked_by_one_harms_nobody_else(
    application: AnyApplication, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.chats.close(CHAT, "bot was blocked by the user")
    number = await take(application, server, updates.new_message(updates.message(CHAT, ADA, "purr?")))
    assert caplog.messages == [f"update {number}: not answered, Forbidden: bot was blocked by the user"]
    bob = updates.person("Bob")
    await take(application, server, updates.new_message(updates.message(updates.private(bob), bob, "purr?")))
    assert server.calls[-1].ok


@pytest.mark.parametrize(
    "update",
    [
        {"something_from_the_future": {}},
        {"chosen_inline_result": {"result_id": "x", "from": ADA, "query": "purr"}},
        updates.channel_post(updates.message(updates.channel(), None, "purr?")),
    ],
)
async def test_other_kinds_of_update_are_passed_over(
    application: AnyApplication, server: Server, update: dict[str, Any]
) -> None:
    calls = len(server.calls)

    await take(application, server, update)
    assert len(server.calls) == calls


async def test_the_library_keeps_no_list_of_all_who_have_ever_written(
    application: AnyApplication, server: Server
) -> None:
    person = updates.person("Grace")
    chat = updates.private(person)
    await take(application, server, updates.new_message(updates.message(chat, person, "why do they purr?")))
    lists = [kept for kept in gc.get_objects() if isinstance(kept, set)]
    assert [kept for kept in lists if person["id"] in kept] == []
