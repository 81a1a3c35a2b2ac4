"""Stores with something in them, and the small FAQ that is asked."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store import Question, Store, Tally, Vote, questions, tallies, votes
from bot.store.connecting import database_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

DAY = 24 * 60 * 60

ATTACK = """elephants </style></script><script>alert("x")</script>" onload='x' {{ 7*7 }} [bold]b[/bold]"""


def today() -> date:
    return datetime.now(UTC).date()


def question(text: str, times: int = 1, *, outcome: str = "none", picked: str = "", days: int = 0) -> Question:
    """Make a question that was last asked so many days ago."""
    at = int(time.time()) - days * DAY
    return Question(text=text, outcome=outcome, times=times, picked=picked, first_at=at, last_at=at)


USUAL = (
    question("is there wifi", 4),
    question("do you have wifi here", 2),
    question("the wifi password please"),
    question("can zebras visit", 3, outcome="suggest", picked="dogs"),
    question("my room is burning"),
    question("when do you open"),
    question(ATTACK),
)


def tally(outcome: str, times: int, entry: str = "", chat: str = "private", days: int = 0) -> Tally:
    return Tally(day=today() - timedelta(days), chat=chat, outcome=outcome, entry=entry, times=times)


COUNTED = (
    tally("answer", 6, "hours"),
    tally("answer", 2, "parking", chat="group", days=3),
    tally("suggest", 3),
    tally("pick", 2, "parking"),
    tally("none", 8, chat="group"),
    tally("emergency", 1, "sos"),
    tally("smalltalk", 5, "hello"),
    tally("answer", 100, "hours", days=90),
)


def fill(url: str, asked: Iterable[Question] = USUAL, counted: Iterable[Tally] = COUNTED) -> str:
    """Write these into the store at an address, with some votes, as a bot would; give the address."""

    async def write() -> None:
        store = Store(database_url(url))

        def work(connection: Connection) -> None:
            for one in asked:
                questions.count(connection, one, one.last_at)
                if one.picked:
                    questions.pick(connection, one.text, one.picked)
            for each in counted:
                tallies.add(connection, each)
            for voter, (phrasing, up) in enumerate([("opening hours", False), ("opening hours", True), ("", False)]):
                vote = Vote(voter=str(voter), entry="hours", phrasing=phrasing, up=up)
                votes.cast(connection, vote, int(time.time()))

        await store.write(work)
        await store.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(write())
    return url
