"""Errors in a line of the log, and in a word for what is counted."""

from __future__ import annotations

import re

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.masking import STARS
from bot.requesting import UnreadableError

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")  # of any bot; some proxies answer with the address, which holds it
_NUMBER = re.compile(r"-?\d{6,}")  # a chat or a person

LINE_LIMIT = 200
"""The most characters of an error that are logged; some proxies answer with a whole page."""

NETWORK = "network"
UNREADABLE = "unreadable"

_CODES: tuple[tuple[type[TelegramError], str], ...] = (
    (BadRequest, "400"),
    (ChatMigrated, "400"),
    (InvalidToken, "401"),
    (EndPointNotFound, "401"),
    (Forbidden, "403"),
    (Conflict, "409"),
    (RetryAfter, "429"),
)


def in_a_line(error: BaseException) -> str:
    """Tell an error in one line, without a traceback.

    Of a word there is all or nothing: a part of a secret would not be known as one by what hides them.
    """
    text = _NUMBER.sub("…", _TOKEN.sub(STARS, " ".join(str(error).split())))
    name = type(error).__name__
    told = text if text.startswith(name) else f"{name}: {text}" if text else name
    return told if len(told) <= LINE_LIMIT else told[: LINE_LIMIT - 1].rpartition(" ")[0] + "…"


def code(error: BaseException) -> str:
    """Tell in a word why a call has failed.

    Returns
    -------
    str
        A status of HTTP (``401`` stands for 404 as well: the library takes either for a wrong token), ``5xx`` when the
        server was in trouble, ``network`` when no answer came, ``unreadable`` when it was not one of Telegram's.
    """
    for kind, name in _CODES:
        if isinstance(error, kind):
            return name
    if not isinstance(error, NetworkError) or isinstance(error, UnreadableError):
        return UNREADABLE
    # What happens on the way has the HTTP client's error as its cause; a page instead of an answer, a TelegramError.
    happened_on_the_way = error.__cause__ is not None and not isinstance(error.__cause__, TelegramError)
    return NETWORK if happened_on_the_way else "5xx"
