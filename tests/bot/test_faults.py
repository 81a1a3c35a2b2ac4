"""Errors in a line."""

from __future__ import annotations

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.faults import LINE_LIMIT, code, in_a_line


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (TimedOut(), "TimedOut: Timed out"),
        (Forbidden("Forbidden: bot was blocked by the user"), "Forbidden: bot was blocked by the user"),
        (ValueError("one\ntwo\tthree"), "ValueError: one two three"),
        (ValueError(), "ValueError"),
        (ValueError("chat -1002000000001 is gone"), "ValueError: chat … is gone"),
        (ValueError("cannot GET /bot123456:AA-x_1234567890123456/x now"), "ValueError: cannot GET /bot***/x now"),
    ],
)
def test_says_what_and_why(error: Exception, line: str) -> None:
    assert in_a_line(error) == line


def test_a_whole_page_is_cut_between_words() -> None:
    line = in_a_line(NetworkError("<html> " * 100))
    assert LINE_LIMIT - len("<html> ") <= len(line) <= LINE_LIMIT
    assert line.endswith("<html>…")


def test_of_a_word_there_is_all_or_nothing() -> None:
    assert in_a_line(NetworkError("a page: " + "x" * 1000)) == "NetworkError: a page:…"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (BadRequest("x"), "400"),
        (ChatMigrated(-5), "400"),
        (InvalidToken(), "401"),
        (Forbidden("x"), "403"),
        (Conflict("x"), "409"),
        (RetryAfter(3), "429"),
        (NetworkError("Internal Server Error"), "5xx"),
        (TelegramError("Invalid server response"), "unreadable"),
        (KeyError("update_id"), "unreadable"),
    ],
)
def test_a_word_for_what_is_counted(error: Exception, word: str) -> None:
    assert code(error) == word


@pytest.mark.parametrize(
    ("cause", "word"), [(ConnectionResetError(), "network"), (TelegramError("Invalid server response"), "5xx")]
)
def test_a_lost_connection_is_told_from_a_server_in_trouble(cause: Exception, word: str) -> None:
    error = TimedOut()
    error.__cause__ = cause
    assert code(error) == word
