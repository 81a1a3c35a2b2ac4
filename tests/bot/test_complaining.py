"""Trouble that lasts is told at once, then rarely."""

from __future__ import annotations

import logging

import pytest

from bot.complaining import FIRST_SECONDS, LONGEST_SECONDS, Complaint


class Told:
    """A complaint, made each second."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        self._caplog = caplog
        self.now = 0
        self.complaint = Complaint(logging.getLogger("bot.test"), lambda: self.now)

    def during(self, seconds: int, what: str = "no updates", *, growing: bool = True) -> list[int]:
        """Complain each second; give the seconds in which it was logged."""
        told = []
        for _ in range(seconds):
            self._caplog.clear()
            self.complaint.about(what, logging.WARNING, f"{what}: 100 %s of it", growing=growing)
            told += [self.now] if self._caplog.messages == [f"{what}: 100 %s of it"] else []
            self.now += 1
        return told


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Told:
    return Told(caplog)


def test_at_once_and_then_ever_more_rarely(told: Told) -> None:
    assert told.during(1000) == [0, 60, 180, 420, 900]
    later = told.during(20_000)
    assert later[-1] - later[-2] == LONGEST_SECONDS


def test_or_once_a_minute(told: Told) -> None:
    assert told.during(200, growing=False) == [0, FIRST_SECONDS, 2 * FIRST_SECONDS, 3 * FIRST_SECONDS]


def test_other_trouble_is_told_at_once(told: Told) -> None:
    assert told.during(10) == [0]
    assert told.during(10, "conflict") == [10]


def test_that_it_is_over_is_told_once_and_only_then(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    told.complaint.over("it works again")
    assert caplog.messages == []
    told.during(70)
    caplog.clear()
    told.complaint.over("it works again")
    told.complaint.over("it works again")
    assert caplog.messages == ["it works again"]
    assert told.during(100) == [70, 130]
