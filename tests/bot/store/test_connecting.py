"""Addresses of databases."""

from __future__ import annotations

import pytest

from bot.store.connecting import database_url, shown


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_as_people_write_it(scheme: str) -> None:
    url = database_url(f"{scheme}://ada:s%40crab@db.example:5433/bot?sslmode=require")
    assert (url.drivername, url.username, url.password) == ("postgresql+asyncpg", "ada", "s@crab")


def test_sqlite() -> None:
    url = database_url("sqlite:////var/lib/bot/journal.sqlite3")
    assert (url.drivername, url.database) == ("sqlite", "/var/lib/bot/journal.sqlite3")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not the address of a database"),
        ("journal.sqlite3", "is not the address of a database"),
        ("mysql://ada:secret@db/bot", "is not the address of a database"),
        ("postgresql+psycopg://ada:secret@db/bot", "is not the address of a database"),
        ("postgresql://ada:secret@db:port/bot", "is not the address of a database"),
        ("postgresql://ada:secret@db", "names no database"),
        ("sqlite://", "names no database"),
    ],
)
def test_what_is_no_address_is_told_without_what_stands_in_it(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as caught:
        database_url(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgres://ada:secret@db.example/bot", "postgresql://ada:***@db.example/bot"),
        ("postgres://ada@db.example/bot?sslpassword=secret", "postgresql://ada@db.example/bot"),
        ("sqlite:////data/journal.sqlite3", "sqlite:////data/journal.sqlite3"),
    ],
)
def test_shown_as_people_write_it_and_without_the_password(text: str, told: str) -> None:
    assert shown(database_url(text)) == told
