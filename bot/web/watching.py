"""The two addresses for those who watch over the bot: ``/healthz`` and ``/metrics``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs, web
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from bot.health import Status
from bot.store import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

    from bot.health import Health

_FRESH = {hdrs.CACHE_CONTROL: "no-store"}


def watching(health: Health) -> tuple[web.RouteDef, ...]:
    """Give the routes by which a bot can be watched."""
    registry = health.metrics.registry
    registry.register(_HealthCollector(health))

    async def healthz(_: web.Request) -> web.Response:
        report = health.report()
        status = 200 if report.status is Status.OK else 503
        return web.json_response(report.fields, status=status, headers=_FRESH)

    async def metrics(_: web.Request) -> web.Response:
        headers = {hdrs.CONTENT_TYPE: CONTENT_TYPE_PLAIN_0_0_4, **_FRESH}
        return web.Response(body=generate_latest(registry), headers=headers)

    return web.get("/healthz", healthz), web.get("/metrics", metrics)


class _HealthCollector(Collector):
    """What ``/healthz`` tells, as metrics; read at the moment when somebody asks."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[Metric]:
        """Read it."""
        report = self._health.report()
        yield InfoMetricFamily("backwalk", "The program.", {"version": report.version})
        yield InfoMetricFamily("backwalk_faq", "The FAQ that is served.", {"version": report.faq_version})
        yield GaugeMetricFamily("backwalk_faq_entries", "Entries of the FAQ that is served.", report.faq_entries)
        yield GaugeMetricFamily("backwalk_healthy", "1 when the bot is well.", report.status is Status.OK)
        if report.store is not State.OFF:
            yield GaugeMetricFamily("backwalk_store_up", "1 when the store works.", report.store is State.OK)
        if report.limits is not State.OFF:
            told = "1 when copies of the bot keep the limits together."
            yield GaugeMetricFamily("backwalk_limits_shared", told, report.limits is State.OK)
