"""Every error that the Bot API names for what the bot calls, on the wire: what is tried again, and what is dropped."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
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
from bot.throttle.windows import Windows
from tests.bot.handlers.conftest import CatAnswerer
from tests.telegram import TOKEN, Server, faults, updates
from tests.telegram.faults import Fault
from tests.telegram.refusals import Refusal, bad_request, forbidden

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ADA = updates.person("Ada")
CHAT = updates.private(ADA)
PAGE = "<html><h1>It works!</h1></html>"


class Desk:
    """The bot as the program builds it; its pauses are noted and take no time."""

    def __init__(self, server: Server, url: str) -> None:
        self.server = server
        self.metrics = Metrics()
        self.pauses: list[float] = []
        self.application = build(Settings(bot_api_url=url), TOKEN, Pacing(Retrying(self.metrics)))
        self.now = 0.0
        pacing = self.application.bot.rate_limiter
        assert isinstance(pacing, Pacing)
        assert isinstance(pacing._retrying, Retrying)
        pacing._allowance = Windows(lambda: self.now)
        pacing._sleep = self._pass
        pacing._retrying._sleep = self._sleep

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self._pass(seconds)

    async def _pass(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    async def take(self, update: dict[str, Any]) -> None:
        number = self.server.push(update)
        await self.application.process_update(Update.de_json({"update_id": number} | update, self.application.bot))

    async def ask(self) -> None:
        await self.take(updates.new_message(updates.message(CHAT, ADA, "why do they purr?")))

    def failed(self, method: str, code: str) -> float:
        labels = {"method": method, "code": code}
        return self.metrics.registry.get_sample_value("backwalk_telegram_errors_total", labels) or 0

    @property
    def unanswered(self) -> float:
        return sum(
            self.metrics.registry.get_sample_value("backwalk_unanswered_total", {"reason": reason}) or 0
            for reason in ("telegram", "fault")
        )


@asynccontextmanager
async def at_work(server: Server, url: str) -> AsyncIterator[Desk]:
    desk = Desk(server, url)
    bot = desk.application.bot
    bot._base_url = f"{server.url}/bot{TOKEN}"  # it knows itself, whatever becomes of its calls
    async with desk.application:
        bot._base_url = f"{url}/bot{TOKEN}"
        install(desk.application, Serving(Service.of(bot, CatAnswerer(), metrics=desk.metrics)))
        yield desk


@pytest_asyncio.fixture
async def desk(server: Server) -> AsyncIterator[Desk]:
    async with at_work(server, server.url) as made:
        yield made


@pytest.mark.parametrize(
    ("fault", "code", "pause"),
    [
        (faults.too_many_requests(3), "429", 3),
        (faults.too_many_requests(300), "429", 300),
        (faults.too_many_requests(7200), "429", 7200),
        (Fault(Refusal(429, "too fast")), "5xx", 0.5),
        (faults.server_error(), "5xx", 0.5),
        (faults.bad_gateway(), "5xx", 0.5),
        (Fault(Refusal(504, ""), page=PAGE), "5xx", 0.5),
        (faults.cut_off(), "network", 0.5),
        (Fault(Refusal(200, ""), page='{"ok":true,"result":{"message_id":1'), "unreadable", 0.5),
        (Fault(Refusal(200, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(200, ""), page="[]"), "unreadable", 0.5),
        (Fault(Refusal(200, ""), page=""), "unreadable", 0.5),
        (Fault(Refusal(404, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(401, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(400, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(403, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(409, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(429, ""), page=PAGE), "unreadable", 0.5),
        (Fault(Refusal(200, ""), page='{"ok":false}'), "unreadable", 0.5),
        (Fault(Refusal(200, ""), page='{"ok":true,"result":null}'), "unreadable", 0.5),
        (faults.too_many_requests(-5), "5xx", 0.5),
        (faults.too_many_requests(2**31), "5xx", 0.5),
        (faults.refuse(404, "Not Found"), "401", 0.5),
        (faults.refuse(401, "Unauthorized"), "401", 0.5),
    ],
    ids=lambda value: str(value.refusal or "cut off") if isinstance(value, Fault) else str(value),
)
async def test_an_answer_is_given_when_the_fault_has_passed(desk: Desk, fault: Fault, code: str, pause: float) -> None:
    desk.server.faults.next_calls("sendMessage", fault, times=2)
    await desk.ask()
    first, second, third = desk.server.sent("sendMessage")
    assert third.ok
    assert first.params == second.params == third.params
    assert desk.pauses == ([pause, pause] if pause >= 1 else [0.5, 1.0])
    assert desk.failed("sendMessage", code) == 2
    assert desk.unanswered == 0


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        *(
            (Fault(bad_request(words)), "400")
            for words in (
                "chat not found",
                "message thread not found",
                "message to be replied not found",
                "message is too long",
                "message text is empty",
                'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
                "BUTTON_DATA_INVALID",
                "BUTTON_URL_INVALID",
                "not enough rights to send text messages to the chat",
                "need administrator rights in the channel chat",
                "TOPIC_CLOSED",
                "CHAT_RESTRICTED",
                "PEER_ID_INVALID",
            )
        ),
        *(
            (Fault(forbidden(words)), "403")
            for words in (
                "bot was blocked by the user",
                "bot was kicked from the group chat",
                "bot was kicked from the supergroup chat",
                "bot is not a member of the supergroup chat",
                "bot can't initiate conversation with a user",
                "bot can't send messages to bots",
                "user is deactivated",
                "the group chat was deleted",
            )
        ),
        (faults.refuse(409, "terminated by other getUpdates request"), "409"),
        (faults.refuse(413, "Request Entity Too Large"), "400"),
        (Fault(Refusal(413, ""), page=PAGE), "400"),
    ],
    ids=lambda value: str(value.refusal) if isinstance(value, Fault) else value,
)
async def test_what_is_refused_for_good_is_dropped_in_a_line(
    desk: Desk, fault: Fault, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk.server.faults.next_calls("sendMessage", fault)
    await desk.ask()
    assert len(desk.server.sent("sendMessage")) == 1
    assert desk.pauses == []
    assert desk.failed("sendMessage", code) == 1
    assert desk.unanswered == 1
    (line,) = [line for line in caplog.messages if "not answered" in line]
    assert "purr" not in line
    assert caplog.records[-1].exc_info is None


@pytest.mark.parametrize(
    ("words", "is_answered"),
    [
        ("message is not modified: specified new message content is the same", True),
        ("message to edit not found", False),
        ("message can't be edited", False),
        ("MESSAGE_ID_INVALID", False),
    ],
)
async def test_edits_that_are_refused(desk: Desk, words: str, *, is_answered: bool) -> None:
    await desk.take(updates.new_message(updates.message(CHAT, ADA, "that sound")))
    offer = desk.server.sent("sendMessage")[0].result
    data = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    desk.server.faults.next_calls("editMessageText", Fault(bad_request(words)))
    await desk.take(updates.callback_query(ADA, offer, data))
    assert len(desk.server.sent("editMessageText")) == 1
    assert desk.pauses == []
    assert desk.unanswered == (0 if is_answered else 1)


async def test_a_press_that_is_too_old_still_does_what_it_says(desk: Desk) -> None:
    await desk.take(updates.new_message(updates.message(CHAT, ADA, "that sound")))
    offer = desk.server.sent("sendMessage")[0].result
    data = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    too_old = bad_request("query is too old and response timeout expired or query ID is invalid")
    desk.server.faults.next_calls("answerCallbackQuery", Fault(too_old))
    await desk.take(updates.callback_query(ADA, offer, data))
    assert desk.server.sent("editMessageText")[0].ok
    assert desk.unanswered == 0


@pytest.mark.parametrize(
    ("method", "update"),
    [
        ("answerInlineQuery", updates.inline_query(ADA, "purr")),
        ("answerGuestQuery", updates.guest_message(updates.supergroup(), ADA, "@BackWalkingTestBot why do they purr?")),
    ],
)
async def test_queries_that_are_too_old_are_dropped(desk: Desk, method: str, update: dict[str, Any]) -> None:
    too_old = bad_request("query is too old and response timeout expired or query ID is invalid")
    desk.server.faults.next_calls(method, Fault(too_old))
    await desk.take(update)
    assert len(desk.server.sent(method)) == 1
    assert desk.pauses == []
    assert desk.unanswered == 1


async def test_an_inline_query_is_not_tried_for_long(desk: Desk) -> None:
    desk.server.faults.next_calls("answerInlineQuery", faults.server_error(), times=100)
    await desk.take(updates.inline_query(ADA, "purr"))
    assert desk.pauses == [0.5, 1, 2, 4]
    assert desk.unanswered == 1


async def test_a_group_that_has_become_a_supergroup_is_answered_there(desk: Desk) -> None:
    old, new = updates.group(), updates.supergroup()
    desk.server.chats.known[new["id"]] = new
    grown = faults.refuse(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new["id"]})
    desk.server.faults.next_calls("sendMessage", grown)
    await desk.take(updates.new_message(updates.message(old, ADA, "/ask that sound")))
    refused, sent = desk.server.sent("sendMessage")
    assert sent.params["chat_id"] == new["id"]
    assert "reply_parameters" not in sent.params
    assert desk.unanswered == 0
    offer = sent.result | {"chat": old}
    data = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    desk.server.faults.next_calls("editMessageText", grown)
    await desk.take(updates.callback_query(ADA, offer, data))
    assert desk.server.sent("sendMessage")[-1].params["chat_id"] == new["id"]
    assert desk.unanswered == 0
    assert not refused.ok


async def test_a_server_that_hangs_is_tried_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.READ_SECONDS", 0.2)
    async with at_work(server, server.url) as desk:
        server.faults.next_calls("sendMessage", faults.hold(asyncio.Event()))
        await desk.ask()
        assert desk.pauses[0] == 0.5, "more, where the machine takes its time"
        assert desk.failed("sendMessage", "network") >= 1
        assert desk.unanswered == 0


@pytest.mark.usefixtures("no_hosts")
@pytest.mark.parametrize("gone", ["http://127.0.0.1:1", "http://telegram.invalid"], ids=["refused", "no DNS"])
async def test_a_server_that_is_not_there_is_tried_again(
    server: Server, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.retrying.ANSWER_PATIENCE_SECONDS", 20.0)
    async with at_work(server, gone) as desk:
        await desk.ask()
        assert desk.pauses == [0.5, 1, 2, 4, 8]
        assert desk.failed("sendMessage", "network") == len(desk.pauses) + 1
        assert desk.unanswered == 1
