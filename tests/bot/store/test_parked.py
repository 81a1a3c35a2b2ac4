"""Updates that are kept until they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import ParkedUpdate, parked

if TYPE_CHECKING:
    from bot.store import Store

FIRST = ParkedUpdate(2**40, '{"update_id": 1099511627776, "text": "is it safe? \N{DROPLET}"}')
SECOND = ParkedUpdate(2**40 + 1, "{}")


async def test_kept_in_order_of_arrival_until_dropped(store: Store) -> None:
    async with store.write() as connection:
        await parked.keep(connection, [SECOND, FIRST], at=1000)
        await parked.keep(connection, [FIRST], at=9000)
        await parked.keep(connection, [], at=9000)
    async with store.write() as connection:
        assert await parked.kept_since(connection, 1000) == [FIRST, SECOND]
        assert await parked.kept_since(connection, 1001) == []
        await parked.drop(connection, [FIRST.number, 7])
        assert await parked.kept_since(connection, 0) == [SECOND]


async def test_forgotten_in_time(store: Store) -> None:
    async with store.write() as connection:
        await parked.keep(connection, [FIRST], at=1000)
        await parked.keep(connection, [SECOND], at=2000)
        await parked.forget_before(connection, 2000)
        assert await parked.kept_since(connection, 0) == [SECOND]
