"""Votes: each is counted and thanked for; who votes an answer down is shown what else may have been meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.addressing import Where
from bot.buttons import button, entry_rows, targets
from bot.callbacks import Action, Press
from bot.journal import MEANT, OFFER, PICK, VOTE, Voted
from bot.render import Outgoing
from bot.sending import acknowledge, replace, send, show_buttons, thread_of
from faq import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery, Message

    from bot.service import Service
    from bot.store import Answered
    from faq import Entry, Faq

CANDIDATES = 3
"""The most questions that are offered after a thumb down."""

_FOUND = frozenset({Outcome.ANSWER, PICK, MEANT})
"""How an answer comes about that somebody asked for in words; so the words may have been misread."""


@dataclass(frozen=True, slots=True)
class Thumb:
    """A thumb that was pressed, and the number of the update that brought it."""

    press: Press
    update: int

    @property
    def is_up(self) -> bool:
        """Whether it is a thumb up."""
        return self.press.action is Action.UP

    @property
    def entry(self) -> str:
        """Id of the entry that it is for."""
        return self.press.target


async def answer_vote(service: Service, query: CallbackQuery, message: Message, thumb: Thumb, where: Where) -> None:
    """Count a vote and say so. After a thumb down, once for each answer, offer what else may have been meant."""
    answered = await service.journal.answered_by(message.chat.id, message.message_id)
    is_down, notice = await _count(service, query, message, thumb)
    others = _others(service, answered, thumb.entry) if is_down else None
    if others is None:
        await acknowledge(service, query, notice)
    elif where is Where.PRIVATE:
        await acknowledge(service, query, notice)
        if service.journal.offers_first(message.chat.id, message.message_id, thumb.entry):
            await _ask_what_was_meant(service, message, others)
    else:
        hint = service.phrases.notice_meant if others else service.phrases.notice_not_meant
        await acknowledge(service, query, f"{notice} {hint}")
        if others and not targets(message.reply_markup, Action.MEANT):
            await _add_below(service, message, others)
    if answered is None:
        await service.journal.record_own(message.chat.id, message.message_id, VOTE, thumb.entry)


async def give_what_was_meant(service: Service, message: Message, entry: Entry, where: Where) -> None:
    """Give the answer that somebody chose: in private as a message, in a group in place of the one voted down."""
    chat_id, message_id = message.chat.id, message.message_id
    outgoing = service.renderer.answer(entry, where)
    others = tuple(other for other in targets(message.reply_markup, Action.MEANT, Action.DOWN) if other != entry.id)
    if where is Where.PRIVATE:
        message_id = await send(service, chat_id, outgoing, thread_id=thread_of(message))
    elif not await replace(service, chat_id, message_id, outgoing):
        return
    await service.journal.record_meant(where, chat_id, message_id, entry.id, others)


async def _count(service: Service, query: CallbackQuery, message: Message, thumb: Thumb) -> tuple[bool, str]:
    """Count a vote; tell whether it is a thumb down now, and what is said to it."""
    phrases, is_up = service.phrases, thumb.is_up
    on = (query.from_user.id, message.chat.id, message.message_id)
    before = await service.journal.vote_of(*on)
    voted = await service.journal.vote(*on, thumb.entry, up=is_up, update=thumb.update)
    service.metrics.voted(voted)
    if voted is Voted.TAKEN_BACK:
        return False, phrases.notice_vote_taken_back
    if voted is Voted.LOST:
        return not is_up, phrases.notice_vote_lost
    is_changed = before is not None and before.entry == thumb.entry
    return not is_up, phrases.notice_vote_changed if is_changed else phrases.notice_vote


def _others(service: Service, answered: Answered | None, shown: str) -> tuple[Entry, ...] | None:
    """Give what else may have been meant; None where nobody was misread: the answer was chosen from a list."""
    if answered is None:
        return ()
    if answered.entry != shown or answered.outcome not in _FOUND:
        return None
    return candidates(service.answerer.faq, answered.others, shown)


async def _ask_what_was_meant(service: Service, message: Message, others: tuple[Entry, ...]) -> None:
    phrases, phrase = service.phrases, service.renderer.phrase
    if others:
        rows = [*entry_rows(Action.MEANT, others), [button(phrases.button_topics, Press(Action.TOPICS))]]
        outgoing = Outgoing(phrase(phrases.meant), InlineKeyboardMarkup(rows))
    else:
        outgoing = service.browsing.below(phrase(phrases.not_meant))
    chat_id = message.chat.id
    offer = await send(service, chat_id, outgoing, reply_to=message.message_id, thread_id=thread_of(message))
    await service.journal.record_own(chat_id, offer, OFFER)


async def _add_below(service: Service, message: Message, others: tuple[Entry, ...]) -> None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    more = InlineKeyboardMarkup([*rows, *entry_rows(Action.MEANT, others)])
    await show_buttons(service, message.chat.id, message.message_id, more)


def candidates(faq: Faq, others: Sequence[str], shown: str) -> tuple[Entry, ...]:
    """Give what may have been meant: the plain answers among others that the FAQ still has, without the one shown."""
    known = [faq.by_id[other] for other in dict.fromkeys(others) if other in faq.by_id and other != shown]
    return tuple(entry for entry in known if entry.kind is Kind.ANSWER)[:CANDIDATES]
