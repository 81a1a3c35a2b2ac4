"""Is the bot well? Told in a few figures, none of which says anything of a person or a secret."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from bot.store import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metrics
    from bot.service import Serving
    from faq import Faq

CONTACT_SECONDS = 90.0
"""Without contact for longer, the bot is not well.

At rest Telegram is heard from once in a long poll of 30 seconds. A poll that is lost is given up after 40, the next one
is made a second later and is answered after 30 more: 71 seconds. So one lost poll is no failure, and two in a row are.
"""


class Status(StrEnum):
    """Whether the bot is well."""

    OK = "ok"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class HealthReport:
    """How the bot is at one moment.

    Parameters
    ----------
    status
        Fails when Telegram was not heard from lately. A store that fails does not: questions are answered without it.
    contact_seconds
        Since Telegram last answered a call as asked; None when it never did.
    faq_version
        The FAQ's fingerprint.
    version
        Of the program.
    uptime_seconds
        Since the program was started.
    limits
        Whether copies of the bot keep them together; off where there is no Redis.
    """

    status: Status
    contact_seconds: float | None
    faq_version: str
    faq_entries: int
    version: str
    uptime_seconds: float
    store: State
    limits: State

    @property
    def fields(self) -> dict[str, str | float | None]:
        """All of it by name, times in tenths of a second."""
        return {
            "status": self.status,
            "contact_seconds": None if self.contact_seconds is None else round(self.contact_seconds, 1),
            "faq_version": self.faq_version,
            "faq_entries": self.faq_entries,
            "version": self.version,
            "uptime_seconds": round(self.uptime_seconds, 1),
            "store": self.store,
            "limits": self.limits,
        }


class Health:
    """Looks how the bot is.

    Parameters
    ----------
    metrics
        What the bot counts; knows when Telegram was last heard from.
    faq
        What the bot starts with.
    store
        Tells at once, without asking anybody, how the store is.
    clock
        Seconds that only ever grow.
    limits
        Tells how the Redis is in which copies of the bot keep the limits; None where there is none.

    Attributes
    ----------
    serving
        The bot at work, whose FAQ may change; None before it is.
    """

    def __init__(
        self,
        metrics: Metrics,
        faq: Faq,
        store: Callable[[], State],
        clock: Callable[[], float] = time.monotonic,
        limits: Callable[[], State] | None = None,
    ) -> None:
        self.metrics = metrics
        self.serving: Serving | None = None
        self._first_faq = faq
        self._store = store
        self._limits = limits
        self._clock = clock
        self._began = clock()
        self._version = program_version()

    @property
    def faq(self) -> Faq:
        """The FAQ from which the bot answers now."""
        return self.serving.now.answerer.faq if self.serving else self._first_faq

    def report(self) -> HealthReport:
        """Tell how the bot is now."""
        contact = self.metrics.contact.seconds_ago
        return HealthReport(
            status=Status.OK if contact is not None and contact <= CONTACT_SECONDS else Status.FAILING,
            contact_seconds=contact,
            faq_version=self.faq.version,
            faq_entries=len(self.faq.entries),
            version=self._version,
            uptime_seconds=self._clock() - self._began,
            store=self._store(),
            limits=self._limits() if self._limits else State.OFF,
        )


def program_version() -> str:
    """Tell the version that is installed."""
    try:
        return version("backwalk")
    except PackageNotFoundError:
        return "unknown"
