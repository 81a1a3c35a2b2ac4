"""Whether the bot is well."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.contact import Contact
from bot.health import CONTACT_SECONDS, Health, Status
from bot.metrics import Metrics
from bot.polling import POLL_SECONDS, READ_SECONDS
from bot.service import Service, Serving
from bot.store import State
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer

if TYPE_CHECKING:
    from telegram.ext import ExtBot


class Watched:
    """A bot whose time the test tells."""

    def __init__(self, store: State = State.OFF) -> None:
        self.now = 1000.0
        metrics = Metrics()
        metrics.contact = Contact(lambda: self.now)
        self.health = Health(metrics, samples.faq(), lambda: store, lambda: self.now)

    def after(self, seconds: float) -> Status:
        self.now += seconds
        return self.health.report().status


def test_not_before_telegram_was_reached() -> None:
    watched = Watched()
    assert watched.after(0) is Status.FAILING
    assert watched.health.report().contact_seconds is None
    watched.health.metrics.contact.made()
    assert watched.after(0) is Status.OK


def test_a_lost_poll_is_no_failure_and_two_in_a_row_are() -> None:
    watched = Watched()
    watched.health.metrics.contact.made()
    given_up = POLL_SECONDS + READ_SECONDS
    assert watched.after(given_up + 1 + POLL_SECONDS) is Status.OK
    assert watched.after(given_up + 1 + POLL_SECONDS) is Status.FAILING
    watched.health.metrics.contact.made()
    assert watched.after(CONTACT_SECONDS) is Status.OK
    assert watched.after(0.1) is Status.FAILING


@pytest.mark.parametrize("store", list(State))
def test_a_store_that_fails_is_told_and_no_failure_of_the_bot(store: State) -> None:
    watched = Watched(store)
    watched.health.metrics.contact.made()
    assert watched.after(0) is Status.OK
    assert watched.health.report().fields["store"] == store


def test_told_in_a_few_figures() -> None:
    watched = Watched()
    watched.health.metrics.contact.made()
    watched.now += 12.345
    fields = json.loads(json.dumps(watched.health.report().fields))
    assert fields.pop("version")
    assert fields == {
        "status": "ok",
        "contact_seconds": 12.3,
        "faq_version": "1",
        "faq_entries": 6,
        "uptime_seconds": 12.3,
        "store": "off",
        "limits": "off",
    }


async def test_the_faq_is_the_one_that_is_served_now(bot: ExtBot[None]) -> None:
    health = Watched().health
    health.serving = Serving(Service.of(bot, CatAnswerer(), metrics=health.metrics))
    newer = CatAnswerer()
    newer.faq = replace(samples.faq(), entries=(samples.MEOW,), version="2")
    health.serving.learn(newer)
    report = health.report()
    assert (report.faq_version, report.faq_entries) == ("2", 1)
