"""A message of the bot is turned into another, also where an earlier try got through unnoticed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import BadRequest, TimedOut

from bot.journal import Journal
from bot.render import Outgoing
from bot.sending import replace


class Telegram:
    """Takes edits, and fails with what it is told to."""

    def __init__(self) -> None:
        self.failing: Exception | None = None
        self.edits: list[str] = []

    async def edit_message_text(self, text: str, **_: Any) -> None:
        if self.failing:
            raise self.failing
        self.edits.append(text)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def service(telegram: Telegram) -> Any:
    return cast("Any", SimpleNamespace(bot=telegram, journal=Journal()))


async def test_what_is_shown_already_is_not_sent_again(service: Any, telegram: Telegram) -> None:
    assert await replace(service, 1, 11, Outgoing("A"))
    assert not await replace(service, 1, 11, Outgoing("A"))
    assert telegram.edits == ["A"]


async def test_not_modified_means_that_an_earlier_try_got_through(service: Any, telegram: Telegram) -> None:
    telegram.failing = BadRequest("Message is not modified: specified new message content is the same")
    assert await replace(service, 1, 11, Outgoing("A"))
    assert service.journal.shows(1, 11, Outgoing("A").fingerprint)


async def test_after_a_lost_edit_the_old_answer_is_sent_again(service: Any, telegram: Telegram) -> None:
    await replace(service, 1, 11, Outgoing("A"))
    telegram.failing = TimedOut()
    with pytest.raises(TimedOut):
        await replace(service, 1, 11, Outgoing("B"))
    telegram.failing = None
    assert await replace(service, 1, 11, Outgoing("A"))
    assert telegram.edits == ["A", "A"]


async def test_other_refusals_are_told(service: Any, telegram: Telegram) -> None:
    telegram.failing = BadRequest("Message to edit not found")
    with pytest.raises(BadRequest):
        await replace(service, 1, 11, Outgoing("A"))
