"""Secrets in texts that somebody will read: shown as stars, however they are spelt."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STARS = "***"


class Mask:
    """Hides secrets: as they are, and as JSON, Python, an address or an escaped line writes them.

    Parameters
    ----------
    secrets
        What must not be shown; empty ones are passed over. Of a bot's token, ``ID:SECRET``, give both the whole and
        the secret, as :meth:`of` does.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = {spelling for secret in secrets if secret for spelling in _spellings(secret)}
        longest_first = sorted(spellings, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if spellings else None

    @classmethod
    def of(cls, token: str, *others: str) -> Mask:
        """Make a mask for a bot's token and for other secrets, such as the password of a database."""
        return cls((token, token.partition(":")[2], *others))

    def hide(self, text: str) -> str:
        """Put stars in the place of every secret."""
        return self._pattern.sub(STARS, text) if self._pattern else text


def escaped(text: str) -> str:
    r"""Write what cannot be printed, such as an end of line, as an escape such as ``\n``.

    The result is one line, moves no cursor and turns no text around.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _spellings(secret: str) -> Iterator[str]:
    yield secret
    yield escaped(secret)
    yield repr(secret)[1:-1]
    for ascii_only in (True, False):
        yield json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
    for quoted in (quote, quote_plus):
        for safe in ("", "/"):  # a slash stays as it is where a path is written
            yield quoted(secret, safe=safe, errors="surrogatepass")
