"""Questions of many people at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.e2e.talks import Talk

if TYPE_CHECKING:
    from faq import Entry, Faq
    from tests.telegram import Server

TOGETHER = 30
"""Answers that Telegram takes in a second, so the most that are sent at a time."""


def answered(talks: list[Talk]) -> list[int]:
    """How many answers each has got."""
    count = dict.fromkeys((talk.chat["id"] for talk in talks), 0)
    for call in talks[0].server.sent("sendMessage"):
        if call.ok and call.params["chat_id"] in count:
            count[call.params["chat_id"]] += 1
    return list(count.values())


async def all_answered(talks: list[Talk]) -> None:
    """Wait until everybody has an answer: on a slow machine as long as it takes, while there are more and more."""
    while 0 in (before := answered(talks)):
        await talks[0].server.until(
            lambda before=before: answered(talks) != before or None,  # type: ignore[misc]
            "an answer for everybody",
        )


class Burst:
    """Questions of many people; the bot ends in the middle of its answers: who was answered by then, and who twice?"""

    def __init__(self, telegram: Server, birds: Faq, entry: Entry, people: int = 100) -> None:
        self.server = telegram
        self.talks = [Talk(telegram, birds) for _ in range(people)]
        for talk in self.talks:
            talk.say(entry.title)
        self._end = 0.0

    async def middle(self, answers: int = 60) -> None:
        """Wait until so many have been answered."""
        await self.server.until(lambda: sum(answered(self.talks)) >= answers or None, "the middle of the burst")

    def interrupted(self) -> None:
        """Note that what comes from now on is of another life."""
        assert self.server.queue.pending, "the burst was over before"
        self._end = time.monotonic()

    async def over(self) -> None:
        """Wait until all is answered, and Telegram knows it."""
        await all_answered(self.talks)
        await self.server.polled()
        assert self.server.queue.pending == []

    @property
    def order(self) -> list[int]:
        """The chats that have been answered, in the order of the answers."""
        return [call.params["chat_id"] for call in self.server.sent("sendMessage") if call.ok]

    @property
    def before(self) -> list[int]:
        """Those of them that were answered before the end."""
        return [call.params["chat_id"] for call in self.server.sent("sendMessage") if call.ok and call.at < self._end]

    @property
    def twice(self) -> set[int]:
        """The chats that have got two answers."""
        count = answered(self.talks)
        assert set(count) <= {1, 2}
        return {talk.chat["id"] for talk, times in zip(self.talks, count, strict=True) if times == 2}
