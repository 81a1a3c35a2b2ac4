"""Who asks too much of the real bot: told once, then not answered; nobody else notices, and emergencies get through."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.talks import Talk
from tests.telegram import ME, Server, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")

MENTION = f"@{ME['username']}"


async def test_a_flood_in_a_group_gets_one_line_and_others_are_answered(
    telegram: Server, launch: Launch, birds: Faq
) -> None:
    await launch(telegram, LIMIT_PER_PERSON="1")
    group = updates.supergroup()
    flooder, other = Talk(telegram, birds, group), Talk(telegram, birds, group)
    question = f"{MENTION} {birds.by_id['odd'].title}"
    flood = [flooder.say(f"{question} {number}") for number in range(30)]
    asked = other.say(question)
    said = [await flooder.hear() for _ in range(3)]
    assert [one.replies_to for one in said] == [message["message_id"] for message in (*flood[:2], asked)]
    assert said[1].says(birds.phrases.limit_person)
    assert said[2].answers(birds.by_id["odd"])
    await telegram.confirmed(telegram.push(updates.new_message(updates.message(group, flooder.user, question))))
    assert len(telegram.sent("sendMessage")) == 3


async def test_a_red_flag_is_answered_past_the_limit(telegram: Server, launch: Launch, faq: Faq) -> None:
    await launch(telegram, LIMIT_PER_PERSON="2", FAQ_DIR="")
    talk = Talk(telegram, faq)
    for entry in ("is-it-safe", "walker-weight", "children", "where-to-step"):
        talk.say(faq.by_id[entry].title)
    talk.say("he stepped on my back and now I can't move my legs")
    said = [await talk.hear() for _ in range(4)]
    assert said[2].says(faq.phrases.limit_person)
    assert said[3].answers(faq.by_id["emergency"])


async def test_a_burst_in_one_chat_is_worked_off_at_telegram_s_pace(
    telegram: Server, launch: Launch, birds: Faq
) -> None:
    await launch(telegram)
    talk = Talk(telegram, birds)
    began = time.monotonic()  # not the first answer, which may be long on its way
    asked = [talk.say(f"{birds.by_id['odd'].title} {number}") for number in range(5)]
    for _ in asked:
        await talk.hear()
    answers = [call.at - began for call in telegram.sent("sendMessage")]
    assert all(at > number for number, at in enumerate(answers)), "one a second"
