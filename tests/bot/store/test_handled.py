"""Numbers of updates that are dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import handled

if TYPE_CHECKING:
    from bot.store import Store


async def test_known_until_it_is_forgotten(store: Store) -> None:
    async with store.write() as connection:
        assert not await handled.is_known(connection, 2**40)
        await handled.remember(connection, 2**40, at=1000)
        await handled.remember(connection, 2**40, at=1000)
        await handled.remember(connection, 7, at=2000)
    async with store.write() as connection:
        assert await handled.is_known(connection, 2**40)
        await handled.forget_before(connection, 2000)
        assert not await handled.is_known(connection, 2**40)
        assert await handled.is_known(connection, 7)
