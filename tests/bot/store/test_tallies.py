"""Counts by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.store import Tally, tallies

if TYPE_CHECKING:
    from bot.store import Store

ONE = Tally(day=date(2026, 11, 23), chat="private", outcome="answer", entry="risks", times=1)


async def test_what_is_alike_adds_up_and_what_differs_does_not(store: Store) -> None:
    others = [
        replace(ONE, chat="group"),
        replace(ONE, outcome="suggest", entry=""),
        replace(ONE, entry="oil-at-home"),
        replace(ONE, day=date(2026, 11, 24)),
    ]
    async with store.write() as connection:
        for tally in (ONE, *others, replace(ONE, times=4)):
            await tallies.add(connection, tally)
        counted = await tallies.since(connection, date(2026, 11, 23))
        later = await tallies.since(connection, date(2026, 11, 24))
    assert set(counted) == {replace(ONE, times=5), *others}
    assert [tally.day for tally in counted] == sorted(tally.day for tally in counted)
    assert later == [others[-1]]
