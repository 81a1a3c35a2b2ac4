"""One line an event, whatever is logged, and no secret in it."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Event
from bot.log_lines import JsonLines, TextLines
from bot.masking import Mask

if TYPE_CHECKING:
    from types import TracebackType

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
SECRET = TOKEN.partition(":")[2]
MASK = Mask.of(TOKEN)

Trouble = tuple[type[BaseException], BaseException, "TracebackType | None"]


def record(message: str, *args: object, trouble: Trouble | None = None, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.test", logging.INFO, "test.py", 7, message, args, trouble)
    made.__dict__.update(extra)
    return made


def raised(text: str) -> Trouble:
    try:
        raise ValueError(text)  # noqa: TRY301
    except ValueError as error:
        return ValueError, error, sys.exc_info()[2]


def parsed(line: str) -> dict[str, Any]:
    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    found = json.loads(line, parse_constant=no_constant)
    assert isinstance(found, dict)
    return found


class Rude:
    """An argument that cannot be put into words."""

    def __str__(self) -> str:
        raise RuntimeError(TOKEN)


def test_a_line_for_people() -> None:
    line = TextLines(MASK).format(record("update %d: %s", 7, "private"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO update 7: private", line)


def test_a_line_for_programs() -> None:
    made = record("update %d: done", 7, event=Event("answered", 7, "private", "answer", 0.9, 12.5))
    fields = parsed(JsonLines(MASK).format(made))
    assert abs((datetime.now(UTC) - datetime.fromisoformat(fields.pop("time"))).total_seconds()) < 60
    assert fields == {
        "level": "INFO",
        "logger": "bot.test",
        "message": "update 7: done",
        "event": "answered",
        "update": 7,
        "chat": "private",
        "outcome": "answer",
        "score": 0.9,
        "ms": 12.5,
    }


def test_fields_that_are_not_known_are_left_out() -> None:
    fields = parsed(JsonLines(MASK).format(record("x", event=Event("retry", method="sendMessage", code="429"))))
    assert fields.keys() - {"time", "level", "logger", "message"} == {"event", "method", "code"}


@given(st.text(), st.text())
def test_any_message_is_one_line_for_people(message: str, argument: str) -> None:
    for made in (record(message), record("said %s", argument)):
        line = TextLines(MASK).format(made)
        assert len(line.splitlines()) == 1
        assert line.isprintable()


@given(st.text(), st.text(), st.text())
def test_any_message_is_one_object_for_programs(message: str, argument: str, error: str) -> None:
    line = JsonLines(MASK).format(record("%s" + message.replace("%", "%%"), argument, trouble=raised(error)))
    assert len(line.splitlines()) == 1
    assert line.isascii()
    fields = parsed(line)
    assert fields["message"] == (argument + message).rstrip("\n")
    assert fields["traceback"].startswith("Traceback ")


@given(st.text())
def test_a_traceback_cannot_pass_for_another_event(text: str) -> None:
    first, *below = TextLines(MASK).format(record("x", trouble=raised(text))).split("\n")
    assert first.endswith(" INFO x")
    assert below[0] == "  Traceback (most recent call last):"
    assert all(line.startswith("  ") and line.isprintable() for line in below)


@given(st.text(alphabet='0123456789{}",: aé\n\\%', min_size=1), st.integers(min_value=0), st.text())
def test_no_secret_breaks_the_json(secret: str, number: int, text: str) -> None:
    made = record("%s" + text.replace("%", "%%"), secret, event=Event("answered", number, ms=number / 2))
    fields = parsed(JsonLines(Mask([secret])).format(made))
    assert fields["update"] == number
    assert secret not in fields["message"]


@pytest.mark.parametrize("lines", [TextLines(MASK), JsonLines(MASK)])
def test_no_token_in_message_arguments_traceback_and_stack(lines: logging.Formatter) -> None:
    made = record("%s: %s", TOKEN, {SECRET: [SECRET]}, trouble=raised(f"https://x.org/bot{TOKEN}/getMe"))
    made.stack_info = f"Stack {SECRET}"
    line = lines.format(made)
    assert SECRET not in line
    assert "ValueError: https://x.org/bot***/getMe" in line
    assert "Stack ***" in line


@pytest.mark.parametrize("lines", [TextLines(MASK), JsonLines(MASK)])
def test_a_message_that_cannot_be_made_is_told_without_its_arguments(lines: logging.Formatter) -> None:
    for made in (record("%d", TOKEN), record("%s", Rude()), record("%s %s", SECRET)):
        line = lines.format(made)
        assert SECRET not in line
        assert "could not be put into words (bot.test, line 7)" in line


def test_a_secret_of_two_lines_is_hidden_in_a_traceback() -> None:
    line = TextLines(Mask(["first\nsecond"])).format(record("x", trouble=raised("is first\nsecond")))
    assert "first" not in line.partition("ValueError: ")[2]
    assert line.endswith("ValueError: is ***")
