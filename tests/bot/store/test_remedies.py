"""What the log says of a store that fails."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError

from bot.store.remedies import told


def test_the_statement_and_what_was_in_it_stay_out() -> None:
    cause = sqlite3.OperationalError("database is locked")
    line = told(DatabaseError("INSERT INTO questions", {"text": "my secret"}, cause))
    assert line == "OperationalError: database is locked"


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("file is not a database", "backup"),
        ("database disk image is malformed", "backup"),
        ("database or disk is full", "make room"),
        ("disk I/O error", "make room"),
        ("attempt to write a readonly database", "let the bot's account write"),
        ("unable to open database file", "let the bot's account write"),
    ],
)
def test_what_can_be_done_about_a_file(said: str, remedy: str) -> None:
    assert remedy in told(DatabaseError("BEGIN", {}, sqlite3.DatabaseError(said))).partition("; ")[2]


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EACCES, "DATA_DIR"),
        (errno.EROFS, "DATA_DIR"),
        (errno.EEXIST, "DATA_DIR"),
        (errno.ECONNREFUSED, "DATABASE_URL"),
    ],
)
def test_what_can_be_done_about_the_system(number: int, remedy: str) -> None:
    assert remedy in told(OSError(number, os.strerror(number))).partition("; ")[2]


def test_what_can_be_done_about_a_host_that_nobody_knows() -> None:
    unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert "DATABASE_URL" in told(unknown).partition("; ")[2]


def test_other_errors_are_told_as_they_are() -> None:
    assert told(TimeoutError()) == "TimeoutError"
    assert told(OSError("no such host")) == "OSError: no such host"
