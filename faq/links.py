"""Addresses that answers may link to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2048

_WRONG = re.compile(r"[\s\"'<>\\^`{|}]|[^\x21-\U0010ffff]")
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}\.?")


def problem_of(address: str) -> tuple[str, str] | None:
    """Tell what is wrong with the address of a web page, and what to do; None when nothing is.

    Examples
    --------
    >>> problem_of("https://example.org/a?b=c#d")
    >>> problem_of("ftp://example.org")
    ('the address does not begin with https:// or http://', 'link to a web page')
    """
    return _wrong_signs(address) or _wrong_parts(address)


def _wrong_signs(address: str) -> tuple[str, str] | None:
    wrong = _WRONG.search(address)
    if wrong:
        sign = wrong.group()
        shown = "a space" if sign.isspace() else f"the character {sign if sign.isprintable() else ascii(sign)}"
        return f"the address has {shown} in it", "copy it anew from the browser"
    if len(address) > LONGEST_ADDRESS:
        return f"the address has more than {LONGEST_ADDRESS} characters", "link to a shorter one"
    return None


def _wrong_parts(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "the address is not one of a web page", "copy it anew from the browser"
    if parts.scheme not in {"http", "https"}:
        remedy = "write https:// before it" if _HOST.match(address) else "link to a web page"
        return "the address does not begin with https:// or http://", remedy
    if "@" in parts.netloc:
        return "the address has a user name or password in it", "leave out what stands before the @"
    if not _HOST.fullmatch(host):
        return "the address has no host such as example.org", "copy it anew from the browser"
    return None
