"""Answers as inline results."""

from __future__ import annotations

from typing import Any

from bot.articles import DESCRIPTION_LIMIT, entry_article, guest_article
from bot.render import Outgoing, Renderer
from faq import Entry
from tests.bot import samples

RENDERER = Renderer(samples.faq(), "cat_bot")


def content(article: Any) -> dict[str, Any]:
    return dict(article.to_dict()["input_message_content"])


def test_an_entry_is_shown_whole() -> None:
    article = entry_article(RENDERER, samples.PURR)
    assert (article.id, article.title) == ("why-purr", samples.PURR.title)
    assert article.description == "Mostly because they are content."
    shown = content(article)
    assert shown["message_text"] == RENDERER.answer_html(samples.PURR)
    assert shown["parse_mode"] == "HTML"
    assert shown["link_preview_options"] == {"is_disabled": True}


def test_long_first_lines_are_cut() -> None:
    article = entry_article(RENDERER, Entry("long", ("Long?",), "word " * 100))
    assert article.description is not None
    assert len(article.description) <= DESCRIPTION_LIMIT


def test_a_guest_says_one_thing() -> None:
    article = guest_article("Milk", Outgoing("<b>Better not.</b>"))
    assert article.title == "Milk"
    assert content(article)["message_text"] == "<b>Better not.</b>"
