"""One at a time, the earliest first, and nobody is lost who leaves."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.throttle.line import Line


async def _pass(line: Line, number: int, passed: list[int], gate: asyncio.Event | None = None) -> None:
    async with line.turn(number):
        if gate:
            await gate.wait()
        passed.append(number)


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@given(st.permutations(range(1, 8)), st.sets(st.integers(1, 7)))
async def test_the_earliest_goes_first_however_late_it_joined(order: list[int], leaving: set[int]) -> None:
    line, gate, passed = Line(), asyncio.Event(), list[int]()
    tasks = {0: asyncio.create_task(_pass(line, 0, passed, gate))}
    await _settle()
    for number in order:
        tasks[number] = asyncio.create_task(_pass(line, number, passed))
        await _settle()
    for number in leaving:
        tasks[number].cancel()
    gate.set()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    assert passed == [number for number in range(8) if number not in leaving]


async def test_who_leaves_just_when_its_turn_comes_passes_it_on() -> None:
    line, passed = Line(), list[int]()
    async with line.turn(0):
        second, third = (asyncio.create_task(_pass(line, number, passed)) for number in (1, 2))
        await _settle()
    second.cancel()  # it has been called, and has not got up yet
    await asyncio.gather(second, third, return_exceptions=True)
    assert passed == [2]
    await _pass(line, 3, passed)
    assert passed == [2, 3]


async def test_an_error_in_a_turn_ends_it() -> None:
    line, passed = Line(), list[int]()
    with pytest.raises(RuntimeError):
        async with line.turn(0):
            raise RuntimeError
    await _pass(line, 1, passed)
    assert passed == [1]
