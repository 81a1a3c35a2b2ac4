"""``/privacy`` tells what is kept, and deletes what can be told to be somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.kept import file_bytes, rows
from tests.e2e.talks import Talk
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Entry, Faq
    from tests.e2e.conftest import Launch
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

MISSED = "how old is the moon, asks jane@example.org"


@pytest.fixture
def entry(birds: Faq) -> Entry:
    return birds.by_id["red-parrots"]


async def test_it_tells_the_days_that_the_settings_say(telegram: Server, launch: Launch, birds: Faq) -> None:
    await launch(telegram, KEEP_QUESTIONS_DAYS="17")
    said = await Talk(telegram, birds).ask("/privacy")
    assert said.says(birds.phrases.privacy, days="17")


async def test_without_a_store_it_tells_of_memory_only(telegram: Server, launch: Launch, birds: Faq) -> None:
    await launch(telegram, DATABASE_URL="none")
    talk = Talk(telegram, birds)
    assert (await talk.ask("/privacy")).says(birds.phrases.privacy_memory)
    assert (await talk.ask("/privacy delete")).says(birds.phrases.privacy_deleted)


async def test_what_is_somebodys_is_deleted_and_what_is_nobodys_stays(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, database_url: str
) -> None:
    first = await launch(telegram, DATABASE_URL=database_url)
    ada, bob = Talk(telegram, birds), Talk(telegram, birds)
    for talk in (ada, bob):
        said = await talk.ask(entry.title)
        await talk.press(said, said.thumbs[0])
        await talk.ask(MISSED)
    await first.stop()
    number = ada.chat["id"].to_bytes(6, "big")
    assert not database_url.startswith("sqlite") or number in file_bytes(database_url)
    second = await launch(telegram, DATABASE_URL=database_url)
    assert (await ada.ask("/privacy delete")).says(birds.phrases.privacy_deleted)
    kept = await rows(database_url)
    assert {row["chat_id"] for row in kept["answered"]} == {bob.chat["id"]}
    assert len(kept["votes"]) == 1
    assert [(row["text"], row["times"]) for row in kept["questions"]] == [("how old is the moon, asks [email]", 2)]
    await second.stop()
    assert number not in file_bytes(database_url), "what was deleted is to be seen in the file no more"
    assert bob.chat["id"] in {row["chat_id"] for row in (await rows(database_url))["answered"]}


async def test_a_group_is_shown_the_way_into_private(telegram: Server, launch: Launch, birds: Faq) -> None:
    await launch(telegram)
    club = Talk(telegram, birds, updates.supergroup())
    said = await club.ask(f"/privacy@{ME['username']} delete")
    assert said.says(birds.phrases.privacy_in_private)
    assert str(said.buttons[birds.phrases.button_private]["url"]).startswith(f"https://t.me/{ME['username']}")


async def test_a_store_that_fails_is_told_of(telegram: Server, launch: Launch, birds: Faq, tmp_path: Path) -> None:
    await launch(telegram, DATABASE_URL=f"sqlite:///{tmp_path}")
    assert (await Talk(telegram, birds).ask("/privacy delete")).says(birds.phrases.privacy_not_deleted)
