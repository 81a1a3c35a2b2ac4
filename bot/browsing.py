"""The FAQ to leaf through: topics, their questions, their answers, each in place of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeVar

from telegram import InlineKeyboardMarkup

from bot.buttons import Row, button, entry_rows, keyboard
from bot.callbacks import Action, Press, topic_key
from bot.fitting import label
from bot.render import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render import Renderer
    from faq import Entry

T = TypeVar("T")

PAGE = 8
"""Questions, or topics, on one page."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A topic and its entries; the last one may hold what has no topic."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def key(self) -> str:
        return topic_key(self.name)


class Browsing:
    """Makes the screens of ``/topics``. With a single topic there is no list of topics, only of questions."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._phrases = renderer.faq.phrases
        self._shelves = [_Shelf(name, entries) for name, entries in renderer.faq.topics.items()]

    @property
    def highlights(self) -> tuple[Entry, ...]:
        """The first question of each topic, then the second of each, and so on."""
        longest = max((len(shelf.entries) for shelf in self._shelves), default=0)
        return tuple(
            shelf.entries[place] for place in range(longest) for shelf in self._shelves if place < len(shelf.entries)
        )

    def topics(self, page: int = 0) -> Outgoing | None:
        """List the topics; None when there is no such page."""
        if len(self._shelves) == 1:
            return self._questions(self._shelves[0], page)
        shown = _page_of(self._shelves, page)
        if not shown:
            return None
        rows: list[Row] = [[button(label(shelf.name), Press(Action.TOPIC, shelf.key))] for shelf in shown]
        rows += self._paging(Press(Action.TOPICS), page, len(self._shelves))
        return Outgoing(self._renderer.phrase(self._phrases.topics), InlineKeyboardMarkup(rows))

    def topic(self, key: str, page: int = 0) -> Outgoing | None:
        """List the questions of a topic; None when there is no such topic or page."""
        shelf = next((shelf for shelf in self._shelves if shelf.key == key), None)
        return self._questions(shelf, page) if shelf else None

    def read(self, entry: Entry) -> Outgoing:
        """Show an answer with the way back to its topic."""
        html = self._renderer.answer_html(entry)
        rows = self._renderer.vote_rows(entry)
        for shelf in self._shelves:
            if entry in shelf.entries:
                page = shelf.entries.index(entry) // PAGE
                back = button(self._phrases.button_back, Press(Action.TOPIC, shelf.key, page))
                rows.append([back])
        return Outgoing(html, keyboard(rows))

    def below(self, html: str) -> Outgoing:
        """Put the buttons of the topics below a text."""
        topics = self.topics()
        return Outgoing(html, topics.keyboard if topics else None)

    def _questions(self, shelf: _Shelf, page: int) -> Outgoing | None:
        shown = _page_of(shelf.entries, page)
        if not shown:
            return None
        rows: list[Row] = entry_rows(Action.READ, shown)
        rows += self._paging(Press(Action.TOPIC, shelf.key), page, len(shelf.entries))
        if len(self._shelves) > 1:
            rows.append([button(self._phrases.button_back, Press(Action.TOPICS))])
        text = self._renderer.phrase(self._phrases.topic, topic=escape(shelf.name))
        return Outgoing(text, InlineKeyboardMarkup(rows))

    def _paging(self, here: Press, page: int, total: int) -> list[Row]:
        row = []
        if page > 0:
            row.append(button(self._phrases.button_previous, Press(here.action, here.target, page - 1)))
        if (page + 1) * PAGE < total:
            row.append(button(self._phrases.button_next, Press(here.action, here.target, page + 1)))
        return [row] if row else []


def _page_of(items: Sequence[T], page: int) -> Sequence[T]:
    return items[page * PAGE : (page + 1) * PAGE]
