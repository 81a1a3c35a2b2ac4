"""The bot at work takes a new FAQ without becoming another bot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.service import Service, Serving
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer

if TYPE_CHECKING:
    from telegram.ext import ExtBot


async def test_a_new_faq_changes_what_is_known_and_nothing_else(bot: ExtBot[None]) -> None:
    serving = Serving(Service.of(bot, CatAnswerer()))
    before = serving.now
    newer = CatAnswerer()
    newer.faq = replace(samples.faq(), entries=(samples.MEOW,))
    serving.learn(newer)
    after = serving.now
    assert before.answerer.faq.by_id.keys() > {samples.MEOW.id}
    assert after.answerer is newer
    assert after.renderer.faq is newer.faq
    assert after.browsing.highlights == (samples.MEOW,)
    assert (after.bot, after.me, after.journal) == (before.bot, before.me, before.journal)
