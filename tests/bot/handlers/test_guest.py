"""Guest mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.service import Handled
from tests.telegram import ME, parse_html, updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA = updates.person("Ada")
MENTION = f"@{ME['username']}"


async def answered(desk: Desk, text: str) -> tuple[Handled | None, dict[str, Any]]:
    update = updates.guest_message(updates.supergroup(), ADA, text)
    handled = await desk.take(update)
    params = desk.last("answerGuestQuery").params
    assert params["guest_query_id"] == update["guest_message"]["guest_query_id"]
    assert "reply_markup" not in params["result"]
    return handled, params["result"]


async def test_an_answer_is_complete(desk: Desk) -> None:
    handled, result = await answered(desk, f"{MENTION} purr?")
    assert handled == Handled("guest", "answer", 0.9)
    assert result["title"] == "Why do cats purr?"
    content = result["input_message_content"]
    assert "content" in content["message_text"]
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_suggestions_are_links(desk: Desk) -> None:
    handled, result = await answered(desk, f"{MENTION} what was that sound?")
    assert handled == Handled("guest", "suggest", 0.5)
    _, entities = parse_html(result["input_message_content"]["message_text"])
    assert [entity["url"] for entity in entities] == [
        f"https://t.me/{ME['username']}?start={entry}" for entry in ("why-purr", "meow")
    ]


@pytest.mark.parametrize(("text", "outcome"), [("Eiffel?", "none"), ("", "empty")])
async def test_without_an_answer_there_is_one_line(desk: Desk, text: str, outcome: str) -> None:
    handled, result = await answered(desk, f"{MENTION} {text}")
    assert handled == Handled("guest", outcome)
    assert MENTION in parse_html(result["input_message_content"]["message_text"])[0]


async def test_words_that_only_point_answer_the_message_that_they_reply_to(desk: Desk) -> None:
    other = updates.message(updates.supergroup(), updates.person("Bob"), "purr?")
    update = updates.guest_message(other["chat"], ADA, f"{MENTION} well?", reply_to=other)
    assert await desk.take(update) == Handled("guest", "answer", 0.9)
    assert desk.last("answerGuestQuery").params["result"]["title"] == "Why do cats purr?"
