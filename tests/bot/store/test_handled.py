"""Numbers of updates that are dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import handled

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store import Store


async def test_known_until_it_is_forgotten(store: Store) -> None:
    def write(connection: Connection) -> None:
        assert not handled.is_known(connection, 2**40)
        handled.remember(connection, 2**40, at=1000)
        handled.remember(connection, 2**40, at=1000)
        handled.remember(connection, 7, at=2000)

    await store.write(write)

    def see(connection: Connection) -> None:
        assert handled.is_known(connection, 2**40)
        handled.forget_before(connection, 2000)
        assert not handled.is_known(connection, 2**40)
        assert handled.is_known(connection, 7)

    await store.write(see)
