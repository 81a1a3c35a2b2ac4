"""What an allowance does, whether one process counts or several together: exact at any moment, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.throttle import Limit, Rate, Windows
from tests.bot.throttle.conftest import Clock, bots, copies_of

if TYPE_CHECKING:
    from tests.bot.throttle.conftest import Counted
    from tests.redis_server import Server

TWO = Limit("two", (Rate(2, 10.0),))
ONE = Limit("one", (Rate(1, 3.0),))


async def test_what_is_full_has_room_again_when_the_oldest_is_past(counted: Counted) -> None:
    count, clock = counted.allowance, counted.clock
    assert await count.take([TWO]) == 0
    clock.now = 4.0
    assert await count.take([TWO]) == 0
    assert await count.take([TWO]) == 6
    clock.now = 10.0
    assert await count.take([TWO]) == 0
    assert await count.wait([TWO]) == 4


async def test_all_have_room_or_nothing_is_counted(counted: Counted) -> None:
    count, clock = counted.allowance, counted.clock
    assert await count.take([ONE]) == 0
    assert await count.take([TWO, ONE]) == 3
    assert await count.take([TWO, ONE]) == 3
    assert await count.wait([TWO]) == 0
    clock.now = 3.0
    assert await count.take([TWO, ONE]) == 0


async def test_asking_counts_nothing(counted: Counted) -> None:
    count = counted.allowance
    for _ in range(5):
        assert await count.wait([ONE]) == 0
    assert await count.take([ONE]) == 0


async def test_the_longest_of_several_rates_holds(counted: Counted) -> None:
    limit = Limit("both", (Rate(1, 1.0), Rate(2, 60.0)))
    count, clock = counted.allowance, counted.clock
    assert await count.take([limit]) == 0
    assert await count.take([limit]) == 1
    clock.now = 1.0
    assert await count.take([limit]) == 0
    assert await count.take([limit]) == 59


async def test_what_is_shut_stays_so_for_the_longest_time_that_was_said(counted: Counted) -> None:
    count, clock = counted.allowance, counted.clock
    await count.shut("one", 30)
    await count.shut("one", 5)
    assert await count.take([ONE]) == 30
    assert await count.wait([Limit("one")]) == 30
    assert await count.wait([TWO]) == 0
    clock.now = 30.0
    assert await count.take([ONE]) == 0


SECONDS = st.integers(0, 160).map(lambda quarters: quarters / 4)
NAMES = st.sampled_from(["a", "b", "c"])
STEPS = st.lists(
    st.tuples(SECONDS, st.sampled_from(["take", "take", "take", "wait", "shut"]), st.sets(NAMES, min_size=1), SECONDS),
    max_size=30,
)


@settings(max_examples=60)
@given(times=st.integers(1, 4), more=st.integers(0, 4), seconds=st.integers(60, 90), steps=STEPS)
async def test_those_that_share_agree_with_one_alone(
    redis_at_work: Server,
    times: int,
    more: int,
    seconds: int,
    steps: list[tuple[float, str, set[str], float]],
) -> None:
    """Rates are long beside the time that an example really takes, after which Redis would forget."""
    rates = (Rate(times, float(seconds)), Rate(times + more, 2.0 * seconds))
    clock = Clock()
    alone, copies = Windows(clock), copies_of(redis_at_work, next(bots), clock, count=3)
    for pause, what, names, shut_for in steps:
        clock.now += pause
        limits = [Limit(name, rates) for name in sorted(names)]
        for count in (alone, copies):
            if what == "shut":
                await count.shut(min(names), shut_for + 60)
        if what == "wait":
            assert await alone.wait(limits) == await copies.wait(limits)
        elif what == "take":
            assert await alone.take(limits) == await copies.take(limits)
    await copies.close()
