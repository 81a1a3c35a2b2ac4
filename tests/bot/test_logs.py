"""The token stands in no log line."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest

from bot.logs import MaskingFormatter, set_up_logging

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
SECRET = TOKEN.partition(":")[2]


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    for name in ("bot", "faq", "telegram.Bot", "telegram.ext.ExtBot", "telegram.request"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_is_masked_in_messages_arguments_and_tracebacks() -> None:
    try:
        raise ValueError(f"cannot reach https://x.org/bot{TOKEN}/getMe")  # noqa: TRY301
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, "", 1, "%s: %s", (TOKEN, SECRET), sys.exc_info())
    line = MaskingFormatter(TOKEN).format(record)
    assert SECRET not in line
    assert "ValueError: cannot reach https://x.org/bot***/getMe" in line


def test_whatever_is_logged_goes_to_standard_error_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", TOKEN)
    logging.getLogger("bot.app").debug("token %s", TOKEN)
    logging.getLogger("somebody.else").warning("token %s", TOKEN)
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.ext.Application").debug("Processing update: is it safe?")
    logging.getLogger("telegram.ext.ExtBot").critical("Error while parsing updates! Received: is it safe?")
    error = capsys.readouterr().err
    assert [line.split(" ", 2)[2] for line in error.splitlines()] == ["DEBUG token ***", "WARNING token ***"]


def test_an_uncaught_error_is_logged_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", TOKEN)
    error = RuntimeError(TOKEN)
    sys.excepthook(RuntimeError, error, None)
    assert "RuntimeError: ***" in capsys.readouterr().err


def test_the_level_is_that_of_the_bot(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("WARNING", TOKEN)
    logging.getLogger("bot.handlers").info("update 1")
    assert capsys.readouterr().err == ""
