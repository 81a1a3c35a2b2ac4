"""All that is logged goes to one place, without the token, and so do errors that nobody expected."""

from __future__ import annotations

import gc
import json
import logging
import sys
import threading

import pytest

from bot.logs import set_up_logging
from bot.masking import Mask

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
MASK = Mask.of(TOKEN)


pytestmark = pytest.mark.usefixtures("logging_as_before")


def test_whatever_is_logged_goes_to_standard_error_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", MASK)
    logging.getLogger("bot.app").debug("token %s", TOKEN)
    logging.getLogger("somebody.else").warning("token %s", TOKEN)
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.ext.Application").debug("Processing update: is it safe?")
    logging.getLogger("telegram.ext.ExtBot").critical("Error while parsing updates! Received: is it safe?")
    error = capsys.readouterr().err
    assert [line.split(" ", 2)[2] for line in error.splitlines()] == ["DEBUG token ***", "WARNING token ***"]


def test_an_uncaught_error_is_logged_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", MASK)
    error = RuntimeError(TOKEN)
    sys.excepthook(RuntimeError, error, None)
    assert "RuntimeError: ***" in capsys.readouterr().err


def test_the_level_is_that_of_the_bot(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("WARNING", MASK)
    logging.getLogger("bot.handlers").info("update 1")
    assert capsys.readouterr().err == ""


def test_for_programs_every_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", MASK, "json")
    logging.getLogger("bot.app").info("first %s", TOKEN)
    logging.getLogger("somebody.else").warning("sec\nond")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["level"], line["message"]) for line in lines] == [("INFO", "first ***"), ("WARNING", "sec\nond")]


def test_errors_of_threads_are_logged_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", MASK, "json")

    def fail() -> None:
        raise RuntimeError(TOKEN)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = capsys.readouterr().err.splitlines()
    assert "RuntimeError: ***" in json.loads(line)["traceback"]


def test_errors_that_nobody_could_be_told_of_are_logged_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", MASK, "json")

    class Failing:
        def __del__(self) -> None:
            raise RuntimeError(TOKEN)

    Failing()
    gc.collect()
    (line,) = capsys.readouterr().err.splitlines()
    assert "RuntimeError: ***" in json.loads(line)["traceback"]
