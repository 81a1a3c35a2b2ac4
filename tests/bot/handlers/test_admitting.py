"""Who asks too much: one line, then nothing, and in an emergency the answer all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.service import Handled
from bot.throttle import Admission, Windows
from tests.telegram import ME, updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA, BOB = updates.person("Ada"), updates.person("Bob")
MENTION = f"@{ME['username']}"
GROUP = updates.supergroup()
TOO_MUCH = "That was a lot in one minute. Please wait a minute, then ask me again."
TOO_MUCH_HERE = "A lot was asked here in one minute. Please wait a minute, or ask me in private."
ANSWER = Handled("group", "answer", 0.9)


def limited(desk: Desk, per_person: int = 0, per_group: int = 0, **options: Any) -> Desk:
    return replace(desk, service=replace(desk.service, admission=Admission(per_person, per_group, **options)))


def to_bot(text: str, person: dict[str, Any] = ADA) -> dict[str, Any]:
    return updates.new_message(updates.message(updates.private(person), person, text))


def in_group(text: str, person: dict[str, Any] = ADA) -> dict[str, Any]:
    return updates.new_message(updates.message(GROUP, person, f"{MENTION} {text}"))


def withheld(desk: Desk, limit: str, told: str) -> float | None:
    return desk.service.metrics.registry.get_sample_value("backwalk_withheld_total", {"limit": limit, "told": told})


async def test_one_line_then_silence(desk: Desk) -> None:
    desk = limited(desk, per_person=2)
    for _ in range(5):
        await desk.take(to_bot("purr?"))
    texts = [call.params["text"] for call in desk.sent("sendMessage")]
    assert len(texts) == 3
    assert texts[2] == TOO_MUCH
    assert (withheld(desk, "person", "yes"), withheld(desk, "person", "no")) == (1, 2)
    assert await desk.take(to_bot("purr?", BOB)) == Handled("private", "answer", 0.9)


async def test_after_a_minute_there_are_answers_again(desk: Desk) -> None:
    now = 0.0
    desk = limited(desk, per_person=1, allowance=Windows(lambda: now))
    assert await desk.take(to_bot("purr?")) is not None
    assert await desk.take(to_bot("purr?")) is None
    now = 60.0
    assert await desk.take(to_bot("purr?")) is not None


async def test_in_a_group_the_line_replies_to_who_crossed_it_and_others_are_answered(desk: Desk) -> None:
    desk = limited(desk, per_person=1, per_group=4)
    await desk.take(in_group("purr?"))
    crossing = in_group("purr?")
    assert await desk.take(crossing) is None
    sent = desk.last("sendMessage").params
    assert sent["text"] == TOO_MUCH
    assert sent["reply_parameters"]["message_id"] == crossing["message"]["message_id"]
    for _ in range(20):
        await desk.take(in_group("purr?"))
    assert desk.last("sendMessage").params == sent
    assert await desk.take(in_group("purr?", BOB)) == ANSWER


async def test_a_group_that_asks_too_much_is_told_so_once(desk: Desk) -> None:
    desk = limited(desk, per_group=2)
    people = [updates.person() for _ in range(5)]
    for person in people:
        await desk.take(in_group("purr?", person))
    texts = [call.params["text"] for call in desk.sent("sendMessage")]
    assert len(texts) == 3
    assert texts[2] == TOO_MUCH_HERE
    assert (withheld(desk, "group", "yes"), withheld(desk, "group", "no")) == (1, 2)


@pytest.mark.parametrize("say", [to_bot, in_group])
async def test_an_emergency_is_answered_past_the_limit(desk: Desk, say: Any) -> None:
    desk = limited(desk, per_person=3)
    for _ in range(5):
        await desk.take(say("purr?"))
    handled = await desk.take(say("it is choking"))
    assert handled is not None
    assert handled.outcome == "emergency"
    assert desk.last("sendMessage").params["text"].endswith("Go to a vet now.")


async def test_past_three_times_the_limit_nothing_is_searched_any_more(desk: Desk) -> None:
    desk = limited(desk, per_person=2)
    for _ in range(20):
        await desk.take(to_bot("purr?"))
    searched = desk.service.metrics.registry.get_sample_value
    assert searched("backwalk_search_seconds_count") == 6
    assert await desk.take(to_bot("it is choking")) is None
    assert searched("backwalk_search_seconds_count") == 6


async def test_edits_count(desk: Desk) -> None:
    desk = limited(desk, per_person=2)
    asked = to_bot("purr?")
    await desk.take(asked)
    assert await desk.take(updates.edited_message(updates.edited(asked["message"], "milk?"))) is not None
    assert await desk.take(updates.edited_message(updates.edited(asked["message"], "purr?"))) is None
    assert desk.last("sendMessage").params["text"] == TOO_MUCH


async def test_what_is_not_for_the_bot_counts_for_nothing(desk: Desk) -> None:
    desk = limited(desk, per_person=1, per_group=1)
    for _ in range(5):
        await desk.take(updates.new_message(updates.message(GROUP, ADA, "purr?")))
    assert await desk.take(in_group("purr?")) == ANSWER


async def test_presses_count_and_get_a_notice_and_nothing_else(desk: Desk) -> None:
    desk = limited(desk, per_person=2)
    await desk.take(to_bot("/topics"))
    listed = desk.last("sendMessage").result
    data = listed["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert await desk.take(updates.callback_query(ADA, listed, data)) is not None
    calls = len(desk.sent())
    assert await desk.take(updates.callback_query(ADA, listed, data)) is None
    assert desk.last("answerCallbackQuery").params["text"] == "That was a lot at once. Please wait a minute."
    assert len(desk.sent()) == calls + 1
    assert await desk.take(to_bot("purr?")) is None


async def test_guests_are_told_in_the_guest_s_way(desk: Desk) -> None:
    desk = limited(desk, per_person=1)
    for _ in range(3):
        await desk.take(updates.guest_message(updates.supergroup(), ADA, f"{MENTION} purr?"))
    texts = [call.params["result"]["input_message_content"]["message_text"] for call in desk.sent("answerGuestQuery")]
    assert len(texts) == 2
    assert texts[1] == TOO_MUCH


async def test_typing_is_passed_over_in_silence(desk: Desk) -> None:
    desk = limited(desk, per_person=1)
    for _ in range(5):
        await desk.take(updates.inline_query(ADA, "purr"))
    assert len(desk.sent()) == 3
    assert await desk.take(to_bot("purr?")) is not None


async def test_anonymous_administrators_count_as_their_group_and_not_as_one_for_all_groups(desk: Desk) -> None:
    desk = limited(desk, per_person=1)
    here, there = GROUP, updates.supergroup()
    handled = [
        await desk.take(updates.new_message(updates.by_anonymous_admin(chat, f"{MENTION} purr?")))
        for chat in (here, here, there)
    ]
    assert handled == [ANSWER, None, ANSWER]


async def test_nobody_stands_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk = limited(desk, per_person=1)
    with caplog.at_level("DEBUG", "bot"):
        for _ in range(4):
            await desk.take(to_bot("purr?"))
    assert str(ADA["id"]) not in " ".join(record.getMessage() for record in caplog.records if "bot." in record.name)
