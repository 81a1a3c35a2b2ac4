"""``/health``: how the bot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import State

if TYPE_CHECKING:
    from bot.health import HealthReport


def health_html(report: HealthReport) -> str:
    """Tell how the bot is: the same that ``/healthz`` tells programs."""
    contact = report.contact_seconds
    heard = "never" if contact is None else f"{_duration(contact)} ago"
    return "\n".join(
        (
            f"<b>{report.status}</b>",
            f"Telegram last heard: {heard}",
            f"FAQ: {report.faq_entries} entries, version <code>{report.faq_version}</code>",
            f"Store: {report.store}",
            *_shared(report.limits),
            f"Program: {report.version}, running for {_duration(report.uptime_seconds)}",
        )
    )


def _shared(limits: State) -> list[str]:
    """Tell whether copies of the bot keep the limits together, where they should."""
    return [] if limits is State.OFF else [f"Shared limits: {limits}"]


def _duration(seconds: float) -> str:
    """Tell a time in its two largest units."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    told = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")) if count]
    return " ".join(told[:2]) or "0 s"
