"""Telegram's limits: what fits into a message, and onto a button."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from faq.markup import visible_length, visible_text

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGE_LIMIT = 4096
"""The most UTF-16 code units of a message's text, its markup not counted."""

LABEL_LIMIT = 60
"""The most characters of a button's label; telephones show about half of that in one line."""

_ELLIPSIS = "…"


def first_that_fits(variants: Sequence[str], limit: int = MESSAGE_LIMIT) -> str:
    """Choose the first of several HTML texts that fits; if none does, the last, cut and without markup."""
    for html in variants:
        if visible_length(html) <= limit:
            return html
    return escape(cut(visible_text(variants[-1]), limit))


def label(text: str, limit: int = LABEL_LIMIT) -> str:
    """Cut a text so that it fits a button."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip() + _ELLIPSIS


def cut(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """Cut a text that is too long to a number of UTF-16 code units, never through a character."""
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * limit:
        return text
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - len(_ELLIPSIS))]
    return head.decode("utf-16-le", "ignore").rstrip() + _ELLIPSIS
