"""What the two addresses show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.health import Health
from bot.metrics import Metrics
from bot.service import Handled
from bot.store import State
from bot.web.watching import watching
from tests.bot import samples

if TYPE_CHECKING:
    from aiohttp import ClientSession


async def figures(client: ClientSession) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    async with client.get("/metrics") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        families = text_string_to_metric_families(await answer.text())
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in families
            for sample in family.samples
        }


async def test_not_well_before_telegram_was_reached_and_well_then(client: ClientSession, health: Health) -> None:
    async with client.get("/healthz") as answer:
        assert answer.status == 503
        assert (await answer.json())["status"] == "failing"
    health.metrics.contact.made()
    async with client.get("/healthz") as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await answer.json()).keys() == {
            "status",
            "contact_seconds",
            "faq_version",
            "faq_entries",
            "version",
            "uptime_seconds",
            "store",
            "limits",
        }


async def test_only_the_head_is_sent_to_who_asks_for_it(client: ClientSession, health: Health) -> None:
    health.metrics.contact.made()
    for path in ("/healthz", "/metrics"):
        async with client.head(path) as answer:
            assert (answer.status, await answer.read()) == (200, b"")
            assert int(answer.headers["Content-Length"]) > 0


async def test_figures_of_the_bot_its_faq_and_its_process(client: ClientSession, health: Health) -> None:
    health.metrics.answered(Handled("private", "answer", 0.9), 0.02)
    found = await figures(client)
    assert found["backwalk_answers_total", (("chat", "private"), ("outcome", "answer"))] == 1
    assert found["backwalk_answer_seconds_bucket", (("le", "0.01"),)] == 0
    assert found["backwalk_answer_seconds_bucket", (("le", "0.025"),)] == 1
    assert found["backwalk_faq_info", (("version", health.faq.version),)] == 1
    assert found["backwalk_faq_entries", ()] == len(health.faq.entries)
    assert found["backwalk_healthy", ()] == 0
    assert found["process_resident_memory_bytes", ()] > 0
    assert ("process_cpu_seconds_total", ()) in found
    assert ("backwalk_store_up", ()) not in found


async def test_health_and_store_are_figures_at_the_moment_of_asking(client: ClientSession, health: Health) -> None:
    health.metrics.contact.made()
    found = await figures(client)
    assert found["backwalk_healthy", ()] == 1
    assert found["backwalk_telegram_contact_timestamp_seconds", ()] > 1_700_000_000


def test_a_store_is_shown_where_there_is_one() -> None:
    state = State.OK
    health = Health(Metrics(), samples.faq(), lambda: state)
    watching(health)
    assert health.metrics.registry.get_sample_value("backwalk_store_up") == 1
    state = State.FAILING
    assert health.metrics.registry.get_sample_value("backwalk_store_up") == 0


def test_limits_are_shown_where_copies_keep_them_together() -> None:
    state = State.OK
    health = Health(Metrics(), samples.faq(), lambda: State.OFF, limits=lambda: state)
    watching(health)
    assert health.metrics.registry.get_sample_value("backwalk_limits_shared") == 1
    state = State.FAILING
    assert health.metrics.registry.get_sample_value("backwalk_limits_shared") == 0
    assert health.report().fields["limits"] == "failing"


def test_what_the_readme_watches_is_there() -> None:
    health = Health(Metrics(), samples.faq(), lambda: State.OK, limits=lambda: State.OK)
    watching(health)
    shown = generate_latest(health.metrics.registry).decode()
    readme = Path(__file__).parents[3] / "README.md"
    watched = set(re.findall(r"\bbackwalk_[a-z_]+", readme.read_text("utf-8")))
    assert watched
    for name in watched:
        assert re.search(rf"^{name}\b", shown, re.MULTILINE), name
