"""Telegram's limits, in a time that passes at once: never exceeded, in order, and nobody waits for another chat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.metrics import Metrics
from bot.retrying import Retrying
from bot.throttle.pacing import CALLS_AT_ONCE, SENDING, Pacing
from bot.throttle.windows import FEW, Windows
from tests.bot.throttle import virtual_time

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

ADA, BOB = 1, 2
GROUP = -1_000_000_000_001
FREE = ("answerCallbackQuery", "answerInlineQuery", "getMe", "setMyCommands")


@dataclass(frozen=True)
class Made:
    """A call that Telegram has got."""

    at: float
    chat: int | None
    name: str
    method: str


@dataclass
class Telegram:
    """Takes calls, and knows what was wrong with them.

    Parameters
    ----------
    faults
        By the name of a call, what its first tries meet.
    seconds
        How long a call takes.
    see
        Called before each call is written, as the HTTP client does.
    """

    faults: dict[str, list[TelegramError]] = field(default_factory=dict)
    seconds: float = 0.0
    see: Callable[[], Awaitable[None]] | None = None
    made: list[Made] = field(default_factory=list)
    windows: Windows = field(default_factory=lambda: Windows(virtual_time.now))

    def __post_init__(self) -> None:
        self.pacing = Pacing(Retrying(Metrics()), self.windows, see=self.see)

    async def call(self, chat: int | None, name: str = "", method: str = "sendMessage") -> Any:
        async def take() -> bool:
            if self.see:
                await self.see()
            self.made.append(Made(virtual_time.now(), chat, name, method))
            if self.faults.get(name):
                raise self.faults[name].pop(0)
            await asyncio.sleep(self.seconds)
            return True

        data = {} if chat is None else {"chat_id": chat, "text": "is it safe?"}
        return await self.pacing.process_request(take, (), {}, method, data, None)

    async def calls(self, *calls: tuple[int | None, str]) -> None:
        await asyncio.gather(*(self.call(chat, name) for chat, name in calls))

    def times(self, chat: int | None) -> list[float]:
        return [round(call.at, 6) for call in self.made if call.chat == chat]

    @property
    def names(self) -> list[str]:
        return [call.name for call in self.made]


def most(times: Iterable[float], seconds: float) -> int:
    """The most of some times that lie in any stretch of so many seconds; the clock's own grain does not count."""
    ordered = sorted(times)
    return max((sum(first <= at < first + seconds - 1e-5 for at in ordered) for first in ordered), default=0)


def test_a_thousand_people_are_answered_at_the_limit_in_order_of_arrival() -> None:
    async def main() -> Telegram:
        telegram = Telegram(seconds=0.2)
        await telegram.calls(*((person, str(person)) for person in range(1, 1001)))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == [str(person) for person in range(1, 1001)]
    assert most((call.at for call in telegram.made), 1.0) == 30
    assert 33 <= telegram.made[-1].at < 34


def test_what_has_to_be_seen_to_first_is_not_made_all_at_once_afterwards() -> None:
    async def main() -> Telegram:
        async def see() -> None:
            await asyncio.sleep(5.0 - virtual_time.now())

        telegram = Telegram(see=see)
        await telegram.calls(*((person, str(person)) for person in range(1, 101)))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == [str(person) for person in range(1, 101)]
    assert most((call.at for call in telegram.made), 1.0) == 30


def test_at_the_end_what_is_being_said_is_said_and_nothing_more() -> None:
    async def main() -> Telegram:
        telegram = Telegram(seconds=0.2)
        calls = [asyncio.create_task(telegram.call(person, str(person))) for person in range(1, 101)]
        await asyncio.sleep(1.1)
        telegram.pacing.close()
        done, left = await asyncio.wait(calls, timeout=60.0)
        assert (len(done), len(left)) == (60, 40)
        await telegram.call(None, "free", "answerCallbackQuery")
        for call in left:
            call.cancel()
        return telegram

    assert virtual_time.run(main).names == [*(str(person) for person in range(1, 61)), "free"]


@pytest.mark.parametrize("chat", [ADA, GROUP])
def test_a_chat_gets_a_message_a_second(chat: int) -> None:
    async def main() -> Telegram:
        telegram = Telegram()
        await telegram.calls(*((chat, str(number)) for number in range(8)))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == list("01234567")
    assert telegram.times(chat) == list(range(8))


@pytest.mark.parametrize("chat", [ADA, GROUP])
def test_what_stands_in_a_chat_is_edited_at_once_a_few_times(chat: int) -> None:
    async def main() -> Telegram:
        telegram = Telegram()
        edit = partial(telegram.call, chat, method="editMessageText")
        await asyncio.gather(telegram.call(chat, "0"), *(edit(name) for name in "1234567"))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == list("01234567")
    assert telegram.times(chat) == [0, 0, 0, 3, 3, 3, 6, 6]


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "editMessageReplyMarkup", "sendPhoto"])
def test_a_group_gets_twenty_a_minute_late_rather_than_never(method: str) -> None:
    async def main() -> Telegram:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call(GROUP, str(number), method) for number in range(50)))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == [str(number) for number in range(50)]
    assert most(telegram.times(GROUP), 60.0) == 20
    assert most(telegram.times(GROUP), 3.0) == 3
    assert 120 <= telegram.made[-1].at < 150


@pytest.mark.parametrize("method", FREE)
def test_what_is_free_comes_at_once_whatever_is_exhausted(method: str) -> None:
    async def main() -> Telegram:
        telegram = Telegram(seconds=10.0)
        waiting = [asyncio.create_task(telegram.call(GROUP, "late")) for _ in range(30)]
        waiting += [asyncio.create_task(telegram.call(person, "late")) for person in range(1, 200)]
        await asyncio.sleep(3)
        await asyncio.gather(*(telegram.call(None, "free", method) for _ in range(40)))
        await asyncio.gather(*waiting)
        return telegram

    telegram = virtual_time.run(main)
    assert [call.at for call in telegram.made if call.name == "free"] == [3.0] * 40


def test_a_guest_s_answer_counts_over_all() -> None:
    async def main() -> Telegram:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call(None, method="answerGuestQuery") for _ in range(31)))
        return telegram

    assert virtual_time.run(main).times(None) == [0.0] * 30 + [1.0]


def test_flood_control_holds_up_its_chat_in_order_and_nobody_else() -> None:
    async def main() -> Telegram:
        telegram = Telegram({"first": [RetryAfter(30)]})
        await telegram.calls((ADA, "first"), (ADA, "second"), (BOB, "other"), (GROUP, "group"), (ADA, "third"))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == ["first", "other", "group", "first", "second", "third"]
    assert telegram.times(ADA) == [0, 30, 31, 32]
    assert telegram.times(BOB) == telegram.times(GROUP) == [0]


def test_flood_control_is_kept_by_those_that_come_later_even_if_the_first_gives_up() -> None:
    async def main() -> Telegram:
        telegram = Telegram({"first": [RetryAfter(30)]})
        first = asyncio.create_task(telegram.call(ADA, "first"))
        await asyncio.sleep(5)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await telegram.call(ADA, "second")
        return telegram

    assert virtual_time.run(main).times(ADA) == [0, 30]


def test_flood_control_without_a_chat_slows_that_method_alone() -> None:
    async def main() -> Telegram:
        telegram = Telegram({"first": [RetryAfter(5)]})
        first = asyncio.create_task(telegram.call(None, "first", "answerInlineQuery"))
        await asyncio.sleep(1)
        await asyncio.gather(
            telegram.call(None, "inline", "answerInlineQuery"),
            telegram.call(None, "press", "answerCallbackQuery"),
            telegram.call(ADA, "message"),
            first,
        )
        return telegram

    made = {(call.name, round(call.at, 3)) for call in virtual_time.run(main).made}
    assert made == {("first", 0), ("press", 1), ("message", 1), ("first", 5), ("inline", 5)}


def test_a_network_that_fails_one_chat_keeps_its_order() -> None:
    async def main() -> Telegram:
        telegram = Telegram({"first": [NetworkError("Bad Gateway")] * 2})
        await telegram.calls((ADA, "first"), (ADA, "second"), (BOB, "other"))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == ["first", "other", "first", "first", "second"]
    assert most(telegram.times(ADA), 3.0) <= 3


def test_a_refusal_lets_the_next_one_through() -> None:
    async def main() -> Telegram:
        telegram = Telegram({"first": [Forbidden("bot was blocked by the user")]})
        second = asyncio.create_task(telegram.call(ADA, "second"))
        with pytest.raises(Forbidden):
            await telegram.call(ADA, "first")
        assert await second is True
        return telegram

    assert virtual_time.run(main).times(ADA) == [0, 1]


def test_whoever_gives_up_leaves_its_place() -> None:
    async def main() -> Telegram:
        telegram = Telegram()
        tasks = [asyncio.create_task(telegram.call(person, str(person))) for person in range(1, 121)]
        tasks += [asyncio.create_task(telegram.call(ADA, f"more {number}")) for number in range(9)]
        await asyncio.sleep(0.5)
        for task in tasks[30:-1]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return telegram

    telegram = virtual_time.run(main)
    assert len(telegram.made) == 31
    assert telegram.made[-1].name == "more 8"
    assert telegram.made[-1].at == pytest.approx(1.0)


def test_calls_that_hang_are_never_too_many_and_bring_nobody_out_of_order() -> None:
    async def main() -> Telegram:
        telegram = Telegram(seconds=5.0)
        await telegram.calls(*((person, str(person)) for person in range(1, 301)))
        return telegram

    telegram = virtual_time.run(main)
    assert telegram.names == [str(person) for person in range(1, 301)]
    assert most((call.at for call in telegram.made), 5.0) <= CALLS_AT_ONCE
    assert most((call.at for call in telegram.made), 1.0) <= 30


def test_idle_chats_are_forgotten() -> None:
    async def main() -> tuple[int, int]:
        telegram = Telegram()
        most_known = 0
        for person in range(1, 10_001):
            await telegram.call(person)
            most_known = max(most_known, telegram.windows.known)
        return most_known, len(telegram.pacing._chats)

    most_known, locks = virtual_time.run(main)
    assert most_known <= FEW + 2 * 30 * 60
    assert locks <= 1


ARRIVALS = st.lists(
    st.tuples(st.floats(0, 3), st.sampled_from([ADA, BOB, 3, 4, GROUP, GROUP - 1, None]), st.integers(0, 9)),
    max_size=80,
)


@example([(0.0025, ADA, 0)] + [(0.0, ADA, 0)] * 4, 0.0)  # when times are no round numbers
@given(ARRIVALS, st.floats(0, 2))
def test_whatever_comes_no_limit_is_exceeded_order_is_kept_and_all_is_made(
    arrivals: list[tuple[float, int | None, int]], seconds: float
) -> None:
    """One in ten is refused for a while at first. ``None`` is somebody who asks only once."""
    plan = [
        (pause, 100 + number if chat is None else chat, str(number)) for number, (pause, chat, _) in enumerate(arrivals)
    ]
    faults: dict[str, list[TelegramError]] = {
        str(number): [RetryAfter(7)] for number, (_, _, luck) in enumerate(arrivals) if luck == 0
    }

    async def main() -> Telegram:
        telegram = Telegram(dict(faults), seconds)
        tasks = []
        for pause, chat, name in plan:
            await asyncio.sleep(pause if int(name) % 8 == 0 else 0)
            tasks.append(asyncio.create_task(telegram.call(chat, name)))
        await asyncio.gather(*tasks)
        return telegram

    telegram = virtual_time.run(main)
    tries = {name: telegram.names.count(name) for _, _, name in plan}
    assert tries == {name: 2 if name in faults else 1 for _, _, name in plan}
    assert most((call.at for call in telegram.made), 1.0) <= 30
    for chat in {chat for _, chat, _ in plan}:
        assert most(telegram.times(chat), 1.0) <= 1
        if chat < 0:
            assert most(telegram.times(chat), 60.0) <= 20
        order = [int(call.name) for call in telegram.made if call.chat == chat]
        assert order == sorted(order)
    once = [int(call.name) for call in telegram.made if call.chat and call.chat >= 100 and call.name not in faults]
    assert once == sorted(once)


def test_the_figures_are_telegram_s() -> None:
    assert [(rate.times, rate.seconds) for rate in SENDING.overall] == [(30, 1.0)]
    assert (20, 60.0) in [(rate.times, rate.seconds) for rate in SENDING.group]
    assert all(rate.times <= rate.seconds for rate in SENDING.chat)
