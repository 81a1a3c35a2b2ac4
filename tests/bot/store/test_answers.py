"""Answered messages: found by either message, forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store import Answered, answers

if TYPE_CHECKING:
    from bot.store import Store

ANSWERED = Answered(
    chat_id=-1_002_147_483_648,
    message_id=10,
    answer_id=11,
    outcome="answer",
    entry="oil-at-home",
    phrasing="can we use oil? \N{DROPLET}",
    others=("risks", "walker-weight"),
)


async def test_found_by_the_question_and_by_the_answer(store: Store) -> None:
    async with store.write() as connection:
        await answers.remember(connection, ANSWERED, at=1000)
    async with store.read() as connection:
        assert await answers.to_message(connection, ANSWERED.chat_id, 10, since=1000) == ANSWERED
        assert await answers.by_answer(connection, ANSWERED.chat_id, 11, since=1000) == ANSWERED
        assert await answers.to_message(connection, ANSWERED.chat_id, 11, since=0) is None
        assert await answers.to_message(connection, 1, 10, since=0) is None
        assert await answers.by_answer(connection, 1, 11, since=0) is None


async def test_too_old_is_as_good_as_forgotten(store: Store) -> None:
    async with store.write() as connection:
        await answers.remember(connection, ANSWERED, at=1000)
        assert await answers.to_message(connection, ANSWERED.chat_id, 10, since=1001) is None
        assert await answers.by_answer(connection, ANSWERED.chat_id, 11, since=1001) is None


async def test_the_answer_to_an_edited_question_takes_the_place_of_the_one_before(store: Store) -> None:
    edited = replace(ANSWERED, answer_id=12, entry="", phrasing="", others=(), outcome="none")
    async with store.write() as connection:
        await answers.remember(connection, ANSWERED, at=1000)
        await answers.remember(connection, edited, at=2000)
        assert await answers.of_chat(connection, ANSWERED.chat_id) == [edited]
        assert await answers.to_message(connection, ANSWERED.chat_id, 10, since=2000) == edited


async def test_the_latest_are_given_in_order_of_time(store: Store) -> None:
    later, latest = (replace(ANSWERED, message_id=number, answer_id=number + 1) for number in (20, 30))
    async with store.write() as connection:
        for at, answered in ((3000, latest), (1000, ANSWERED), (2000, later)):
            await answers.remember(connection, answered, at)
        assert await answers.latest(connection, 2, since=0) == [later, latest]
        assert await answers.latest(connection, 9, since=2001) == [latest]


async def test_what_is_old_is_deleted_and_the_rest_stays(store: Store) -> None:
    later = replace(ANSWERED, message_id=20, answer_id=21)
    async with store.write() as connection:
        await answers.remember(connection, ANSWERED, at=1000)
        await answers.remember(connection, later, at=2000)
        await answers.forget_before(connection, 2000)
        assert await answers.of_chat(connection, ANSWERED.chat_id) == [later]


async def test_a_chat_is_forgotten_alone(store: Store) -> None:
    elsewhere = replace(ANSWERED, chat_id=5)
    async with store.write() as connection:
        await answers.remember(connection, ANSWERED, at=1000)
        await answers.remember(connection, elsewhere, at=1000)
        await answers.forget_chat(connection, ANSWERED.chat_id)
        assert await answers.of_chat(connection, ANSWERED.chat_id) == []
        assert await answers.of_chat(connection, 5) == [elsewhere]
