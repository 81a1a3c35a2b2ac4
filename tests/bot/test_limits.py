from __future__ import annotations

from bot.limits import Limits
from faq.evaluation import figures
from tests.faq.verdicts import answered

# 93 right, 7 wrong of 100.
FOUND = figures([*[answered("a", "a")] * 93, *[answered("a", "b")] * 7])


def test_without_limits_nothing_is_missed() -> None:
    assert list(Limits().missed(FOUND)) == []


def test_limits_that_are_just_kept() -> None:
    assert list(Limits(min_right=93, max_wrong=7).missed(FOUND)) == []


def test_limits_say_by_how_much_they_are_missed() -> None:
    assert list(Limits(min_right=95, max_wrong=6.5).missed(FOUND)) == [
        "--min-right 95 is missed by 2.00 percentage points: 93.00 % are answered rightly",
        "--max-wrong 6.5 is missed by 0.50 percentage points: 7.00 % are answered wrongly",
    ]


def test_nothing_asked_is_nothing_right() -> None:
    assert len(list(Limits(min_right=1, max_wrong=0).missed(figures([])))) == 1
