"""Which faults are tried again, and how long that takes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.metrics import Metrics
from bot.requesting import UnreadableError
from bot.retrying import ANSWER_PATIENCE_SECONDS, ANSWERS, FLOOD_TRIES, LONGEST_PAUSE, Retrying


class Calls:
    """A call that meets some faults before it succeeds, and the pauses between."""

    def __init__(self, *faults: TelegramError, endpoint: str = "sendMessage") -> None:
        self.endpoint = endpoint
        self.faults = list(faults)
        self.made = 0
        self.pauses: list[float] = []
        self.metrics = Metrics()
        self.doubts = 0

    def doubt(self) -> None:
        self.doubts += 1

    async def call(self, endpoint: str) -> bool:
        assert endpoint == self.endpoint
        self.made += 1
        if self.faults:
            raise self.faults.pop(0)
        return True

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def result(self) -> Any:
        return await Retrying(self.metrics, self.doubt, self.sleep).process_request(
            self.call, (self.endpoint,), {}, self.endpoint, {"text": "is it safe?"}, None
        )


async def test_what_goes_well_is_called_once() -> None:
    calls = Calls()
    assert await calls.result() is True
    assert (calls.made, calls.pauses) == (1, [])


async def test_flood_control_waits_as_told() -> None:
    calls = Calls(RetryAfter(7), RetryAfter(timedelta(seconds=2)))
    assert await calls.result() is True
    assert calls.pauses == [7, 2]


async def test_flood_control_is_not_waited_for_for_ever_where_nobody_waits_for_an_answer() -> None:
    calls = Calls(*[RetryAfter(1)] * 10, endpoint="setMyCommands")
    with pytest.raises(RetryAfter):
        await calls.result()
    assert calls.pauses == [1.0] * FLOOD_TRIES


@pytest.mark.parametrize("endpoint", sorted(ANSWERS))
async def test_an_answer_waits_out_any_flood_control_within_a_day(endpoint: str) -> None:
    calls = Calls(RetryAfter(timedelta(hours=23)), *[RetryAfter(30)] * 100, endpoint=endpoint)
    assert await calls.result() is True
    hopeless = Calls(*[RetryAfter(timedelta(hours=5))] * 6, endpoint=endpoint)
    with pytest.raises(RetryAfter):
        await hopeless.result()
    assert sum(hopeless.pauses) == 20 * 60 * 60


async def test_no_flood_control_is_waited_out_for_more_than_a_day() -> None:
    """So the chat is asked again, and the answer is not given up at once."""
    calls = Calls(RetryAfter(10**9))
    assert await calls.result() is True
    assert calls.pauses == [24 * 60 * 60]


@pytest.mark.parametrize(
    "fault",
    [
        NetworkError("Bad Gateway"),
        TimedOut(),
        NetworkError("httpx.ReadError"),
        UnreadableError("x"),
        InvalidToken("Not Found"),
    ],
)
async def test_trouble_passes(fault: TelegramError) -> None:
    calls = Calls(fault, fault)
    assert await calls.result() is True
    assert calls.pauses == [0.5, 1.0]


async def test_trouble_that_stays_is_told() -> None:
    calls = Calls(*[NetworkError("Bad Gateway")] * 10, endpoint="answerInlineQuery")
    with pytest.raises(NetworkError):
        await calls.result()
    assert calls.pauses == [0.5, 1.0, 2.0, 4.0]


@pytest.mark.parametrize("endpoint", sorted(ANSWERS))
async def test_an_answer_is_tried_for_a_day_with_growing_pauses(endpoint: str) -> None:
    calls = Calls(*[NetworkError("Bad Gateway")] * 3000, endpoint=endpoint)
    with pytest.raises(NetworkError):
        await calls.result()
    assert calls.pauses[:8] == [0.5, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    assert ANSWER_PATIENCE_SECONDS - LONGEST_PAUSE < sum(calls.pauses) <= ANSWER_PATIENCE_SECONDS


async def test_a_token_that_is_refused_is_told_at_once_where_nobody_waits_for_an_answer() -> None:
    calls = Calls(InvalidToken("Unauthorized"), endpoint="getMe")
    with pytest.raises(InvalidToken):
        await calls.result()
    assert calls.pauses == []


@pytest.mark.parametrize(
    "fault",
    [
        BadRequest("Message is not modified"),
        Forbidden("bot was blocked"),
        ChatMigrated(-5),
        Conflict("x"),
    ],
)
async def test_a_refusal_is_final(fault: TelegramError) -> None:
    calls = Calls(fault)
    with pytest.raises(type(fault)):
        await calls.result()
    assert calls.pauses == []


async def test_what_is_sent_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await Calls(NetworkError("Bad Gateway")).result()
    assert caplog.messages == [
        "sendMessage: NetworkError: Bad Gateway; trying again in 0.5 s",
        "Telegram takes calls again.",
    ]


class Outage:
    """Calls that are made side by side by one bot, all of which fail until it is over."""

    def __init__(self, fault: TelegramError) -> None:
        self.over = asyncio.Event()
        self.fault = fault
        self.retrying = Retrying(Metrics(), sleep=lambda _: asyncio.sleep(0))
        self.tries = 0

    async def _call(self) -> bool:
        self.tries += 1
        if not self.over.is_set():
            raise self.fault
        return True

    async def make(self, times: int) -> list[Any]:
        calls = [
            asyncio.create_task(self.retrying.process_request(self._call, (), {}, "sendMessage", {}, None))
            for _ in range(times)
        ]
        while self.tries < 10 * times:
            await asyncio.sleep(0)
        self.over.set()
        return await asyncio.gather(*calls)


async def test_an_outage_is_told_once_and_that_it_is_over_when_all_have_got_through(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    outage = Outage(NetworkError("Bad Gateway"))
    assert await outage.make(50) == [True] * 50
    told, over = caplog.messages
    assert told == "sendMessage: NetworkError: Bad Gateway; trying again in 0.5 s"
    assert over == "Telegram takes calls again."


async def test_flood_control_in_many_chats_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert await Outage(RetryAfter(30)).make(50) == [True] * 50
    assert caplog.messages == ["sendMessage: flood control; trying again in 30 s"]


@pytest.mark.parametrize(
    ("endpoint", "raises_a_doubt"), [("sendMessage", True), ("setMyCommands", True), ("getMe", False)]
)
async def test_a_refused_token_is_doubted(endpoint: str, *, raises_a_doubt: bool) -> None:
    calls = Calls(InvalidToken("Unauthorized"), endpoint=endpoint)
    with contextlib.suppress(InvalidToken):
        await calls.result()
    assert calls.doubts == raises_a_doubt


async def test_each_try_is_counted_and_success_is_contact() -> None:
    calls = Calls(RetryAfter(7), NetworkError("Bad Gateway"))
    assert calls.metrics.contact.seconds_ago is None
    await calls.result()
    value = calls.metrics.registry.get_sample_value
    for code in ("429", "5xx"):
        assert value("backwalk_telegram_errors_total", {"method": "sendMessage", "code": code}) == 1
    assert value("backwalk_telegram_retries_total", {"method": "sendMessage"}) == 2
    assert calls.metrics.contact.seconds_ago is not None


@pytest.mark.parametrize(
    ("fault", "is_reached"),
    [(NetworkError("Bad Gateway"), False), (TimedOut(), False), (BadRequest("x"), True), (Forbidden("x"), True)],
)
async def test_what_does_not_reach_telegram_is_noted(fault: TelegramError, *, is_reached: bool) -> None:
    calls = Calls(*[fault] * 100, endpoint="getMe")
    with pytest.raises(type(fault)):
        await calls.result()
    assert (calls.metrics.contact.failing_seconds == 0) is is_reached


@pytest.mark.parametrize("refusal", [BadRequest("x"), Forbidden("x"), RetryAfter(1)])
async def test_who_refuses_is_reached(refusal: TelegramError) -> None:
    calls = Calls(NetworkError("Bad Gateway"), *[refusal] * 100, endpoint="getMe")
    with pytest.raises(type(refusal)):
        await calls.result()
    assert calls.metrics.contact.failing_seconds == 0


async def test_a_refusal_is_counted_and_is_no_contact() -> None:
    calls = Calls(Forbidden("bot was blocked"))
    with pytest.raises(Forbidden):
        await calls.result()
    value = calls.metrics.registry.get_sample_value
    assert value("backwalk_telegram_errors_total", {"method": "sendMessage", "code": "403"}) == 1
    assert value("backwalk_telegram_retries_total", {"method": "sendMessage"}) is None
    assert calls.metrics.contact.seconds_ago is None
