"""The bot at work takes a new FAQ without becoming another bot."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.service import AT_ONCE, TYPED_AT_ONCE, Service, Serving
from faq import Outcome
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from faq import Match, Reply


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


class Watched(CatAnswerer):
    """Knows in which thread it was asked."""

    thread = 0

    def reply(self, question: str) -> Reply:
        self.thread = threading.get_ident()
        return super().reply(question)

    def completions(self, text: str, limit: int = 5) -> tuple[Match, ...]:
        self.thread = threading.get_ident()
        return super().completions(text, limit)


@pytest.mark.parametrize(("times", "threads"), [(1, 1), (AT_ONCE, 2)])
async def test_a_long_question_is_answered_beside_the_event_loop(bot: ExtBot[None], times: int, threads: int) -> None:
    answerer = Watched()
    reply = await Service.of(bot, answerer).reply("purr? " * times)
    assert reply.outcome is Outcome.ANSWER
    assert len({answerer.thread, threading.get_ident()}) == threads


@pytest.mark.parametrize(("spaces", "threads"), [(0, 1), (TYPED_AT_ONCE, 2)])
async def test_and_so_is_a_long_one_that_is_still_typed(bot: ExtBot[None], spaces: int, threads: int) -> None:
    answerer = Watched()
    await Service.of(bot, answerer).completions(f"purr{' ' * spaces}", 1)
    assert len({answerer.thread, threading.get_ident()}) == threads
