"""Small bars in the terminal, of blocks where it can show them."""

from __future__ import annotations

import sys

BLOCKS = "█▓░"
"""Of a bar with three parts: answered, offered, missed."""

_PLAIN = "#+-"


def signs() -> str:
    """Give one sign for each part of a bar, such as the terminal can show."""
    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return _PLAIN
    return BLOCKS


def bar(*parts: int, most: int, width: int) -> str:
    """Draw parts of a whole side by side.

    Parameters
    ----------
    parts
        At most three numbers from 0 on.
    most
        What a bar of the full width stands for: no less than the sum of the parts.
    width
        Columns. A part that is not 0 gets one at least, if the bar has room.
    """
    if not most:
        return ""
    drawn = ""
    done = 0
    for sign, part in zip(signs(), parts, strict=False):
        done += part
        # Rounded at the end of each part, so that the whole is as long as it should be.
        end = round(width * done / most)
        drawn += sign * max(end - len(drawn), 1 if part else 0)
    return drawn[:width]
