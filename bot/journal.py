"""What the bot remembers of its answers: to correct them, to answer nothing twice, and to say what was missed.

The latest stands in memory, all of it in the store. Where the store fails, memory does what it can.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.memory import Memory
from bot.scrubbing import scrubbed
from bot.store import (
    Answered,
    Question,
    Shelter,
    Tally,
    Vote,
    answers,
    claims,
    handled,
    parked,
    questions,
    tallies,
    votes,
)
from faq import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from bot.addressing import Request
    from faq import Reply

KEEP_SECONDS = 48 * 60 * 60
"""How long an answer is remembered: as long as Telegram lets people edit their messages."""

KEEP_UPDATE_SECONDS = 24 * 60 * 60
"""How long an update is kept that cannot be answered: as long as Telegram itself keeps one."""

KEEP_ITEMS = 2_000
"""How many things of a kind are remembered in memory at most; the ones not touched for longest go first."""

RECALLED = 2_000
"""How many of the latest answers a process begins with: many more than Telegram may hand out the questions of again."""

KEEP_QUESTIONS_DAYS = 90
"""How long a missed question is kept after it was last asked, unless the settings say otherwise."""

TEND_SECONDS = 60 * 60
"""How often what is too old is deleted."""

PICK = "pick"
"""Counted beside the outcomes: somebody chose from the suggestions."""

MEANT = "meant"
"""Counted beside the outcomes: somebody chose after a thumb down what was meant."""

MORE = "more"
"""The outcome of a related answer: nobody asked for it in words."""

OFFER = "offer"
"""The outcome of a message that asks what was meant."""

VOTE = "vote"
"""The outcome of an answer that had been forgotten and got a vote: known again, so that the vote can be deleted."""


class Voted(StrEnum):
    """What became of a vote; ``lost`` where the store cannot take it."""

    UP = "up"
    DOWN = "down"
    TAKEN_BACK = "taken back"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long things are remembered.

    Parameters
    ----------
    answer_seconds, items
        Of answers: for how long, and in memory how many at most.
    question_days
        Of missed questions, from when each was last asked.
    """

    answer_seconds: float = KEEP_SECONDS
    items: int = KEEP_ITEMS
    question_days: int = KEEP_QUESTIONS_DAYS


class Journal:
    """Remembers which message answers which, what was missed, and what people thought of it.

    Parameters
    ----------
    shelter
        The store; None where everything stays in memory.
    secret
        What votes are hashed with: whoever lacks it cannot tell from a hash who voted.
    clock
        Seconds that only ever grow.
    today
        Seconds since 1970.
    is_alone
        Whether nobody else changes what the bot has said; else the store knows it better than this process.
    """

    def __init__(  # noqa: PLR0913 (what it works with, and how)
        self,
        shelter: Shelter | None = None,
        secret: str = "",
        keeping: Keeping | None = None,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], float] = time.time,
        *,
        is_alone: bool = True,
    ) -> None:
        self.shelter = shelter or Shelter(None)
        self._secret = secret.encode()
        self.keeping = keeping or Keeping()
        self._today = today
        self._is_alone = is_alone
        seconds, items = self.keeping.answer_seconds, self.keeping.items
        self._answers: Memory[tuple[int, int], Answered] = Memory(clock, seconds, items)
        self._messages: Memory[tuple[int, int], int] = Memory(clock, seconds, items)
        self._doubtful: Memory[tuple[int, int], str] = Memory(clock, seconds, items)
        self._shown: Memory[tuple[int, int], str] = Memory(clock, seconds, items)
        self._offered: Memory[tuple[int, int], str] = Memory(clock, seconds, items)
        self._albums: Memory[tuple[int, str], bool] = Memory(clock, seconds, items)
        self._remembers_all = False  # that Telegram may ask about again

    async def recall(self) -> None:
        """Take the latest answers from the store into memory, so that it need not be asked about each message.

        Only for a process that answers alone: what others answer stands in the store and nowhere else.
        """
        since = self._oldest_answer()
        latest = await self.shelter.read(lambda store: answers.latest(store, RECALLED, since), None)
        if latest is None and self.shelter.keeps:
            return
        for answered in latest or ():
            self._remember(answered)
        self._remembers_all = True

    async def record(self, request: Request, answer_id: int, reply: Reply | None) -> None:
        """Remember the bot's message that answers a request, and count how it ended.

        Parameters
        ----------
        reply
            What was decided; None where nothing was asked, as at a command.
        """
        answered = _answered(request, answer_id, reply)
        self._remember(answered)
        if reply is not None and reply.outcome is Outcome.SUGGEST:
            self._doubtful.put((answered.chat_id, answer_id), scrubbed(reply.question))
        at = self._now()

        def work(connection: Connection) -> None:
            answers.remember(connection, answered, at)
            _count(connection, request.where, reply, at)

        await self.shelter.write(work)

    async def count(self, where: str, reply: Reply) -> None:
        """Count how a question ended whose answer cannot be remembered, in a chat that the bot has not joined."""
        at = self._now()

        def work(connection: Connection) -> None:
            _count(connection, where, reply, at)

        await self.shelter.write(work)

    async def record_pick(self, where: str, chat_id: int, answer_id: int, entry: str) -> None:
        """Remember that a message of the bot, which made suggestions, now shows the one that somebody chose."""
        before = await self.answered_by(chat_id, answer_id)
        after = replace(before, outcome=PICK, entry=entry, phrasing="") if before else None
        if after is not None:
            self._remember(after)
        question = self._doubtful.get((chat_id, answer_id))
        at = self._now()

        def work(connection: Connection) -> None:
            if after is not None:
                answers.remember(connection, after, at)
            if question is not None:
                questions.pick(connection, question, entry)
            tallies.add(connection, _tally(at, where, PICK, entry))

        await self.shelter.write(work)

    async def record_meant(
        self, where: str, chat_id: int, answer_id: int, entry: str, others: tuple[str, ...] = ()
    ) -> None:
        """Remember that a message of the bot shows what somebody chose after a thumb down, and count it.

        Parameters
        ----------
        answer_id
            An answer that has become another one, or a message of its own.
        others
            Ids of the entries that may be meant if it was not this one either.
        """
        before = await self.answered_by(chat_id, answer_id) or _own(chat_id, answer_id, MEANT)
        after = replace(before, outcome=MEANT, entry=entry, phrasing="", others=others)
        self._remember(after)
        at = self._now()

        def work(connection: Connection) -> None:
            answers.remember(connection, after, at)
            tallies.add(connection, _tally(at, where, MEANT, entry))

        await self.shelter.write(work)

    async def record_own(self, chat_id: int, answer_id: int, outcome: str, entry: str = "") -> None:
        """Remember a message that the bot sent because a button was pressed; it answers no message of anybody."""
        own = _own(chat_id, answer_id, outcome, entry)
        self._remember(own)
        at = self._now()

        def work(connection: Connection) -> None:
            answers.remember(connection, own, at)

        await self.shelter.write(work)

    async def answer_to(self, chat_id: int, message_id: int) -> Answered | None:
        """Recall what answers a message; None when nothing does, or it is too long ago."""
        known = self._answers.get((chat_id, message_id))
        if known is not None and self._is_alone:
            return known
        since = self._oldest_answer()
        return await self.shelter.read(lambda store: answers.to_message(store, chat_id, message_id, since), known)

    async def is_answered(self, chat_id: int, message_id: int) -> bool:
        """Tell whether a message has had its answer, before a restart perhaps."""
        is_known = self._answers.get((chat_id, message_id)) is not None
        return is_known or (not self._remembers_all and await self.answer_to(chat_id, message_id) is not None)

    async def answered_by(self, chat_id: int, answer_id: int) -> Answered | None:
        """Recall what a message of the bot answers, and what it shows."""
        message_id = self._messages.get((chat_id, answer_id))
        if message_id is not None:
            return await self.answer_to(chat_id, message_id)
        since = self._oldest_answer()
        return await self.shelter.read(lambda store: answers.by_answer(store, chat_id, answer_id, since), None)

    async def is_handled(self, update: int) -> bool:
        """Tell whether an update has been dealt with, before a restart perhaps, that no answer is known by."""
        return await self.shelter.read(lambda store: handled.is_known(store, update), otherwise=False)

    async def record_handled(self, update: int) -> None:
        """Remember that an update has been dealt with that no answer is known by."""
        at = self._now()

        def work(connection: Connection) -> None:
            handled.remember(connection, update, at)

        await self.shelter.write(work)

    async def vote_of(self, user_id: int, chat_id: int, answer_id: int) -> Vote | None:
        """Give the vote of somebody on an answer; None where there is none, or the store cannot tell."""
        voter = self._voter(user_id, chat_id, answer_id)
        return await self.shelter.read(lambda store: votes.given_by(store, voter), None)

    async def vote(  # noqa: PLR0913 (a vote is as much)
        self, user_id: int, chat_id: int, answer_id: int, entry: str, *, up: bool, update: int | None = None
    ) -> Voted:
        """Count a vote on an answer. The same thumb once more takes it back, the other one changes it.

        Parameters
        ----------
        update
            Number of the update that brought the vote, remembered with it: once more it would take the vote back.
        """
        answered = await self.answered_by(chat_id, answer_id)
        phrasing = answered.phrasing if answered and answered.entry == entry else ""
        vote = Vote(voter=self._voter(user_id, chat_id, answer_id), entry=entry, phrasing=phrasing, up=up)
        at = self._now()

        def work(connection: Connection) -> Voted:
            before = votes.given_by(connection, vote.voter)
            if update is not None:
                if handled.is_known(connection, update):  # it was counted, and the store's word of that was lost
                    return _standing(before)
                handled.remember(connection, update, at)
            if before is not None and (before.entry, before.up) == (vote.entry, vote.up):
                votes.take_back(connection, [vote.voter])
                return Voted.TAKEN_BACK
            votes.cast(connection, vote, at)
            return _standing(vote)

        return await self.shelter.change(work, Voted.LOST)

    async def forget_chat(self, user_id: int, chat_id: int) -> bool:
        """Forget what was answered in a private chat, and the votes on it; False where the store cannot now.

        Older votes, and questions, cannot be told from those of others.
        """
        await self.shelter.settle()  # what still waits to be written would come back afterwards
        for message_id, answer_id in self._forgotten(chat_id):
            self._answers.drop((chat_id, message_id))
            for memory in (self._messages, self._doubtful, self._shown, self._offered):
                memory.drop((chat_id, answer_id))

        def work(connection: Connection) -> bool:
            of_chat = answers.of_chat(connection, chat_id)
            votes.take_back(connection, [self._voter(user_id, chat_id, one.answer_id) for one in of_chat])
            answers.forget_chat(connection, chat_id)
            return True

        return await self.shelter.change(work, not self.shelter.keeps)

    def record_shown(self, chat_id: int, message_id: int, fingerprint: str) -> None:
        """Remember what a message of the bot shows now."""
        self._shown.put((chat_id, message_id), fingerprint)

    def forget_shown(self, chat_id: int, message_id: int) -> None:
        """Forget what a message of the bot shows, while it is being changed."""
        self._shown.drop((chat_id, message_id))

    def shows(self, chat_id: int, message_id: int, fingerprint: str) -> bool:
        """Tell whether a message of the bot is known to show this already."""
        return self._is_alone and self._shown.get((chat_id, message_id)) == fingerprint

    def offers_first(self, chat_id: int, answer_id: int, entry: str) -> bool:
        """Tell whether below this answer nothing else has been offered yet, and remember that it is being done."""
        is_first = self._offered.get((chat_id, answer_id)) != entry
        self._offered.put((chat_id, answer_id), entry)
        return is_first

    def seen_album(self, chat_id: int, album: str) -> bool:
        """Tell whether a part of this album has come before, and remember that one has now."""
        seen = self._albums.get((chat_id, album)) is not None
        self._albums.put((chat_id, album), value=True)
        return seen

    async def tend(self) -> None:
        """Delete what is too old, now and once an hour, for ever."""
        while True:
            await self.clean()
            await asyncio.sleep(TEND_SECONDS)

    async def clean(self) -> None:
        """Delete what is too old."""
        oldest_answer = self._oldest_answer()
        oldest_update = self._now() - KEEP_UPDATE_SECONDS
        oldest_question = self._now() - self.keeping.question_days * 24 * 60 * 60

        def work(connection: Connection) -> None:
            answers.forget_before(connection, oldest_answer)
            handled.forget_before(connection, oldest_answer)
            claims.forget_before(connection, oldest_answer)
            parked.forget_before(connection, oldest_update)
            questions.forget_before(connection, oldest_question)

        await self.shelter.change(work, None)

    def _remember(self, answered: Answered) -> None:
        self._answers.put((answered.chat_id, answered.message_id), answered)
        self._messages.put((answered.chat_id, answered.answer_id), answered.message_id)

    def _forgotten(self, chat_id: int) -> list[tuple[int, int]]:
        return [(one.message_id, one.answer_id) for one in self._answers.values() if one.chat_id == chat_id]

    def _voter(self, user_id: int, chat_id: int, answer_id: int) -> str:
        return hmac.digest(self._secret, f"vote:{user_id}:{chat_id}:{answer_id}".encode(), "sha256").hex()[:32]

    def _oldest_answer(self) -> int:
        return self._now() - int(self.keeping.answer_seconds)

    def _now(self) -> int:
        return int(self._today())


def day_of(moment: float) -> date:
    """Give the day (UTC) of a moment (seconds since 1970)."""
    return datetime.fromtimestamp(moment, UTC).date()


def _standing(vote: Vote | None) -> Voted:
    """Tell what has become of a vote from how it stands now."""
    if vote is None:
        return Voted.TAKEN_BACK
    return Voted.UP if vote.up else Voted.DOWN


def _count(connection: Connection, where: str, reply: Reply | None, at: int) -> None:
    if reply is None:
        return
    shown = reply.entry.id if reply.entry else ""
    tallies.add(connection, _tally(at, where, reply.outcome, shown))
    text = scrubbed(reply.question)
    if reply.outcome not in {Outcome.NONE, Outcome.SUGGEST} or not text:
        return
    best = reply.matches[0] if reply.matches else None
    missed = Question(
        text=text,
        outcome=reply.outcome,
        nearest=best.entry.id if best else "",
        score=best.score if best else 0.0,
    )
    questions.count(connection, missed, at)


def _tally(at: int, where: str, outcome: str, entry: str) -> Tally:
    return Tally(day=day_of(at), chat=where, outcome=outcome, entry=entry, times=1)


def _answered(request: Request, answer_id: int, reply: Reply | None) -> Answered:
    known = Answered(
        chat_id=request.chat_id, message_id=request.message_id, answer_id=answer_id, outcome=request.intent
    )
    if reply is None:
        return known
    if reply.entry is None:
        return replace(known, outcome=reply.outcome)
    shown, *next_ones = reply.matches
    others = tuple(match.entry.id for match in next_ones)
    return replace(known, outcome=reply.outcome, entry=shown.entry.id, phrasing=shown.phrasing, others=others)


def _own(chat_id: int, answer_id: int, outcome: str, entry: str = "") -> Answered:
    """Make the record of a message that answers none: it stands in place of one itself."""
    return Answered(chat_id=chat_id, message_id=answer_id, answer_id=answer_id, outcome=outcome, entry=entry)
