from __future__ import annotations

import pytest

from bot.wording import counted, milliseconds, of_hundred, said, wanted
from tests.faq.verdicts import SOS, alarmed, answered, offered, refused


@pytest.mark.parametrize(
    ("share", "base", "expected"), [(0.5, 0, "–"), (0, 3, "0"), (1, 3, "100"), (2 / 3, 3, "66.7"), (0.0004, 9, "0.0")]
)
def test_shares(share: float, base: int, expected: str) -> None:
    assert of_hundred(share, base) == expected


def test_numbers_and_times() -> None:
    assert [counted(1, "entry", "entries"), counted(1200, "question")] == ["1 entry", "1,200 questions"]
    assert [milliseconds(0.00123), milliseconds(1.5)] == ["1.2 ms", "1500 ms"]


def test_what_was_said_and_wanted() -> None:
    assert said(answered("a", "b", 0.917)) == "answered b (score 0.92)"
    assert said(offered("a", "b", "c")) == "offered b, c"
    assert said(refused("a")) == "said that it does not know"
    assert said(alarmed("a")) == f"emergency answer {SOS}"
    assert wanted(answered("a", "b")) == "a"
    assert wanted(refused(None)).startswith("no answer")
