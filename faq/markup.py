r"""The light markup of answers: text -> paragraphs and lists -> HTML for Telegram, or plain text for the terminal.

What it knows, and nothing else:

- ``**bold**``, ``*italics*``, ``[text](https://address)``;
- lists, each item in a line that begins with ``- `` or ``1. ``;
- paragraphs, parted by a blank line; a single line break counts as a space;
- a backslash before a sign that would mean something: ``\*``.

It is a strict part of CommonMark: what :func:`problems` lets pass means the same there. Other markup (HTML, headings,
images, code, tables, quotations) is reported by :func:`problems`; rendered all the same, it appears as it was typed.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from faq.markup_blocks import Paragraph, blocks
from faq.markup_spans import BOLD, Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from faq.markup_blocks import Block
    from faq.markup_spans import Parts

_ANY_TAG = re.compile(r"<[^>]*>")


def to_telegram_html(text: str) -> str:
    """Render as HTML with ``<b>``, ``<i>`` and ``<a href>`` alone, everything else escaped.

    Examples
    --------
    >>> to_telegram_html("**Never** on the *spine* & neck")
    '<b>Never</b> on the <i>spine</i> &amp; neck'
    """
    return _render(text, _html)


def to_plain(text: str) -> str:
    """Render as text for the terminal: no bold or italics, links as ``text (address)``.

    Examples
    --------
    >>> to_plain("**See** [the review](https://doi.org/10.1155/2014/480956).")
    'See the review (https://doi.org/10.1155/2014/480956).'
    """
    return _render(text, _plain)


def visible_length(html: str) -> int:
    """Count what Telegram counts in a message: UTF-16 code units, tags left out, escapes as what they stand for."""
    return utf16_length(visible_text(html))


def visible_text(html: str) -> str:
    """Take the tags off, and put what they stand for in the place of escapes."""
    return unescape(_ANY_TAG.sub("", html))


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text.

    Examples
    --------
    >>> utf16_length("a👣")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def problems(text: str) -> tuple[tuple[int, str, str], ...]:
    """Find what is not light markup, or is not safe to show: line (from 0), what is wrong, what to do."""
    return tuple((problem.line, problem.problem, problem.remedy) for problem in blocks(text)[1])


def _render(text: str, parts_to_text: Callable[[Parts], str]) -> str:
    rendered: list[str] = []
    for block in blocks(text)[0]:
        gap = ("\n\n" if block.spaced else "\n") if rendered else ""
        rendered.append(gap + "\n".join(_lines(block, parts_to_text)))
    return "".join(rendered)


def _lines(block: Block, parts_to_text: Callable[[Parts], str]) -> list[str]:
    if isinstance(block, Paragraph):
        return [parts_to_text(block.parts)]
    if block.first is None:
        return [f"• {parts_to_text(item)}" for item in block.items]
    return [f"{number}. {parts_to_text(item)}" for number, item in enumerate(block.items, start=block.first)]


def _html(parts: Parts) -> str:
    rendered = []
    for part in parts:
        if isinstance(part, str):
            rendered.append(escape(part.replace("\n", " "), quote=False))
        elif isinstance(part, Link):
            rendered.append(f'<a href="{escape(part.url)}">{_html(part.parts)}</a>')
        else:
            tag = "b" if part.mark == BOLD else "i"
            rendered.append(f"<{tag}>{_html(part.parts)}</{tag}>")
    return "".join(rendered)


def _plain(parts: Parts) -> str:
    rendered = []
    for part in parts:
        if isinstance(part, str):
            rendered.append(part.replace("\n", " "))
        elif isinstance(part, Link):
            text = _plain(part.parts)
            rendered.append(text if text == part.url else f"{text} ({part.url})")
        else:
            rendered.append(_plain(part.parts))
    return "".join(rendered)
