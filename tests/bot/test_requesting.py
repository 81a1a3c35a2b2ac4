"""Answers that are not Telegram's."""

from __future__ import annotations

import logging

import pytest

from bot.requesting import Requests, UnreadableError


def test_an_answer_is_read() -> None:
    assert Requests.parse_json_payload(b'{"ok": true, "result": []}') == {"ok": True, "result": []}


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"ok": true, "result": [{"text": "is it sa', b"[]", b"7", b"null", b"\xff"]
)
def test_what_cannot_be_read_is_told_without_what_stands_in_it(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadableError) as raised:
        Requests.parse_json_payload(body)
    assert "safe" not in str(raised.value)
    assert caplog.messages == []
