"""Thumbs below answers: counted, changed, taken back, across restarts; and the way on after a thumb down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.kept import file_bytes, rows
from tests.e2e.talks import Talk
from tests.telegram import updates

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Entry, Faq, Phrases
    from tests.e2e.conftest import Launch
    from tests.e2e.talks import Said
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET_WORD = "flibbertigibbet"


@pytest.fixture
def entry(birds: Faq) -> Entry:
    return birds.by_id["red-parrots"]


@pytest.fixture
def phrases(birds: Faq) -> Phrases:
    return birds.phrases


async def vote(talk: Talk, said: Said, label: str, user: dict[str, object] | None = None) -> str:
    """Press a thumb and give the notice."""
    return str((await talk.press(said, label, user)).params.get("text"))


async def given(database: str) -> list[tuple[str, str, bool]]:
    return [(one["entry"], one["phrasing"], one["up"]) for one in (await rows(database))["votes"]]


async def test_a_vote_outlives_a_restart_and_can_be_changed_and_taken_back_after_it(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, phrases: Phrases, database_url: str
) -> None:
    first = await launch(telegram, DATABASE_URL=database_url)
    talk = Talk(telegram, birds)
    said = await talk.ask(entry.title)
    up, down = said.thumbs
    assert (up, down) == (phrases.button_up, phrases.button_down)
    assert await vote(talk, said, up) == phrases.notice_vote
    await first.stop()
    assert await given(database_url) == [(entry.id, entry.title, True)]
    await launch(telegram, DATABASE_URL=database_url)
    assert await vote(talk, said, down) == phrases.notice_vote_changed
    assert (await talk.hear()).says(phrases.meant)
    assert await given(database_url) == [(entry.id, entry.title, False)]
    assert await vote(talk, said, down) == phrases.notice_vote_taken_back
    assert await given(database_url) == []


async def test_nothing_that_is_kept_names_a_voter_or_quotes_an_answered_question(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, database_url: str
) -> None:
    program = await launch(telegram, DATABASE_URL=database_url, LOG_LEVEL="DEBUG")
    people = [updates.person(name, last_name="Quartermain", username="zebquart") for name in ("Zebedee", "Xanthippe")]
    club = Talk(telegram, birds, updates.supergroup(), people[0])
    said = await club.ask(f"/ask {entry.title} {SECRET_WORD}")
    up, down = said.thumbs
    for person, label in zip(people, (up, down), strict=True):
        await vote(club, said, label, person)
    private = Talk(telegram, birds, user=people[0])
    await vote(private, await private.ask(f"{entry.title} {SECRET_WORD}"), up)
    await program.stop()
    kept = await rows(database_url)
    assert len(kept["votes"]) == 3
    assert len({one["voter"] for one in kept["votes"]}) == 3
    private_chat = people[0]["id"]
    numbers = {(table, name) for table in kept for row in kept[table] for name in row if row[name] == private_chat}
    assert numbers == {("answered", "chat_id")}, "a private chat has the number of the person, for 48 hours"
    assert all(str(person["id"]) not in one["voter"] for person in people for one in kept["votes"])
    for private_word in (SECRET_WORD, "Zebedee", "Xanthippe", "Quartermain", "zebquart", str(people[1]["id"])):
        assert private_word not in str(kept)
        assert private_word.encode() not in file_bytes(database_url)
        assert private_word not in program.log


async def test_in_private_who_votes_an_answer_down_gets_to_the_one_that_was_meant(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, phrases: Phrases
) -> None:
    first = await launch(telegram)
    talk = Talk(telegram, birds)
    said = await talk.ask(entry.title)
    _, down = said.thumbs
    await vote(talk, said, down)
    offer = await talk.hear()
    assert offer.says(phrases.meant)
    assert offer.replies_to == said.message["message_id"]
    meant = birds.by_id["blue-parrots"]
    assert next(iter(offer.leads)) == meant.title
    assert list(offer.leads)[-1] == phrases.button_topics
    await first.stop()
    await launch(telegram)
    await talk.press(offer, meant.title)
    answer = await talk.hear()
    assert answer.answers(meant)
    assert answer.message["message_id"] != said.message["message_id"]
    assert len(answer.thumbs) == 2


async def test_thumbs_pressed_again_and_again_flood_no_chat(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry
) -> None:
    await launch(telegram)
    talk = Talk(telegram, birds)
    said = await talk.ask(entry.title)
    for _ in range(3):
        for label in said.thumbs:
            await vote(talk, said, label)
    await vote(talk, said, said.thumbs[1])
    assert (await talk.hear()).says(birds.phrases.meant)
    await talk.silent_since(2)


async def test_in_a_group_the_way_on_stands_below_the_answer_and_leads_on_in_its_place(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, phrases: Phrases
) -> None:
    await launch(telegram)
    club = Talk(telegram, birds, updates.supergroup())
    bob = updates.person("Bob")
    question = club.say(f"/ask {entry.title}")
    said = await club.hear()
    _, down = said.thumbs
    assert await vote(club, said, down, bob) == f"{phrases.notice_vote} {phrases.notice_meant}"
    shown = (await telegram.call("editMessageReplyMarkup", chat_id=club.chat["id"])).result
    assert isinstance(shown, dict)
    said = type(said)(shown)
    meant = birds.by_id["blue-parrots"]
    assert said.answers(entry)
    assert meant.title in said.leads
    await club.press(said, meant.title, bob)
    changed = await club.hear()
    assert changed.answers(meant)
    assert changed.message["message_id"] == said.message["message_id"]
    assert not changed.leads
    telegram.push(updates.edited_message(updates.edited(question, f"/ask {entry.title}!")))
    again = await club.hear()
    assert again.answers(entry)
    assert again.message["message_id"] == said.message["message_id"]
    assert len(telegram.sent("sendMessage", chat_id=club.chat["id"])) == 1


async def test_in_a_forum_the_way_on_stays_in_the_topic_of_the_question(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry
) -> None:
    await launch(telegram)
    talk = Talk(telegram, birds, updates.forum())
    topic = updates.topic_opened(talk.chat, talk.user)
    said = await talk.ask(f"/ask {entry.title}", topic=topic)
    await vote(talk, said, said.thumbs[1])
    shown = (await telegram.call("editMessageReplyMarkup", chat_id=talk.chat["id"])).result
    assert isinstance(shown, dict)
    await talk.press(type(said)(shown), birds.by_id["blue-parrots"].title)
    assert (await talk.hear()).message["message_thread_id"] == topic["message_id"]


async def test_a_store_that_fails_is_not_in_the_way(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, phrases: Phrases, tmp_path: Path
) -> None:
    program = await launch(telegram, DATABASE_URL=f"sqlite:///{tmp_path}")
    talk = Talk(telegram, birds)
    said = await talk.ask(entry.title)
    up, down = said.thumbs
    for label in (up, down):
        assert await vote(talk, said, label) == phrases.notice_vote_lost
    assert (await talk.hear()).says(phrases.meant)
    assert sum("The store" in line for line in program.lines) == 1


async def test_without_a_store_there_are_no_thumbs(telegram: Server, launch: Launch, birds: Faq, entry: Entry) -> None:
    await launch(telegram, DATABASE_URL="none")
    talk = Talk(telegram, birds)
    said = await talk.ask(entry.title)
    assert said.answers(entry)
    assert not said.thumbs
