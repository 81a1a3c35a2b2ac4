"""Answers as inline results: what people send into other chats, and what the bot says as a guest there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.fitting import label
from faq.markup import to_plain

if TYPE_CHECKING:
    from bot.render import Outgoing, Renderer
    from faq import Entry

DESCRIPTION_LIMIT = 120
"""The most characters shown below the title in the list of results."""


def entry_article(renderer: Renderer, entry: Entry) -> InlineQueryResultArticle:
    """Make an article of an entry: its complete answer with links."""
    first_line = next(filter(None, map(str.strip, to_plain(entry.answer).splitlines())), "")
    return InlineQueryResultArticle(
        id=entry.id,
        title=entry.title,
        description=label(first_line, DESCRIPTION_LIMIT),
        input_message_content=_content(renderer.answer_html(entry)),
    )


def guest_article(title: str, outgoing: Outgoing) -> InlineQueryResultArticle:
    """Make the one article that answers a guest message."""
    return InlineQueryResultArticle(
        id="answer",
        title=title,
        input_message_content=_content(outgoing.html),
        reply_markup=outgoing.keyboard,
    )


def _content(html: str) -> InputTextMessageContent:
    return InputTextMessageContent(
        html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
