"""What the journal makes of votes, of what is chosen after them, and of the wish to be forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import AsyncMock

import pytest_asyncio

from bot.addressing import Intent, Request, Where
from bot.journal import MEANT, MORE, OFFER, Journal, Voted
from bot.store import Answered, Shelter, Store, Vote, tallies
from bot.store.connecting import database_url as read_url
from faq import Match, Outcome, Reply
from tests.bot import samples

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

USER, CHAT, ANSWER_ID = 5, 1, 11
QUESTION = Request(Where.PRIVATE, Intent.QUESTION, CHAT, message_id=10)
ANSWER = Reply(
    "why do they purr",
    Outcome.ANSWER,
    tuple(Match(entry, 0.9, entry.title) for entry in (samples.PURR, samples.MEOW, samples.MILK)),
)


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(read_url(database_url), 7)
    yield store
    await store.close()


def opened(store: Store | None) -> Journal:
    """A journal that has just been started."""
    return Journal(Shelter(store), "a bot's token")


async def test_a_vote_is_known_to_who_gave_it_and_to_nobody_else(store: Store) -> None:
    journal = opened(store)
    await journal.record(QUESTION, ANSWER_ID, ANSWER)
    assert await journal.vote(USER, CHAT, ANSWER_ID, "why-purr", up=False) is Voted.DOWN
    found = await opened(store).vote_of(USER, CHAT, ANSWER_ID)
    assert found is not None
    assert replace(found, voter="") == Vote(voter="", entry="why-purr", phrasing="Why do cats purr?", up=False)
    for user, chat, answer in ((6, CHAT, ANSWER_ID), (USER, 2, ANSWER_ID), (USER, CHAT, 12)):
        assert await journal.vote_of(user, chat, answer) is None
    assert await opened(None).vote_of(USER, CHAT, ANSWER_ID) is None


async def test_a_press_that_comes_again_after_it_was_counted_changes_nothing(store: Store) -> None:
    """The store may have counted it, and only its word of that was lost."""
    journal = opened(store)
    for update, up, voted in ((1, True, Voted.UP), (2, False, Voted.DOWN), (3, False, Voted.TAKEN_BACK)):
        for _ in range(2):
            assert await journal.vote(USER, CHAT, ANSWER_ID, "why-purr", up=up, update=update) is voted


async def test_an_answer_that_became_another_is_remembered_as_that_and_counted(store: Store) -> None:
    journal = opened(store)
    await journal.record(QUESTION, ANSWER_ID, ANSWER)
    await journal.record_meant(Where.GROUP, CHAT, ANSWER_ID, "meow", ("why-purr", "milk"))
    wanted = Answered(
        chat_id=CHAT,
        message_id=10,
        answer_id=ANSWER_ID,
        outcome=MEANT,
        entry="meow",
        others=("why-purr", "milk"),
    )
    assert await journal.answered_by(CHAT, ANSWER_ID) == wanted
    assert await opened(store).answer_to(CHAT, 10) == wanted
    counted = [
        (one.chat, one.outcome, one.entry)
        for one in await store.read(lambda connection: tallies.since(connection, date(2000, 1, 1)))
    ]
    assert ("group", MEANT, "meow") in counted


async def test_a_message_that_answers_none_stands_for_itself(store: Store) -> None:
    journal = opened(store)
    await journal.record_own(CHAT, 20, OFFER)
    await journal.record_own(CHAT, 21, MORE, "milk")
    await journal.record_meant(Where.PRIVATE, CHAT, 22, "meow")
    for known in (journal, opened(store)):
        found = [await known.answered_by(CHAT, number) for number in (20, 21, 22)]
        assert [(one.outcome, one.entry, one.message_id) for one in found if one] == [
            (OFFER, "", 20),
            (MORE, "milk", 21),
            (MEANT, "meow", 22),
        ]


async def test_something_is_offered_once_below_each_answer() -> None:
    journal = opened(None)
    assert journal.offers_first(CHAT, ANSWER_ID, "why-purr")
    assert not journal.offers_first(CHAT, ANSWER_ID, "why-purr")
    assert journal.offers_first(CHAT, ANSWER_ID, "milk"), "an edit has made it another answer"
    assert journal.offers_first(2, ANSWER_ID, "milk")


async def test_all_that_is_a_chats_is_forgotten_with_the_votes_on_it(store: Store) -> None:
    journal = opened(store)
    await journal.record(QUESTION, ANSWER_ID, ANSWER)
    await journal.record_own(CHAT, 21, MORE, "milk")
    journal.offers_first(CHAT, ANSWER_ID, "why-purr")
    for answer, entry in ((ANSWER_ID, "why-purr"), (21, "milk")):
        await journal.vote(CHAT, CHAT, answer, entry, up=True)
    assert await opened(store).forget_chat(CHAT, CHAT)
    for answer in (ANSWER_ID, 21):
        assert await journal.vote_of(CHAT, CHAT, answer) is None
        assert await opened(store).answered_by(CHAT, answer) is None
    assert await journal.forget_chat(CHAT, CHAT)
    assert await journal.answered_by(CHAT, ANSWER_ID) is None
    assert journal.offers_first(CHAT, ANSWER_ID, "why-purr")


async def test_what_waited_for_the_store_does_not_come_back_after_it_was_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    journal = Journal(Shelter(store, clock=lambda: now), "a bot's token")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_open", AsyncMock(side_effect=OSError("No space left on device")))
        await journal.record(QUESTION, ANSWER_ID, ANSWER)
        assert not await journal.forget_chat(CHAT, CHAT), "the store fails"
    now += 60
    assert await journal.forget_chat(CHAT, CHAT)
    await journal.record(replace(QUESTION, chat_id=2), 12, ANSWER)
    assert await opened(store).answered_by(CHAT, ANSWER_ID) is None
    assert await opened(store).answered_by(2, 12) is not None
