"""Missed questions: each once, counted, forgotten in time, never more than so many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store import Question, questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.store import Store

MISSED = Question(text="Is a roller as good?", outcome="none", nearest="supports", score=0.25)


async def test_the_same_question_is_counted_whatever_its_case_and_spacing(store: Store) -> None:
    def work(connection: Connection) -> Sequence[Question]:
        questions.count(connection, MISSED, at=1000)
        questions.count(connection, replace(MISSED, text="is a ROLLER  as good?"), at=2000)
        questions.count(connection, replace(MISSED, text="is a roller as bad?"), at=3000)
        return questions.asked_since(connection, 0)

    listed = await store.write(work)
    assert listed == [
        replace(MISSED, times=2, first_at=1000, last_at=2000),
        replace(MISSED, text="is a roller as bad?", first_at=3000, last_at=3000),
    ]


async def test_the_latest_decision_counts(store: Store) -> None:
    now = replace(MISSED, outcome="suggest", nearest="rollers", score=0.5)

    def work(connection: Connection) -> None:
        questions.count(connection, MISSED, at=1000)
        questions.count(connection, now, at=2000)
        assert questions.asked_since(connection, 0) == [replace(now, times=2, first_at=1000, last_at=2000)]

    await store.write(work)


async def test_what_was_picked_is_kept_when_it_is_asked_again(store: Store) -> None:
    def work(connection: Connection) -> Sequence[Question]:
        questions.count(connection, MISSED, at=1000)
        questions.pick(connection, "is a roller as good?", "rollers")
        questions.count(connection, MISSED, at=2000)
        questions.pick(connection, "never asked", "rollers")
        return questions.asked_since(connection, 0)

    listed = await store.write(work)
    assert [(question.text, question.picked) for question in listed] == [(MISSED.text, "rollers")]


async def test_listed_are_the_most_frequent_first_and_only_so_many(store: Store) -> None:
    def work(connection: Connection) -> None:
        for text, times, at in (("rare", 1, 3000), ("frequent", 5, 1000), ("middling", 2, 2000)):
            questions.count(connection, replace(MISSED, text=text, times=times), at=at)
        assert [one.text for one in questions.asked_since(connection, 0)] == ["frequent", "middling", "rare"]
        assert [one.text for one in questions.asked_since(connection, 2000)] == ["middling", "rare"]
        assert [one.text for one in questions.asked_since(connection, 0, limit=1)] == ["frequent"]

    await store.write(work)


async def test_what_is_old_is_deleted(store: Store) -> None:
    def work(connection: Connection) -> None:
        questions.count(connection, replace(MISSED, text="old"), at=1000)
        questions.count(connection, replace(MISSED, text="new"), at=2000)
        questions.forget_before(connection, 2000)
        assert [one.text for one in questions.asked_since(connection, 0)] == ["new"]

    await store.write(work)


async def test_the_latest_stay_when_there_are_too_many(store: Store) -> None:
    def work(connection: Connection) -> set[str]:
        for number in range(10):
            questions.count(connection, replace(MISSED, text=f"question {number}"), at=1000 + number)
        questions.forget_before(connection, 0, keep_rows=3)
        return {one.text for one in questions.asked_since(connection, 0)}

    kept = await store.write(work)
    assert kept == {"question 7", "question 8", "question 9"}


async def test_any_text_can_be_kept(store: Store) -> None:
    odd = "'; DROP TABLE questions; -- \N{PILE OF POO} \u0645\u0631\u062d\u0628\u0627 %s :name {x}"

    def work(connection: Connection) -> None:
        questions.count(connection, replace(MISSED, text=odd), at=1000)
        assert [one.text for one in questions.asked_since(connection, 0)] == [odd]

    await store.write(work)
