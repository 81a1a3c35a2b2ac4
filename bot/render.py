"""Reply -> HTML text and keyboard, within Telegram's limits. Decides nothing; escapes everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.addressing import Where
from bot.callbacks import Action, Press, encode
from bot.fitting import first_that_fits, label
from faq import Kind, Outcome
from faq.markup import to_telegram_html
from faq.sourcing import source_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq import Entry, Faq, Reply, Source

RELATED_LIMIT = 4
"""The most buttons with related questions below an answer."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What the bot says: HTML as Telegram knows it, and the buttons below."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None

    @property
    def fingerprint(self) -> str:
        """Tells whether two messages show the same."""
        shown = self.html + (self.keyboard.to_json() if self.keyboard else "")
        return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Renderer:
    """Puts answers and phrases into messages.

    Parameters
    ----------
    username
        Name of the bot, without the at sign.
    """

    def __init__(self, faq: Faq, username: str) -> None:
        self.faq = faq
        self.username = username

    def reply(self, reply: Reply, where: Where) -> Outgoing:
        """Show what was decided. In private, when there is no answer, the buttons are left to the caller."""
        if reply.entry is not None:
            return self.answer(reply.entry, where)
        if reply.outcome is Outcome.SUGGEST:
            return self._suggestions(reply.suggestions, where)
        return self._none(where)

    def answer(self, entry: Entry, where: Where) -> Outgoing:
        """Show the answer of an entry; in private with buttons for related questions."""
        if where is not Where.PRIVATE or entry.kind is not Kind.ANSWER:
            return Outgoing(self.answer_html(entry))
        return Outgoing(self.answer_html(entry), _keyboard(Action.MORE, self.faq.related_to(entry)[:RELATED_LIMIT]))

    def answer_html(self, entry: Entry) -> str:
        """Title, answer, guides and source line; small talk is the answer alone."""
        answer = to_telegram_html(entry.answer).strip()
        if entry.kind is Kind.SMALLTALK:
            return first_that_fits([answer])
        title = f"<b>{escape(entry.title)}</b>"
        guides = self._guides(entry)
        source = self._source_line(entry)
        variants = ((title, answer, guides, source), (title, answer, source), (answer, source), (answer,))
        return first_that_fits(["\n\n".join(filter(None, parts)) for parts in variants])

    def phrase(self, text: str, **values: str) -> str:
        """Turn a phrase into HTML and fill in its placeholders.

        Parameters
        ----------
        values
            HTML for each placeholder; ``bot`` is always known.
        """
        return fill(to_telegram_html(text).strip(), bot=escape(self.username), **values)

    def deep_link(self, parameter: str = "") -> str:
        """Address of the private chat with the bot; opens an answer when given an entry's id."""
        return f"https://t.me/{self.username}?start" + (f"={parameter}" if parameter else "")

    def _suggestions(self, entries: Sequence[Entry], where: Where) -> Outgoing:
        text = self.phrase(self.faq.phrases.suggest)
        if where is not Where.GUEST:
            return Outgoing(text, _keyboard(Action.PICK, entries))
        links = [f"• {_link(entry.title, self.deep_link(entry.id))}" for entry in entries]
        return Outgoing("\n".join((text, *links)))

    def _none(self, where: Where) -> Outgoing:
        phrases = self.faq.phrases
        if where is Where.PRIVATE:
            return Outgoing(self.phrase(phrases.none_private))
        if where is Where.GUEST:
            return Outgoing(self.phrase(phrases.none_guest, link=_link(f"@{self.username}", self.deep_link())))
        button = InlineKeyboardButton(phrases.button_private, url=self.deep_link())
        return Outgoing(self.phrase(phrases.none_group), InlineKeyboardMarkup([[button]]))

    def _guides(self, entry: Entry) -> str:
        guides = self.faq.guides_of(entry)
        if not guides:
            return ""
        links = [f"• {_link(guide.title, guide.url)}" for guide in guides]
        return "\n".join((self.phrase(self.faq.phrases.guides), *links))

    def _source_line(self, entry: Entry) -> str:
        sources = self.faq.sources_of(entry)
        if not sources:
            return ""
        return self.phrase(source_phrase(sources, self.faq.phrases), sources=_source_list(sources))


def fill(template: str, **values: str) -> str:
    """Replace ``{name}`` by its value; braces with other names stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


def _keyboard(action: Action, entries: Iterable[Entry]) -> InlineKeyboardMarkup | None:
    rows = [[entry_button(action, entry)] for entry in entries]
    return InlineKeyboardMarkup(rows) if rows else None


def entry_button(action: Action, entry: Entry) -> InlineKeyboardButton:
    """Make a button that leads to an entry's answer."""
    return InlineKeyboardButton(label(entry.title), callback_data=encode(Press(action, entry.id)))


def _source_list(sources: Iterable[Source]) -> str:
    return "; ".join(
        (_link(source.title, source.url) if source.url else escape(source.title))
        + (f", {source.year}" if source.year else "")
        for source in sources
    )


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'
