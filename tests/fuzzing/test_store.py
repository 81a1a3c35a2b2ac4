"""The store takes whatever was said, of either kind, and none of it makes it fail for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import Shelter, State, Store, questions
from bot.store.connecting import database_url as read_url
from tests.fuzzing import odd
from tests.fuzzing.choices import Choices
from tests.fuzzing.updates import ADA, PRIVATE, Bot
from tests.telegram import updates

if TYPE_CHECKING:
    import pytest

LARGEST = 2**63 - 1


async def test_odd_texts_and_the_largest_numbers_are_kept(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    faults: list[str] = []
    shelter = Shelter(Store(read_url(database_url), 7), on_fault=lambda: faults.append("fault"))
    await shelter.open()
    said = [f"unknown {odd.text(Choices(bytes((7, *range(place, place + 7), 1))))}" for place in range(0, 80, 7)]
    for number, text in enumerate((*said, "nothing \ud800\udfff \x00 of it", "of which there is\u2028 none")):
        message = updates.message(PRIVATE, ADA, text, message_id=LARGEST - number)
        await Bot(shelter).take({"update_id": LARGEST - number, "message": message})
    await shelter.settle()
    kept = await shelter.read(lambda store: questions.asked_since(store, 0), None)
    assert kept is not None
    assert any("nothing of it" in question.text for question in kept)
    assert (faults, shelter.state) == ([], State.OK)
    assert "refuses" not in caplog.text
    await shelter.close()
