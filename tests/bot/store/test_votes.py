"""Votes: one for each person and answer, counted by entry and phrasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import Vote, VoteCount, votes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.store import Store


def vote(voter: str, entry: str = "risks", phrasing: str = "is it risky", *, up: bool = True) -> Vote:
    return Vote(voter=voter, entry=entry, phrasing=phrasing, up=up)


async def test_a_vote_can_be_changed_and_taken_back(store: Store) -> None:
    def work(connection: Connection) -> None:
        votes.cast(connection, vote("a"), at=1000)
        votes.cast(connection, vote("a", up=False), at=1001)
        assert votes.given_by(connection, "a") == vote("a", up=False)
        assert votes.given_by(connection, "b") is None
        votes.take_back(connection, ["a", "b"])
        assert votes.given_by(connection, "a") is None
        assert votes.counted_since(connection, 0) == []

    await store.write(work)


async def test_counted_by_entry_and_phrasing_with_the_worst_first(store: Store) -> None:
    def work(connection: Connection) -> tuple[Sequence[VoteCount], Sequence[VoteCount]]:
        for number, cast in enumerate(
            (vote("a"), vote("b"), vote("c", up=False), vote("d", phrasing="harm", up=False), vote("e", "oil", "oil"))
        ):
            votes.cast(connection, cast, at=1000 + number)
        return votes.counted_since(connection, 0), votes.counted_since(connection, 1004)

    counted, later = await store.write(work)
    assert counted == [
        VoteCount(entry="risks", phrasing="is it risky", up=2, down=1),
        VoteCount(entry="risks", phrasing="harm", up=0, down=1),
        VoteCount(entry="oil", phrasing="oil", up=1, down=0),
    ]
    assert later == [VoteCount(entry="oil", phrasing="oil", up=1, down=0)]
