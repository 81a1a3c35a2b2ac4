"""What counts as received: never an update that is not done, and in the end all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.inbox import Inbox


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(clock: Clock) -> Inbox:
    return Inbox(clock)


def test_nothing_is_asked_for_past_an_update_that_is_not_done(inbox: Inbox) -> None:
    assert inbox.offset is None
    assert all(inbox.take(number) for number in (7, 8, 9))
    assert inbox.offset == 7
    inbox.done(8)
    assert inbox.offset == 7
    inbox.done(7)
    assert inbox.offset == 9
    inbox.done(9)
    assert inbox.offset == 10


def test_what_is_handed_out_again_is_known_until_it_is_confirmed(inbox: Inbox) -> None:
    for number in (7, 8):
        inbox.take(number)
    inbox.done(8)
    assert not inbox.take(7)
    assert not inbox.take(8)
    inbox.done(7)
    assert not inbox.take(7), "Telegram has not been told yet"
    inbox.confirmed(9)
    assert inbox.take(7), "long after, Telegram may begin to count anew"


def test_what_is_parked_is_received_however_long_ago_it_came(inbox: Inbox) -> None:
    for number in (7, 8, 9):
        inbox.take(number)
    inbox.park([7])
    inbox.done(8)
    assert [inbox.is_received(number) for number in (7, 8, 9)] == [True, True, False]
    inbox.confirmed(9)
    assert [inbox.is_received(number) for number in (7, 8, 9)] == [True, False, False]


def test_numbers_may_begin_anew_lower_than_before(inbox: Inbox) -> None:
    inbox.take(900)
    inbox.done(900)
    inbox.confirmed(901)
    assert inbox.take(5)
    assert inbox.offset == 5
    inbox.done(5)
    assert inbox.offset == 6


def test_what_cannot_be_read_is_done(inbox: Inbox) -> None:
    inbox.skip(7)
    assert inbox.offset == 8
    assert inbox.handed_out(7)
    assert inbox.under_way == 0


def test_what_is_parked_counts_as_received_and_is_told_when_it_is_done(inbox: Inbox) -> None:
    for number in (7, 8):
        inbox.take(number)
    assert inbox.park([7]) == []
    assert (inbox.offset, inbox.under_way, inbox.parked) == (8, 1, 1)
    assert not inbox.take(7)
    assert not inbox.done(8)
    assert inbox.done(7)
    assert not inbox.done(7)
    assert (inbox.offset, inbox.under_way, inbox.parked) == (9, 0, 0)


def test_what_was_done_while_it_was_being_parked_is_told(inbox: Inbox) -> None:
    for number in (7, 8):
        inbox.take(number)
    inbox.done(8)
    assert inbox.park([7, 8]) == [8]
    assert inbox.parked == 1


def test_what_was_parked_before_the_process_began_confirms_nothing(inbox: Inbox) -> None:
    assert inbox.take_back(7)
    assert not inbox.take_back(7)
    assert inbox.offset is None
    assert not inbox.take(7), "parked, but Telegram was not told before the end"
    assert inbox.offset == 8
    assert inbox.done(7)


def test_crowded_is_what_is_handed_out_again(inbox: Inbox) -> None:
    for number in range(100):
        inbox.take(number)
    for number in range(1, 100):
        inbox.done(number)
    assert inbox.held_up == 100
    inbox.park([0])
    assert inbox.held_up == 0


def test_slow_is_what_is_old_or_waits_behind_what_is_parked(inbox: Inbox, clock: Clock) -> None:
    inbox.take(1, "Ada")
    inbox.take(2, "Bob")
    clock.now += 5
    inbox.take(3, "Ada")
    inbox.take(4, None)
    assert inbox.slow(5) == [1, 2]
    inbox.park([1])
    assert inbox.slow(5) == [2, 3]


async def test_progress_is_a_good_part_done(inbox: Inbox) -> None:
    await inbox.progress(20)  # nothing is under way
    for number in range(8):
        inbox.take(number)
    waiting = asyncio.create_task(inbox.progress(20))
    await asyncio.sleep(0)
    for number in range(6):
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
        inbox.done(number)
    await waiting


async def test_progress_is_not_waited_for_for_ever(inbox: Inbox) -> None:
    inbox.take(1)
    await inbox.progress(0.001)
    await inbox.rest(0.001)


async def test_rest_is_when_what_is_parked_is_done_too(inbox: Inbox) -> None:
    inbox.take(1)
    inbox.park([1])
    waiting = asyncio.create_task(inbox.rest(20))
    await asyncio.sleep(0)
    assert not waiting.done()
    inbox.done(1)
    await waiting


class Telegram(RuleBasedStateMachine):
    """Telegram hands out what is not confirmed; the bot is done in any order, parks, and may be killed."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.inbox = Inbox(self.clock)
        self.waiting: list[int] = []
        self.next = 100
        self.begun: list[int] = []
        self.open: list[int] = []
        self.kept: set[int] = set()
        self.done: set[int] = set()

    @rule(count=st.integers(1, 12))
    def arrive(self, count: int) -> None:
        self.waiting += range(self.next, self.next + count)
        self.next += count

    @rule()
    def poll(self) -> None:
        offset = self.inbox.offset
        if offset is not None:
            forgotten = [number for number in self.waiting if number < offset]
            assert all(number in self.done or number in self.kept for number in forgotten), "confirmed, and not done"
            self.waiting = [number for number in self.waiting if number >= offset]
            self.inbox.confirmed(offset)
        for number in self.waiting[:10]:
            if self.inbox.take(number):
                assert number not in self.open, "begun twice"
                assert number not in self.done, "done, and begun again"
                self.begun.append(number)
                self.open.append(number)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.open))
        self.open.remove(number)
        self.done.add(number)
        if self.inbox.done(number):
            assert number in self.kept
            self.kept.remove(number)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def park(self, data: st.DataObject) -> None:
        numbers = data.draw(st.sets(st.sampled_from(self.open)))
        self.kept |= numbers
        assert self.inbox.park(sorted(numbers)) == []

    @rule()
    def die_and_begin_anew(self) -> None:
        self.inbox = Inbox(self.clock)
        self.open = []
        self.done &= set(self.waiting) - set(self.waiting)  # what was done and not confirmed may be done again
        for number in sorted(self.kept):
            assert self.inbox.take_back(number)
            self.open.append(number)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert set(self.open) <= set(self.waiting) | self.kept

    def teardown(self) -> None:
        """Whatever has happened: once all that comes is done, all is confirmed."""
        for _ in range(2 * (self.next - 100) + 2):
            self.poll()
            for number in list(self.open):
                self.open.remove(number)
                self.done.add(number)
                self.inbox.done(number)
        assert self.waiting == []
        assert set(self.begun) == set(range(100, self.next))


TestTelegram: Any = Telegram.TestCase


@given(st.permutations(range(30)))
def test_in_any_order_each_is_confirmed_as_soon_as_all_before_it_are_done(order: list[int]) -> None:
    inbox = Inbox(Clock())
    for number in range(30):
        inbox.take(number)
    done: set[int] = set()
    for number in order:
        inbox.done(number)
        done.add(number)
        assert inbox.offset == next((one for one in range(30) if one not in done), 30)


def test_who_waits_behind_others_in_the_chat(inbox: Inbox) -> None:
    for number, chat in enumerate([1, None, 2, 1, None, 1, 2, 1]):
        inbox.take(number, chat)
    assert inbox.behind(1) == [3, 5, 6, 7]
    assert inbox.behind(3) == [7]
    inbox.done(0)
    assert inbox.behind(3) == []
