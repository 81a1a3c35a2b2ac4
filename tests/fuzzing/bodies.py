"""Bodies of requests at the webhook: an update, or nothing; and nothing but ids is said of them in the log."""

from __future__ import annotations

import json

from bot.update_shape import HIGHEST_NUMBER
from bot.web.webhook import read_body
from tests.fuzzing.updates import SAMPLES


def corpus() -> list[bytes]:
    """Updates, and what is nearly one."""
    return [
        *(json.dumps({"update_id": 7} | sample).encode() for sample in SAMPLES[::4]),
        b'{"update_id": 7, "update_id": "7"}',
        b'{"update_id": 1e3}',
        b'{"update_id": NaN}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 10_000,
        b'{"a":' * 10_000,
        b"\xff\xfe{\x00}\x00",
        b"",
    ]


def fuzz(data: bytes) -> None:
    """Read a body.

    Raises
    ------
    AssertionError
        When something is taken for an update that has no number.
    """
    update = read_body(data)
    if update is not None:
        assert isinstance(update, dict)
        assert type(update["update_id"]) is int
        assert 0 <= update["update_id"] <= HIGHEST_NUMBER
