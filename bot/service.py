"""What every handler works with, and what it tells when it is done."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.addressing import Identity
from bot.browsing import Browsing
from bot.journal import Journal
from bot.metrics import Metrics
from bot.render import Renderer
from bot.throttle import Admission

if TYPE_CHECKING:
    from telegram import Bot

    from faq import Answerer, Match, Phrases, Reply

AT_ONCE = 300
"""Characters up to which a question is answered on the event loop, which takes a few milliseconds; a longer one would
keep other chats waiting."""

TYPED_AT_ONCE = 100
"""The same for a question that is still being typed: it is searched for in several ways."""


@dataclass(frozen=True, slots=True)
class Service:
    """The bot at work: who it is, what it knows, how it speaks, what it remembers and counts, how much it lets in."""

    bot: Bot
    me: Identity
    answerer: Answerer
    renderer: Renderer
    browsing: Browsing
    journal: Journal
    metrics: Metrics
    admission: Admission

    @classmethod
    def of(
        cls,
        bot: Bot,
        answerer: Answerer,
        journal: Journal | None = None,
        metrics: Metrics | None = None,
        admission: Admission | None = None,
    ) -> Service:
        """Put a bot that Telegram has let in to work on an FAQ.

        Without ``metrics`` it counts for itself, without ``admission`` everybody may ask as much as they like.
        """
        journal = journal or Journal()
        renderer = Renderer(answerer.faq, bot.username, takes_votes=journal.shelter.keeps)
        me = Identity(bot.id, bot.username)
        browsing = Browsing(renderer)
        return cls(bot, me, answerer, renderer, browsing, journal, metrics or Metrics(), admission or Admission())

    def knowing(self, answerer: Answerer) -> Service:
        """Give the same bot with another FAQ."""
        renderer = Renderer(answerer.faq, self.me.username, takes_votes=self.journal.shelter.keeps)
        return replace(self, answerer=answerer, renderer=renderer, browsing=Browsing(renderer))

    async def reply(self, question: str) -> Reply:
        """Find what to answer, and count the time that it takes; for a long question in a thread of its own."""
        with self.metrics.searching():
            if len(question) <= AT_ONCE:
                return self.answerer.reply(question)
            return await asyncio.to_thread(self.answerer.reply, question)

    async def completions(self, text: str, limit: int) -> tuple[Match, ...]:
        """Find what the words so far may be heading for; counted, and in a thread, like :meth:`reply`."""
        with self.metrics.searching():
            if len(text) <= TYPED_AT_ONCE:
                return self.answerer.completions(text, limit)
            return await asyncio.to_thread(self.answerer.completions, text, limit)

    @property
    def phrases(self) -> Phrases:
        """The bot's own texts."""
        return self.answerer.faq.phrases


@dataclass(slots=True)
class Serving:
    """The bot at work as it is now. Whoever answers an update takes :attr:`now` once and stays with it.

    So a new FAQ takes the place of the old one between two updates, never within one.
    """

    now: Service

    def learn(self, answerer: Answerer) -> None:
        """Answer from another FAQ from the next update on."""
        self.now = self.now.knowing(answerer)


@dataclass(frozen=True, slots=True)
class Handled:
    """An update that was answered, as it is logged: nothing of what was said, and nobody's name.

    Parameters
    ----------
    chat
        Kind of chat.
    outcome
        What was decided, or what else it was.
    score
        Of the best match, 0 to 1; None where nothing was searched.
    """

    chat: str
    outcome: str
    score: float | None = None

    @classmethod
    def reply(cls, chat: str, reply: Reply) -> Handled:
        """Tell of a question that was answered."""
        return cls(chat, reply.outcome, reply.matches[0].score if reply.matches else None)

    def __str__(self) -> str:
        """Tell it in the words of the log."""
        score = "-" if self.score is None else f"{self.score:.2f}"
        return f"{self.chat}, {self.outcome}, score {score}"
