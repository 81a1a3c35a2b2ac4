"""Reply -> HTML text and keyboard, within Telegram's limits. Decides nothing; escapes everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.addressing import Where
from bot.buttons import Row, entry_rows, keyboard, thumbs
from bot.callbacks import Action
from bot.fitting import first_that_fits
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
    takes_votes
        Whether thumbs stand below answers; there is no use in them where no vote can be kept.
    """

    def __init__(self, faq: Faq, username: str, *, takes_votes: bool = False) -> None:
        self.faq = faq
        self.username = username
        self._takes_votes = takes_votes

    def reply(self, reply: Reply, where: Where) -> Outgoing:
        """Show what was decided. In private, when there is no answer, the buttons are left to the caller."""
        if reply.entry is not None:
            return self.answer(reply.entry, where)
        if reply.outcome is Outcome.SUGGEST:
            return self._suggestions(reply.suggestions, where)
        return self._none(where)

    def answer(self, entry: Entry, where: Where) -> Outgoing:
        """Show the answer of an entry, with thumbs below; in private also with buttons for related questions."""
        rows = [] if where is Where.GUEST else self.vote_rows(entry)
        if where is Where.PRIVATE and entry.kind is Kind.ANSWER:
            rows += entry_rows(Action.MORE, self.faq.related_to(entry)[:RELATED_LIMIT])
        return Outgoing(self.answer_html(entry), keyboard(rows))

    def vote_rows(self, entry: Entry) -> list[Row]:
        """Make the row with both thumbs, if there is one below this entry's answer."""
        return thumbs(entry, self.faq.phrases) if self._takes_votes else []

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
            return Outgoing(text, keyboard(entry_rows(Action.PICK, entries)))
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


def _source_list(sources: Iterable[Source]) -> str:
    return "; ".join(
        (_link(source.title, source.url) if source.url else escape(source.title))
        + (f", {source.year}" if source.year else "")
        for source in sources
    )


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'
