"""Answered messages: found by either message, forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store import Answered, answers

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
    await store.write(lambda connection: answers.remember(connection, ANSWERED, at=1000))

    def work(connection: Connection) -> None:
        assert answers.to_message(connection, ANSWERED.chat_id, 10, since=1000) == ANSWERED
        assert answers.by_answer(connection, ANSWERED.chat_id, 11, since=1000) == ANSWERED
        assert answers.to_message(connection, ANSWERED.chat_id, 11, since=0) is None
        assert answers.to_message(connection, 1, 10, since=0) is None
        assert answers.by_answer(connection, 1, 11, since=0) is None

    await store.read(work)


async def test_too_old_is_as_good_as_forgotten(store: Store) -> None:
    def work(connection: Connection) -> None:
        answers.remember(connection, ANSWERED, at=1000)
        assert answers.to_message(connection, ANSWERED.chat_id, 10, since=1001) is None
        assert answers.by_answer(connection, ANSWERED.chat_id, 11, since=1001) is None

    await store.write(work)


async def test_the_answer_to_an_edited_question_takes_the_place_of_the_one_before(store: Store) -> None:
    edited = replace(ANSWERED, answer_id=12, entry="", phrasing="", others=(), outcome="none")

    def work(connection: Connection) -> None:
        answers.remember(connection, ANSWERED, at=1000)
        answers.remember(connection, edited, at=2000)
        assert answers.of_chat(connection, ANSWERED.chat_id) == [edited]
        assert answers.to_message(connection, ANSWERED.chat_id, 10, since=2000) == edited

    await store.write(work)


async def test_the_latest_are_given_in_order_of_time(store: Store) -> None:
    later, latest = (replace(ANSWERED, message_id=number, answer_id=number + 1) for number in (20, 30))

    def work(connection: Connection) -> None:
        for at, answered in ((3000, latest), (1000, ANSWERED), (2000, later)):
            answers.remember(connection, answered, at)
        assert answers.latest(connection, 2, since=0) == [later, latest]
        assert answers.latest(connection, 9, since=2001) == [latest]

    await store.write(work)


async def test_what_is_old_is_deleted_and_the_rest_stays(store: Store) -> None:
    later = replace(ANSWERED, message_id=20, answer_id=21)

    def work(connection: Connection) -> None:
        answers.remember(connection, ANSWERED, at=1000)
        answers.remember(connection, later, at=2000)
        answers.forget_before(connection, 2000)
        assert answers.of_chat(connection, ANSWERED.chat_id) == [later]

    await store.write(work)


async def test_a_chat_is_forgotten_alone(store: Store) -> None:
    elsewhere = replace(ANSWERED, chat_id=5)

    def work(connection: Connection) -> None:
        answers.remember(connection, ANSWERED, at=1000)
        answers.remember(connection, elsewhere, at=1000)
        answers.forget_chat(connection, ANSWERED.chat_id)
        assert answers.of_chat(connection, ANSWERED.chat_id) == []
        assert answers.of_chat(connection, 5) == [elsewhere]

    await store.write(work)
