"""Reply -> plain text for the terminal: wrapped, with links written out and choices numbered."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from faq import Outcome
from faq.markup import to_plain
from faq.sourcing import source_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faq import Entry, Faq, Reply

NARROWEST, WIDEST = 40, 88
"""Columns between which lines are wrapped, whatever the terminal's width."""


def plain_reply(reply: Reply, faq: Faq, *, to_pick: bool) -> str:
    """What the bot says to a question.

    Parameters
    ----------
    to_pick
        Whether entries can be picked by number, as in the chat.
    """
    phrases = faq.phrases
    if reply.outcome is Outcome.SUGGEST:
        titles = [entry.title for entry in reply.suggestions]
        if to_pick:
            return f"{numbered(titles)}\n\n{wrapped(phrases.terminal_suggest)}"
        return "\n".join([wrapped(to_plain(phrases.suggest)), "", *(f"- {title}" for title in titles)])
    if reply.entry is None:
        return wrapped(phrases.terminal_none if to_pick else to_plain(phrases.none_group))
    if reply.outcome is Outcome.SMALLTALK:
        return wrapped(to_plain(reply.entry.answer))
    return plain_entry(reply.entry, faq)


def plain_entry(entry: Entry, faq: Faq) -> str:
    """An entry as an answer: title, text, guides, what it rests on."""
    parts = (
        wrapped(entry.title) + "\n" + "-" * min(len(entry.title), _width()),
        wrapped(to_plain(entry.answer)),
        _guides(entry, faq),
        _sources(entry, faq),
    )
    return "\n\n".join(filter(None, parts))


def numbered(titles: Sequence[str]) -> str:
    """A list to choose from by number."""
    return "\n".join(f"{number:>3}  {title}" for number, title in enumerate(titles, start=1))


def wrapped(text: str) -> str:
    """A text wrapped to the terminal's width, its own lines kept."""
    return "\n".join(_wrapped_line(line) for line in text.strip().splitlines())


def _guides(entry: Entry, faq: Faq) -> str:
    lines = [f"- {guide.title}\n  {guide.url}" for guide in faq.guides_of(entry)]
    return "\n".join([wrapped(to_plain(faq.phrases.guides)), *lines]) if lines else ""


def _sources(entry: Entry, faq: Faq) -> str:
    sources = faq.sources_of(entry)
    if not sources:
        return ""
    titles = "; ".join(source.title + (f", {source.year}" if source.year else "") for source in sources)
    return wrapped(to_plain(source_phrase(sources, faq.phrases)).replace("{sources}", titles))


def _wrapped_line(line: str) -> str:
    hanging = "  " if line.startswith(("- ", "\u2022 ")) else ""
    return textwrap.fill(line, _width(), subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)


def _width() -> int:
    return min(WIDEST, max(NARROWEST, shutil.get_terminal_size().columns - 1))
