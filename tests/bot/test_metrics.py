"""What is counted, and under which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client import generate_latest
from telegram import Update
from telegram.error import Forbidden

from bot.handlers import UPDATES
from bot.metrics import KINDS, Metrics
from bot.service import Handled
from faq import Outcome
from tests.telegram import updates

if TYPE_CHECKING:
    from collections.abc import Mapping

ADA = updates.person("Ada")


def taken(metrics: Metrics, number: int, update: Mapping[str, Any]) -> None:
    metrics.received(Update.de_json({"update_id": number, **update}, None))


def test_updates_are_counted_by_the_kinds_that_are_asked_for_and_all_others_together() -> None:
    metrics = Metrics()
    assert KINDS == UPDATES
    taken(metrics, 1, updates.inline_query(ADA, "purr"))
    taken(metrics, 2, updates.channel_post(updates.message(updates.channel(), None, "purr?")))
    taken(metrics, 3, {"something_from_the_future": {}})
    value = metrics.registry.get_sample_value
    assert value("backwalk_updates_total", {"kind": "inline_query"}) == 1
    assert value("backwalk_updates_total", {"kind": "other"}) == 2
    assert value("backwalk_updates_total", {"kind": "message"}) == 0


def test_time_runs_from_the_coming_in_to_the_end() -> None:
    now = 10.0
    metrics = Metrics(lambda: now)
    taken(metrics, 1, updates.inline_query(ADA, "purr"))
    assert metrics.registry.get_sample_value("backwalk_updates_waiting") == 1
    now = 12.0
    metrics.begun(1)
    now = 13.0
    assert metrics.finished(1) == 3
    assert metrics.registry.get_sample_value("backwalk_updates_waiting") == 0


def test_an_update_that_came_in_otherwise_is_timed_from_its_beginning() -> None:
    now = 10.0
    metrics = Metrics(lambda: now)
    metrics.begun(1)
    now = 11.5
    assert metrics.finished(1) == 1.5
    assert metrics.finished(1) == 0


def test_answers_failures_reloads_votes_and_faults_of_the_store() -> None:
    metrics = Metrics()
    metrics.answered(Handled("guest", Outcome.EMERGENCY, 1.0), 0.004)
    metrics.unanswered(Forbidden("blocked"))
    metrics.unanswered(None)
    metrics.reloaded("refused")
    metrics.voted("up")
    metrics.store_failed()
    with metrics.searching():
        pass
    value = metrics.registry.get_sample_value
    assert value("backwalk_answers_total", {"chat": "guest", "outcome": "emergency"}) == 1
    assert value("backwalk_answer_seconds_bucket", {"le": "0.005"}) == 1
    assert value("backwalk_unanswered_total", {"reason": "telegram"}) == 1
    assert value("backwalk_unanswered_total", {"reason": "fault"}) == 1
    assert value("backwalk_reloads_total", {"result": "refused"}) == 1
    assert value("backwalk_votes_total", {"vote": "up"}) == 1
    assert value("backwalk_store_faults_total") == 1
    assert value("backwalk_search_seconds_count") == 1


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_usual_outcomes_are_shown_as_0_from_the_start(outcome: Outcome) -> None:
    value = Metrics().registry.get_sample_value
    assert value("backwalk_answers_total", {"chat": "private", "outcome": outcome.value}) == 0


def test_each_counts_for_itself() -> None:
    first, second = Metrics(), Metrics()
    first.store_failed()
    assert second.registry.get_sample_value("backwalk_store_faults_total") == 0


def test_a_counter_is_one_series() -> None:
    assert b"_created" not in generate_latest(Metrics().registry)
