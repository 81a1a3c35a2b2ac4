"""Inline mode: ``@bot question`` in any chat offers complete answers to send there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultsButton

from bot.articles import entry_article
from bot.service import Handled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineQuery

    from bot.service import Service
    from faq import Entry

RESULTS = 5
"""The most answers offered at once."""

CACHE_SECONDS = 300
"""How long Telegram may show the same results for the same words; they are the same for everybody."""

LONGEST_QUERY = 256
"""Characters of a query that are read; Telegram allows no more, and each is searched for several times."""

START_PARAMETER = "inline"
"""What the private chat is opened with; names no entry, so that it greets."""


async def offer_answers(service: Service, query: InlineQuery) -> Handled:
    """Offer the answers that the words so far may be heading for; the main topics where there are none."""
    text = query.query[:LONGEST_QUERY].strip()
    matches = await service.completions(text, RESULTS) if text else ()
    entries = [match.entry for match in matches] if text else service.browsing.highlights
    await _show(service, query, entries[:RESULTS])
    score = matches[0].score if matches else None
    return Handled("inline", "offer" if entries else "none", score)


async def _show(service: Service, query: InlineQuery, entries: Sequence[Entry]) -> None:
    button = InlineQueryResultsButton(service.phrases.button_inline, start_parameter=START_PARAMETER)
    await service.bot.answer_inline_query(
        query.id,
        [entry_article(service.renderer, entry) for entry in entries],
        cache_time=CACHE_SECONDS,
        is_personal=False,
        button=None if entries else button,
    )
