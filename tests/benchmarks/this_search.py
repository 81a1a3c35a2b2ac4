"""The project's own search, as the bot uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq import Answerer
from tests.benchmarks.methods import Found

if TYPE_CHECKING:
    from faq import Faq


class ThisSearch:
    """The search with its decision; learns anew each time, whatever the cache holds."""

    def __init__(self, faq: Faq) -> None:
        self._answerer = Answerer(faq)

    def find(self, question: str) -> Found:
        """Find the best entry for a question."""
        reply = self._answerer.reply(question)
        if not reply.matches:
            return Found(None, 0.0, reply)
        return Found(reply.matches[0].entry.id, reply.matches[0].score, reply)
