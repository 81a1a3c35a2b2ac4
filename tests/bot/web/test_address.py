"""Addresses to listen at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.address import Address


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("localhost:0", "localhost", 0),
        (":8080", None, 8080),
        ("[::1]:8080", "::1", 8080),
        ("[::]:65535", "::", 65535),
        ("[::ffff:127.0.0.1]:1", "::ffff:127.0.0.1", 1),
    ],
)
def test_are_read_and_written(text: str, host: str | None, port: int) -> None:
    address = Address.parse(text)
    assert address == Address(host, port)
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    [
        "8080",
        "127.0.0.1",
        "::1:8080",
        "[::1]",
        "[127.0.0.1]:80",
        "[]:80",
        "[1:2]:80",
        "host:65536",
        "host:-1",
        "host:80/",
        "http://host:80",
        "host:80\n",
        "ho st:80",
        "host:٨٠",
    ],
)
def test_what_is_none_is_told_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"write host:port as in 127\.0\.0\.1:8080"):
        Address.parse(text)


@given(st.text())
def test_any_text_is_an_address_or_is_told_to_be_none(text: str) -> None:
    try:
        address = Address.parse(text)
    except ValueError:
        return
    assert Address.parse(str(address)) == address
