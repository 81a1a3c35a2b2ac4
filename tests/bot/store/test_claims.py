"""Copies of the bot that share the work: each update is claimed by one, and by another when that one is gone."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bot.store import claims
from bot.store.claims import Claim
from tests.bot.store.conftest import opened

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store import Store

LONG, LAPSED = 60, -1


async def take(store: Store, owner: str, seconds: int = LONG, number: int = 7) -> Claim:
    return await store.write(lambda connection: claims.take(connection, number, owner, seconds))


async def test_an_update_belongs_to_who_claims_it_first(store: Store) -> None:
    assert await take(store, "a") is Claim.MINE
    assert await take(store, "b") is Claim.THEIRS
    assert await take(store, "a") is Claim.MINE
    assert await take(store, "b", number=8) is Claim.MINE


async def test_what_is_done_is_nobodys(store: Store) -> None:
    await take(store, "a", LAPSED)
    await store.write(lambda connection: claims.done(connection, 7))
    assert await take(store, "a") is Claim.DONE
    assert await take(store, "b") is Claim.DONE


async def test_who_is_gone_is_succeeded(store: Store) -> None:
    await take(store, "a", LAPSED)
    assert await take(store, "b") is Claim.MINE
    assert await take(store, "a") is Claim.THEIRS


async def test_others_finish_what_they_have_done_lately(store: Store) -> None:
    async def others_finish() -> bool:
        return await store.read(lambda connection: claims.others_finish(connection, "a"))

    async def finish(number: int, owner: str, seconds: int) -> None:
        await take(store, owner, seconds, number)
        await store.write(lambda connection: claims.done(connection, number))

    await finish(1, "a", LONG)
    await finish(2, "b", LAPSED)
    await take(store, "b", number=3)
    assert not await others_finish()
    await finish(4, "b", LONG)
    assert await others_finish()


async def test_who_holds_on_is_not(store: Store) -> None:
    await take(store, "a", LAPSED)
    assert await store.write(lambda connection: claims.hold(connection, "a", [7], LONG)) == {7}
    assert await take(store, "b") is Claim.THEIRS


async def test_a_claim_of_a_clock_that_was_put_back_holds_no_longer_than_others(store: Store) -> None:
    await take(store, "a", 10_000)
    assert await take(store, "b") is Claim.MINE
    await take(store, "a", 10_000, number=8)
    await store.write(lambda connection: claims.hold(connection, "a", [8], LONG))  # it lives
    assert await take(store, "b", number=8) is Claim.THEIRS


async def test_who_holds_on_hears_what_is_still_its_own(store: Store) -> None:
    for number in (6, 7, 8, 9):
        await take(store, "a", LAPSED, number)
    await take(store, "b", number=7)

    def work(connection: Connection) -> None:
        claims.done(connection, 8)
        assert claims.hold(connection, "a", [7, 8, 9], LONG) == {9}

    await store.write(work)
    assert [await take(store, "b", number=number) for number in (6, 9)] == [Claim.MINE, Claim.THEIRS]


async def test_who_leaves_in_good_order_lets_go_of_what_is_not_done(store: Store) -> None:
    await take(store, "a")
    await take(store, "a", number=8)

    def work(connection: Connection) -> None:
        claims.done(connection, 8)
        claims.release(connection, "a")

    await store.write(work)
    assert await take(store, "b") is Claim.MINE
    assert await take(store, "b", number=8) is Claim.DONE


async def test_one_can_be_let_go_of(store: Store) -> None:
    for number in (7, 8):
        await take(store, "a", number=number)

    def work(connection: Connection) -> None:
        claims.release(connection, "b", 7)
        claims.release(connection, "a", 8)

    await store.write(work)
    assert [await take(store, "b", number=number) for number in (7, 8)] == [Claim.THEIRS, Claim.MINE]


async def test_what_is_old_is_forgotten(store: Store) -> None:
    await take(store, "a")
    await store.write(lambda connection: claims.forget_before(connection, int(time.time())))
    assert await take(store, "b") is Claim.THEIRS
    await store.write(lambda connection: claims.forget_before(connection, int(time.time()) + 2 * LONG))
    assert await take(store, "b") is Claim.MINE


async def test_of_many_that_claim_at_once_one_has_it(database_url: str) -> None:
    async with opened(database_url) as first, opened(database_url) as second:
        stores = (first, second)
        taken = await asyncio.gather(*(take(stores[copy % 2], f"copy {copy}", number=9) for copy in range(8)))
    assert sorted(taken) == [Claim.MINE, *[Claim.THEIRS] * 7]
