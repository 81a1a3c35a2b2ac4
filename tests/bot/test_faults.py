"""Errors in a line."""

from __future__ import annotations

import pytest
from telegram.error import Forbidden, NetworkError, TimedOut

from bot.faults import LINE_LIMIT, in_a_line


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (TimedOut(), "TimedOut: Timed out"),
        (Forbidden("Forbidden: bot was blocked by the user"), "Forbidden: bot was blocked by the user"),
        (ValueError("one\ntwo\tthree"), "ValueError: one two three"),
        (ValueError(), "ValueError"),
        (ValueError("chat -1002000000001 is gone"), "ValueError: chat … is gone"),
    ],
)
def test_says_what_and_why(error: Exception, line: str) -> None:
    assert in_a_line(error) == line


def test_a_whole_page_is_cut() -> None:
    line = in_a_line(NetworkError("<html>" * 100))
    assert len(line) == LINE_LIMIT
    assert line.endswith("…")
