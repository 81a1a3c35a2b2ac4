"""Counts by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.store import Tally, tallies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.store import Store

ONE = Tally(day=date(2026, 11, 23), chat="private", outcome="answer", entry="risks", times=1)


async def test_what_is_alike_adds_up_and_what_differs_does_not(store: Store) -> None:
    others = [
        replace(ONE, chat="group"),
        replace(ONE, outcome="suggest", entry=""),
        replace(ONE, entry="oil-at-home"),
        replace(ONE, day=date(2026, 11, 24)),
    ]

    def work(connection: Connection) -> tuple[Sequence[Tally], Sequence[Tally]]:
        for tally in (ONE, *others, replace(ONE, times=4)):
            tallies.add(connection, tally)
        return tallies.since(connection, date(2026, 11, 23)), tallies.since(connection, date(2026, 11, 24))

    counted, later = await store.write(work)
    assert set(counted) == {replace(ONE, times=5), *others}
    assert [tally.day for tally in counted] == sorted(tally.day for tally in counted)
    assert later == [others[-1]]
