"""What is remembered, counted and forgotten, with a store and without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
import pytest_asyncio

from bot.addressing import Intent, Request, Where
from bot.journal import Journal, Keeping, Voted, day_of
from bot.store import Answered, Question, Shelter, Store, Tally, VoteCount, questions, tallies, votes
from bot.store.connecting import database_url as read_url
from faq import Match, Outcome, Reply
from tests.bot import samples

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

NOW = 1_795_500_000
SECRET = "a bot's token"
DAY = 24 * 60 * 60
PURR, MEOW, MILK = (
    Match(entry, score, entry.title)
    for entry, score in zip((samples.PURR, samples.MEOW, samples.MILK), (0.9, 0.3, 0.2), strict=True)
)
ANSWER = Reply("why do they purr", Outcome.ANSWER, (PURR, MEOW, MILK))
SUGGEST = Reply("sounds? mail jane@example.org", Outcome.SUGGEST, (MEOW, PURR), (samples.MEOW, samples.PURR))
NOTHING = Reply("how old is the moon", Outcome.NONE, ())


def request(message_id: int = 10, chat_id: int = 1, **fields: Any) -> Request:
    return replace(Request(Where.PRIVATE, Intent.QUESTION, chat_id, message_id), **fields)


class Time:
    """Both clocks of a journal."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.set_by = 0.0  # seconds by which somebody has put the wall clock forward

    def clock(self) -> float:
        return 50.0 + self.passed

    def today(self) -> float:
        return NOW + self.passed + self.set_by


@pytest.fixture
def time() -> Time:
    return Time()


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(read_url(database_url), 7)
    yield store
    await store.close()


def open_journal(store: Store | None, time: Time, secret: str = SECRET, **keeping: Any) -> Journal:
    """A journal that has just been started."""
    return Journal(Shelter(store), secret, Keeping(**keeping), time.clock, time.today)


@pytest.fixture
def journal(store: Store, time: Time) -> Journal:
    return open_journal(store, time)


async def counted(store: Store) -> Sequence[Tally]:
    return await store.read(lambda connection: tallies.since(connection, date(2000, 1, 1)))


async def missed(store: Store) -> Sequence[Question]:
    return await store.read(lambda connection: questions.asked_since(connection, 0))


async def voted(store: Store) -> Sequence[VoteCount]:
    return await store.read(lambda connection: votes.counted_since(connection, 0))


ANSWERED = Answered(
    chat_id=1,
    message_id=10,
    answer_id=11,
    outcome="answer",
    entry="why-purr",
    phrasing="Why do cats purr?",
    others=("meow", "milk"),
)


async def test_an_answer_is_found_by_its_question_and_the_other_way_round(journal: Journal) -> None:
    await journal.record(request(), 11, ANSWER)
    assert await journal.answer_to(1, 10) == ANSWERED
    assert await journal.answered_by(1, 11) == ANSWERED
    for other in (await journal.answer_to(1, 11), await journal.answered_by(2, 11), await journal.answered_by(1, 10)):
        assert other is None


async def test_answers_outlive_the_process(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, ANSWER)
    later = open_journal(store, time)
    assert await later.answer_to(1, 10) == ANSWERED
    assert await later.answered_by(1, 11) == ANSWERED


async def test_who_has_recalled_the_latest_answers_need_not_ask_the_store_about_each_message(
    journal: Journal, store: Store, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.journal.RECALLED", 2)
    for message_id in (10, 20, 30):
        await journal.record(request(message_id), message_id + 1, ANSWER)
        time.passed += 1
    later = open_journal(store, time)
    assert [await later.is_answered(1, number) for number in (10, 20, 30, 40)] == [True, True, True, False]
    later = open_journal(store, time)
    await later.recall()
    await later.record(request(40), 41, ANSWER)
    await store.close()
    monkeypatch.setattr(later.shelter, "read", None)
    assert [await later.is_answered(1, number) for number in (10, 20, 30, 40)] == [False, True, True, True]


async def test_who_could_not_recall_asks_the_store(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, ANSWER)
    later = open_journal(store, time)
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr("bot.journal.answers.latest", Mock(side_effect=OSError))
        await later.recall()
    later.shelter._rests_until = 0.0
    assert await later.is_answered(1, 10)


async def test_without_a_store_what_was_answered_is_known_from_memory(time: Time) -> None:
    journal = open_journal(None, time)
    await journal.recall()
    await journal.record(request(), 11, ANSWER)
    assert await journal.is_answered(1, 10)
    assert not await journal.is_answered(1, 20)


async def test_without_a_store_memory_does(time: Time) -> None:
    journal = open_journal(None, time)
    await journal.record(request(), 11, ANSWER)
    assert await journal.answer_to(1, 10) == ANSWERED
    assert await journal.answered_by(1, 11) == ANSWERED
    assert await journal.vote(5, 1, 11, "why-purr", up=True) is Voted.LOST
    await journal.clean()


async def test_answers_are_forgotten_in_time(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, ANSWER)
    time.passed += 2 * DAY
    assert await journal.answer_to(1, 10) == ANSWERED
    time.passed += 1
    assert await journal.answer_to(1, 10) is None
    assert await open_journal(store, time).answer_to(1, 10) is None


@pytest.mark.parametrize("hours", [-12, 12])
@pytest.mark.parametrize("after", [0, DAY])
async def test_a_wall_clock_that_is_set_by_hours_has_nothing_answered_or_pressed_twice(
    journal: Journal, store: Store, time: Time, hours: int, after: int
) -> None:
    """Telegram hands out an update for a day at most."""
    await journal.record(request(), 11, NOTHING)
    await journal.vote(5, 1, 11, "why-purr", up=True, update=7)
    time.set_by = hours * 60 * 60
    await journal.record(request(12), 13, ANSWER)
    time.passed += after
    for set_by in (time.set_by, 0.0):  # and when it has been put right
        time.set_by = set_by
        await journal.clean()
        for one in (journal, open_journal(store, time)):
            assert await one.answer_to(1, 10)
            assert await one.answer_to(1, 12)
            assert await one.is_handled(7)
            assert await one.vote_of(5, 1, 11)
    assert len(await missed(store)) == 1


async def test_what_is_too_old_is_deleted(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, NOTHING)
    time.passed += 2 * DAY + 1
    await journal.clean()
    time.passed = 0
    assert await open_journal(store, time).answer_to(1, 10) is None
    assert len(await missed(store)) == 1
    time.passed += 90 * DAY
    await journal.clean()
    assert len(await missed(store)) == 1
    time.passed += 1
    await journal.clean()
    assert await missed(store) == []
    assert len(await counted(store)) == 1


async def test_questions_are_kept_for_as_long_as_the_settings_say(store: Store, time: Time) -> None:
    journal = open_journal(store, time, question_days=1)
    await journal.record(request(), 11, NOTHING)
    time.passed += DAY + 1
    await journal.clean()
    assert await missed(store) == []


async def test_missed_and_doubtful_questions_are_kept_and_others_are_not(journal: Journal, store: Store) -> None:
    emergency = Reply("it chokes", Outcome.EMERGENCY, (Match(samples.CHOKING, 0.9, "choking"),))
    for number, reply in enumerate((ANSWER, SUGGEST, NOTHING, emergency, None)):
        await journal.record(request(10 + number), 20 + number, reply)
    kept = {question.text: question for question in await missed(store)}
    assert kept == {
        "sounds? mail [email]": Question(
            text="sounds? mail [email]", outcome="suggest", nearest="meow", score=0.3, first_at=NOW, last_at=NOW
        ),
        "how old is the moon": Question(text="how old is the moon", outcome="none", first_at=NOW, last_at=NOW),
    }
    assert [(one.outcome, one.entry, one.times) for one in await counted(store)] == [
        ("answer", "why-purr", 1),
        ("emergency", "choking", 1),
        ("none", "", 1),
        ("suggest", "", 1),
    ]
    assert {one.day for one in await counted(store)} == {day_of(NOW)}


async def test_a_guests_question_is_counted_too(journal: Journal, store: Store) -> None:
    await journal.count(Where.GUEST, NOTHING)
    assert [(one.chat, one.outcome) for one in await counted(store)] == [("guest", "none")]
    assert [one.text for one in await missed(store)] == ["how old is the moon"]


async def test_an_edited_question_has_the_answer_that_it_has_now(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, NOTHING)
    await journal.record(request(edited=True), 11, ANSWER)
    assert await journal.answered_by(1, 11) == ANSWERED
    assert await open_journal(store, time).answered_by(1, 11) == ANSWERED


async def test_what_somebody_chose_is_counted_and_belongs_to_the_question(
    journal: Journal, store: Store, time: Time
) -> None:
    await journal.record(request(), 11, SUGGEST)
    await journal.record_pick(Where.PRIVATE, 1, 11, "meow")
    assert [(one.text, one.picked) for one in await missed(store)] == [("sounds? mail [email]", "meow")]
    assert ("pick", "meow") in {(one.outcome, one.entry) for one in await counted(store)}
    shown = await open_journal(store, time).answered_by(1, 11)
    assert shown == Answered(chat_id=1, message_id=10, answer_id=11, outcome="pick", entry="meow")


async def test_after_a_restart_a_choice_is_counted_all_the_same(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, SUGGEST)
    later = open_journal(store, time)
    await later.record_pick(Where.PRIVATE, 1, 11, "meow")
    await later.record_pick(Where.GROUP, 2, 99, "meow")
    assert [question.picked for question in await missed(store)] == [""]
    assert [one.chat for one in await counted(store) if one.outcome == "pick"] == ["group", "private"]
    found = await later.answered_by(1, 11)
    assert found is not None
    assert found.entry == "meow"


async def test_a_vote_can_be_changed_and_taken_back(journal: Journal, store: Store) -> None:
    await journal.record(request(), 11, ANSWER)
    assert await journal.vote(5, 1, 11, "why-purr", up=True) is Voted.UP
    assert await voted(store) == [VoteCount(entry="why-purr", phrasing="Why do cats purr?", up=1, down=0)]
    assert await journal.vote(5, 1, 11, "why-purr", up=False) is Voted.DOWN
    assert await journal.vote(6, 1, 11, "why-purr", up=False) is Voted.DOWN
    assert await voted(store) == [VoteCount(entry="why-purr", phrasing="Why do cats purr?", up=0, down=2)]
    assert await journal.vote(5, 1, 11, "why-purr", up=False) is Voted.TAKEN_BACK
    assert await voted(store) == [VoteCount(entry="why-purr", phrasing="Why do cats purr?", up=0, down=1)]


async def test_a_vote_outlives_the_process_and_what_led_there_may_be_unknown(
    journal: Journal, store: Store, time: Time
) -> None:
    assert await journal.vote(5, 1, 99, "milk", up=True) is Voted.UP
    assert await voted(store) == [VoteCount(entry="milk", phrasing="", up=1, down=0)]
    assert await open_journal(store, time).vote(5, 1, 99, "milk", up=True) is Voted.TAKEN_BACK


async def test_a_message_that_shows_another_answer_now_has_one_vote_of_each_still(
    journal: Journal, store: Store
) -> None:
    await journal.record(request(), 11, ANSWER)
    await journal.vote(5, 1, 11, "why-purr", up=True)
    assert await journal.vote(5, 1, 11, "milk", up=True) is Voted.UP
    assert await voted(store) == [VoteCount(entry="milk", phrasing="", up=1, down=0)]


async def test_who_voted_is_not_to_be_seen(journal: Journal, store: Store, time: Time) -> None:
    other = open_journal(store, time, secret="another")
    hashes = {one._voter(5, 1, answer) for one in (journal, other) for answer in (11, 12)}
    assert len(hashes) == 4
    assert all(len(name) == 32 and int(name, 16) for name in hashes)


async def test_a_chat_is_forgotten_when_somebody_asks_for_it(journal: Journal, store: Store, time: Time) -> None:
    await journal.record(request(), 11, ANSWER)
    await journal.record(request(20, chat_id=2), 21, ANSWER)
    for user, chat, answer in ((1, 1, 11), (2, 2, 21)):
        await journal.vote(user, chat, answer, "why-purr", up=True)
    assert await journal.forget_chat(1, 1)
    assert await journal.answer_to(1, 10) is None
    assert await journal.answered_by(1, 11) is None
    assert await journal.answer_to(2, 20) is not None
    assert [one.up for one in await voted(store)] == [1]
    assert await open_journal(store, time).answer_to(1, 10) is None


async def test_without_a_store_a_chat_is_forgotten_in_memory(time: Time) -> None:
    journal = open_journal(None, time)
    await journal.record(request(), 11, SUGGEST)
    assert await journal.forget_chat(1, 1)
    assert await journal.answer_to(1, 10) is None


async def test_what_a_message_shows_is_what_it_showed_last(time: Time) -> None:
    journal = open_journal(None, time)
    assert not journal.shows(1, 11, "before")
    journal.record_shown(1, 11, "before")
    journal.record_shown(1, 11, "after")
    assert journal.shows(1, 11, "after")
    assert not journal.shows(1, 11, "before")
    assert not journal.shows(2, 11, "after")
    journal.forget_shown(1, 11)
    assert not journal.shows(1, 11, "after")


async def test_an_album_is_new_once_in_each_chat(time: Time) -> None:
    journal = open_journal(None, time)
    assert not journal.seen_album(1, "7")
    assert journal.seen_album(1, "7")
    assert not journal.seen_album(2, "7")
