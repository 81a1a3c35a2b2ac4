"""Parameters of a call, however they are sent: in the address, as JSON, as a form, as parts."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.telegram.refusals import bad_request

JSON = dict[str, Any]

NESTED = {
    "allowed_updates": list,
    "button": dict,
    "commands": list,
    "entities": list,
    "link_preview_options": dict,
    "reply_markup": dict,
    "reply_parameters": dict,
    "result": dict,
    "results": list,
    "scope": dict,
}
INTEGERS = {
    "cache_time",
    "limit",
    "max_connections",
    "message_id",
    "message_thread_id",
    "offset",
    "timeout",
}
BOOLEANS = {"disable_notification", "drop_pending_updates", "is_personal", "protect_content", "show_alert"}


async def read(request: web.Request) -> JSON:
    """Read the parameters of a call and give each the type that the Bot API knows it by.

    Raises
    ------
    Refusal
        When a parameter cannot be read as what it should be.
    """
    raw: JSON = dict(request.query)
    if request.content_type == "application/json":
        try:
            raw |= json.loads(await request.text() or "{}")
        except (ValueError, TypeError) as error:
            raise bad_request("can't parse JSON") from error
    else:
        raw |= dict(await request.post())
    return {name: _value(name, value) for name, value in raw.items()}


def _value(name: str, raw: Any) -> Any:
    if isinstance(raw, web.FileField):
        return raw.file.read()
    if name in NESTED:
        return _nested(name, raw)
    if name in INTEGERS:
        return _integer(name, raw)
    if name in BOOLEANS:
        return str(raw).lower() in {"true", "1", "yes"}
    if name == "chat_id" and not str(raw).startswith("@"):
        return _integer(name, raw)
    return raw


def _nested(name: str, raw: Any) -> Any:
    value = raw
    if isinstance(raw, str):
        try:
            value = json.loads(raw) if raw else None
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error
    if value is not None and not isinstance(value, NESTED[name]):
        raise bad_request(f"can't parse {name} JSON object")
    return value


def _integer(name: str, raw: Any) -> int:
    try:
        return int(raw)
    except (ValueError, TypeError) as error:
        raise bad_request(f'invalid {name} value "{raw}" specified') from error
