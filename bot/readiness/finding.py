"""What a check has found: one line, and what it means for the exit status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EXIT_FAQ = 65
"""The FAQ cannot be used (EX_DATAERR)."""

EXIT_UNAVAILABLE = 69
"""Telegram, the database or Redis cannot be reached, which may pass (EX_UNAVAILABLE)."""

EXIT_CONFIG = 78
"""The settings, the token or the store must be mended first (EX_CONFIG)."""

_GRAVEST_FIRST = (EXIT_CONFIG, EXIT_FAQ, EXIT_UNAVAILABLE)


class Level(StrEnum):
    """How good or bad it is: with ``warn`` the bot runs, but something is amiss."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one thing.

    Parameters
    ----------
    subject
        What was looked at, in a word.
    told
        What was found, and what to do about it.
    status
        Exit status that it asks for; 0 unless it fails.
    """

    level: Level
    subject: str
    told: str
    status: int = 0

    def __str__(self) -> str:
        return f"{self.level:<4}  {self.subject + ':':<10}{self.told}"


def ok(subject: str, told: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, subject, told)


def warn(subject: str, told: str) -> Finding:
    """The bot runs, but something is amiss."""
    return Finding(Level.WARN, subject, told)


def fail(subject: str, told: str, status: int) -> Finding:
    """The bot cannot run, or not yet."""
    return Finding(Level.FAIL, subject, told, status)


def exit_status(findings: list[Finding]) -> int:
    """Give the gravest of the statuses that the findings ask for; 0 where the bot can run."""
    asked_for = {finding.status for finding in findings}
    return next((status for status in _GRAVEST_FIRST if status in asked_for), 0)
