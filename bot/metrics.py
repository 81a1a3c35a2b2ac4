"""What is counted while the bot is at work, in the form that Prometheus reads.

Labels are words of the program's own, from short lists: no text, person, chat or entry ever is one.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from telegram.error import TelegramError

from bot.addressing import Where
from bot.contact import Contact
from bot.faults import code
from bot.throttle import Over
from faq import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from telegram import Update

    from bot.service import Handled

ANSWER_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Limits of the classes in which answer times are counted: from a quick search to flood control waited out."""

SEARCH_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)

OTHER = "other"
"""Updates of kinds that the bot does not ask for."""

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "guest_message")

# Each counter would else bring along a second series that says since when it counts.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """Counts what happens. Cheap enough to be always on; whether anybody may read it is another matter.

    Parameters
    ----------
    clock
        Seconds that only ever grow.

    Attributes
    ----------
    registry
        What is read out; nobody else's figures are in it.
    contact
        When Telegram was last heard from.
    parked
        How many updates are kept in the store until they are answered.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.registry = CollectorRegistry()
        self.contact = Contact()
        self._clock = clock
        self.parked = 0
        self._under_way: dict[int, float] = {}
        ProcessCollector(registry=self.registry)
        self._updates = self._counter("updates", "Updates that came in.", "kind")
        self._answers = self._counter("answers", "Updates that were answered.", "chat", "outcome")
        self._failures = self._counter("unanswered", "Updates whose answer failed.", "reason")
        self._answer_seconds = self._histogram(
            "answer_seconds", "Time from an update's coming in to its answer's being taken by Telegram.", ANSWER_SECONDS
        )
        self._search_seconds = self._histogram(
            "search_seconds", "Time in which the search found what to answer.", SEARCH_SECONDS
        )
        self._errors = self._counter("telegram_errors", "Calls to Telegram that failed, each try.", "method", "code")
        self._retries = self._counter("telegram_retries", "Calls to Telegram that were made again.", "method")
        self._reloads = self._counter("reloads", "Times that the FAQ was read again.", "result")
        self._votes = self._counter("votes", "Votes on answers.", "vote")
        self._withheld = self._counter("withheld", "Updates past a limit that were not answered.", "limit", "told")
        self._webhook_refused = self._counter("webhook_refused", "Requests that brought no update.", "reason")
        self._store_faults = self._counter("store_faults", "Times that the store failed.")
        self._limit_faults = self._counter("limits_faults", "Times that Redis began to fail.")
        self._let_go = self._counter("let_go", "Updates that were left to another copy, since this one stood still.")
        self._gauge("updates_waiting", "Updates that are not answered yet.", lambda: len(self._under_way))
        self._gauge("updates_parked", "Updates kept in the store until they are answered.", lambda: self.parked)
        self._gauge(
            "telegram_contact_timestamp_seconds",
            "When Telegram last answered a call as asked; 0 when never.",
            lambda: self.contact.date,
        )
        self._show_from_the_start()

    def received(self, update: Update) -> None:
        """Count an update that has come in, and remember when."""
        kind = next((kind for kind in KINDS if getattr(update, kind) is not None), OTHER)
        self._updates.labels(kind).inc()
        self._under_way[update.update_id] = self._clock()

    def begun(self, update_id: int) -> None:
        """Note that an update is being answered; its time runs since it came in, or else since now."""
        self._under_way.setdefault(update_id, self._clock())

    def finished(self, update_id: int) -> float:
        """Note that an update is done with, and tell how many seconds it took."""
        now = self._clock()
        return now - self._under_way.pop(update_id, now)

    def answered(self, handled: Handled, seconds: float) -> None:
        """Count an update that was answered, and the time that it took."""
        self._answers.labels(handled.chat, handled.outcome).inc()
        self._answer_seconds.observe(seconds)

    def unanswered(self, error: BaseException | None) -> None:
        """Count an update that could not be answered: Telegram did not take the answer, or the bot has a fault."""
        self._failures.labels("telegram" if isinstance(error, TelegramError) else "fault").inc()

    def searching(self) -> AbstractContextManager[object]:
        """Count the time of a search: ``with metrics.searching(): ...``."""
        return self._search_seconds.time()

    def call_failed(self, method: str, error: BaseException) -> None:
        """Count a call to Telegram that has failed, whether or not it is made again."""
        self._errors.labels(method, code(error)).inc()

    def call_retried(self, method: str) -> None:
        """Count a call to Telegram that is made again."""
        self._retries.labels(method).inc()

    def reloaded(self, result: str) -> None:
        """Count that the FAQ was read again; ``result`` is one of a few words of the program's own."""
        self._reloads.labels(result).inc()

    def voted(self, vote: str) -> None:
        """Count a vote on an answer; ``vote`` is one of a few words of the program's own, such as ``up``."""
        self._votes.labels(vote).inc()

    def withheld(self, limit: str, *, told: bool) -> None:
        """Count an update that was not answered since somebody asks too much; ``limit`` says whose limit it is.

        Parameters
        ----------
        told
            Whether it was said so, or passed over in silence.
        """
        self._withheld.labels(limit, "yes" if told else "no").inc()

    def webhook_refused(self, reason: str) -> None:
        """Count a request at the webhook that was refused: for its ``secret`` or its ``body``."""
        self._webhook_refused.labels(reason).inc()

    def store_failed(self) -> None:
        """Count that the store could not be read or written."""
        self._store_faults.inc()

    def limits_failed(self) -> None:
        """Count that what copies keep the limits in has begun to fail."""
        self._limit_faults.inc()

    def let_go(self, update_id: int) -> None:
        """Count an update that is not answered here, since another copy of the bot may have it by now."""
        self._let_go.inc()
        self.finished(update_id)

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(name, documentation, labels, namespace="backwalk", registry=self.registry)

    def _histogram(self, name: str, documentation: str, limits: tuple[float, ...]) -> Histogram:
        return Histogram(name, documentation, namespace="backwalk", registry=self.registry, buckets=limits)

    def _gauge(self, name: str, documentation: str, value: Callable[[], float]) -> None:
        Gauge(name, documentation, namespace="backwalk", registry=self.registry).set_function(value)

    def _show_from_the_start(self) -> None:
        """Show the usual counters as 0, so that the first increase is seen as one."""
        for kind in (*KINDS, OTHER):
            self._updates.labels(kind)
        for chat in Where:
            for outcome in Outcome:
                self._answers.labels(chat, outcome)
        for reason in ("telegram", "fault"):
            self._failures.labels(reason)
        for limit in Over:
            for told in ("yes", "no"):
                self._withheld.labels(limit, told)
