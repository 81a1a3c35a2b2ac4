"""Inline mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers.inline import LONGEST_QUERY
from bot.service import Handled
from tests.telegram import updates

if TYPE_CHECKING:
    from tests.bot.handlers.conftest import Desk

ADA = updates.person("Ada")


async def offered(desk: Desk, text: str, **fields: Any) -> tuple[Handled | None, dict[str, Any]]:
    handled = await desk.take(updates.inline_query(ADA, text, **fields))
    return handled, desk.last("answerInlineQuery").params


async def test_words_so_far_find_their_entries(desk: Desk) -> None:
    handled, sent = await offered(desk, " purr ")
    assert handled == Handled("inline", "offer", 0.8)
    assert [result["id"] for result in sent["results"]] == ["why-purr"]
    assert "button" not in sent
    assert (sent["cache_time"], sent["is_personal"]) == (300, False)


async def test_no_words_offer_the_main_topics(desk: Desk) -> None:
    handled, sent = await offered(desk, "  ")
    assert handled == Handled("inline", "offer")
    assert [result["id"] for result in sent["results"]] == ["why-purr", "milk", "claws", "meow", "choking"]


async def test_no_more_is_read_than_telegram_lets_people_type(desk: Desk) -> None:
    handled, _ = await offered(desk, f"purr{LONGEST_QUERY * ' '}milk")
    assert handled == Handled("inline", "offer", 0.8)


async def test_out_of_scope_leads_into_the_private_chat(desk: Desk) -> None:
    handled, sent = await offered(desk, "eiffel")
    assert handled == Handled("inline", "none")
    assert sent["results"] == []
    assert sent["button"] == {"text": "No answer here: ask in private", "start_parameter": "inline"}
