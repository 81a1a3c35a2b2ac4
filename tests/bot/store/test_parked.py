"""Updates that are kept until they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import ParkedUpdate, parked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store import Store

FIRST = ParkedUpdate(2**40, '{"update_id": 1099511627776, "text": "is it safe? \N{DROPLET}"}')
SECOND = ParkedUpdate(2**40 + 1, "{}")


async def test_kept_in_order_of_arrival_until_dropped(store: Store) -> None:
    def write(connection: Connection) -> None:
        parked.keep(connection, [SECOND, FIRST], at=1000)
        parked.keep(connection, [FIRST], at=9000)
        parked.keep(connection, [], at=9000)

    await store.write(write)

    def see(connection: Connection) -> None:
        assert parked.kept_since(connection, 1000) == [FIRST, SECOND]
        assert parked.kept_since(connection, 1001) == []
        parked.drop(connection, [FIRST.number, 7])
        assert parked.kept_since(connection, 0) == [SECOND]

    await store.write(see)


async def test_forgotten_in_time(store: Store) -> None:
    def work(connection: Connection) -> None:
        parked.keep(connection, [FIRST], at=1000)
        parked.keep(connection, [SECOND], at=2000)
        parked.forget_before(connection, 2000)
        assert parked.kept_since(connection, 0) == [SECOND]

    await store.write(work)
