"""Errors in a line of the log."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d{6,}")  # a chat or a person

LINE_LIMIT = 200
"""The most characters of an error that are logged; some proxies answer with a whole page."""


def in_a_line(error: BaseException) -> str:
    """Tell an error in one line, without a traceback."""
    text = _NUMBER.sub("…", " ".join(str(error).split()))
    name = type(error).__name__
    told = text if text.startswith(name) else f"{name}: {text}" if text else name
    return told if len(told) <= LINE_LIMIT else told[: LINE_LIMIT - 1] + "…"
