"""Limits counted in a process: the same as counting anew each time, and idle names are forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.throttle.allowance import Limit, Rate
from bot.throttle.windows import FEW, Windows


@dataclass
class Clock:
    """Time that passes when the test says so."""

    now: float = 0.0
    windows: Windows = field(init=False)

    def __post_init__(self) -> None:
        self.windows = Windows(lambda: self.now)


async def test_who_has_gone_is_forgotten() -> None:
    clock = Clock()
    most = 0
    for number in range(100_000):
        clock.now += 0.05  # 1,200 a minute
        await clock.windows.take([Limit(f"chat:{number}", (Rate(3, 3.0), Rate(20, 60.0)))])
        most = max(most, clock.windows.known)
    assert most <= 2 * 1200 + FEW + 1
    kept = await clock.windows.take([Limit("chat:99999", (Rate(1, 60.0),))])
    assert kept > 0


async def test_what_is_shut_is_not_forgotten_while_it_is() -> None:
    clock = Clock()
    await clock.windows.shut("chat:1", 3600)
    for number in range(10 * FEW):
        clock.now += 0.25
        await clock.windows.take([Limit(f"chat:-{number}", (Rate(1, 1.0),))])
    assert await clock.windows.wait([Limit("chat:1")]) == 3600 - 2500


STEPS = st.lists(
    st.tuples(st.floats(0, 20, allow_subnormal=False), st.sets(st.sampled_from(["a", "b", "c"]), min_size=1)),
    max_size=60,
)


@given(times=st.integers(1, 5), seconds=st.floats(0.1, 30), steps=STEPS)
async def test_in_no_stretch_of_time_are_there_more(
    times: int, seconds: float, steps: list[tuple[float, set[str]]]
) -> None:
    """The plain twin counts anew, for each, how many of all that were taken lie in the last stretch."""
    clock = Clock()
    taken: dict[str, list[float]] = {"a": [], "b": [], "c": []}
    for pause, names in steps:
        clock.now += pause
        limits = [Limit(name, (Rate(times, seconds),)) for name in sorted(names)]
        has_room = all(sum(at + seconds > clock.now for at in taken[name]) < times for name in names)
        wait = await clock.windows.take(limits)
        assert (wait == 0) == has_room
        if has_room:
            for name in names:
                taken[name].append(clock.now)
        else:
            clock.now += wait
            assert await clock.windows.wait(limits) < 1e-9
