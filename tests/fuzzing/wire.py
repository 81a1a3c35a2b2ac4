"""Telegram within the process: takes every call as it is, if it is one that Telegram could read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from telegram.request import BaseRequest

from tests.telegram import ME, parse_html, updates

if TYPE_CHECKING:
    from telegram.request import RequestData

LONGEST_NOTICE = 200
LONGEST_TEXT = 4096


class Wire(BaseRequest):
    """Answers calls at once, and looks at what they would show.

    Attributes
    ----------
    calls
        Methods and parameters so far.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """There is nothing to connect to."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        assert method == "POST"
        name = url.rpartition("/")[2]
        params = dict(request_data.parameters) if request_data else {}
        # As they go over the wire; what is no text ends here.
        json.dumps(params, ensure_ascii=False).encode()
        self.calls.append((name, params))
        return 200, json.dumps({"ok": True, "result": _result(name, params)}).encode()


def _result(name: str, params: dict[str, Any]) -> Any:
    if name == "getMe":
        return ME
    if name == "answerInlineQuery":
        for article in params["results"]:
            assert_shown(article["input_message_content"]["message_text"])
        return True
    if name == "answerGuestQuery":
        assert_shown(params["result"]["input_message_content"]["message_text"])
        return {"inline_message_id": "1"}
    if name == "answerCallbackQuery":
        assert len(params.get("text", "")) <= LONGEST_NOTICE
        return True
    if "text" in params:
        assert_shown(params["text"])
    chat = {"id": params["chat_id"], "type": "supergroup", "title": "x"}
    number = params.get("message_id", next(updates.message_ids))
    return {"message_id": number, "date": updates.EPOCH, "chat": chat, "from": ME, "text": "x"}


def assert_shown(html: str) -> None:
    """Telegram takes it: its HTML is whole, and there is something to see, though not too much."""
    shown, _ = parse_html(html)
    assert 0 < len(shown.strip()) <= LONGEST_TEXT
