"""Is this update for the bot, what is asked in it, where does the answer go? Pure: no network, no memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from telegram import MessageEntity
from telegram.constants import ChatType

from faq.text import is_wordy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message, Update

GROUP_COMMANDS = frozenset({"start", "help", "topics", "privacy", "about"})
"""Commands that a group may give the bot beside ``/ask``, when it is clear that the bot is meant."""

MOST_ENTITIES = 100
"""Entities of a message that are looked at; Telegram allows no more, and each is compared with others."""

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_MENTIONS = frozenset({MessageEntity.MENTION, MessageEntity.TEXT_MENTION})
_LITERAL = frozenset(
    {MessageEntity.CODE, MessageEntity.PRE, MessageEntity.TEXT_LINK, MessageEntity.URL, MessageEntity.EMAIL}
)
_CONTENT = (
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "live_photo",
    "location",
    "paid_media",
    "photo",
    "poll",
    "rich_message",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)
"""What people send beside text, by the Bot API's names; all else without text is a service message."""


class Where(StrEnum):
    """The kinds of chat in which the bot is spoken to."""

    PRIVATE = "private"
    GROUP = "group"
    GUEST = "guest"


LONGEST_REMARK = 2
"""Words that may be no question but a remark, such as "lol" or "told you"."""


class Intent(StrEnum):
    """What somebody wants of the bot.

    ``question``: an answer. ``command``: what the command says. ``empty``: addressed without a question.
    ``wordless``: a message without words, in private.
    """

    QUESTION = "question"
    COMMAND = "command"
    EMPTY = "empty"
    WORDLESS = "wordless"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is: what a mention of it can look like."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Request:
    """Something said to the bot.

    Parameters
    ----------
    text
        The question, or what follows a command; mentions and ``/ask`` are taken out.
    command
        Name of the command in lower case, without slash and bot; empty for all other intents.
    message_id
        The message in which the bot was addressed.
    reply_to
        The message that the answer replies to; None in private, where there is nobody else.
    thread_id
        The forum topic that the answer belongs to.
    edited
        Whether this is a new version of an older message.
    album
        The album that the message is part of.
    guest_query
        What the answer is handed in under, in a chat that the bot has not joined.
    points_at
        The request to answer the message that was replied to, which is meant if this one asks nothing.
    is_remark
        Whether it does no more than reply to the bot, in a word or two without a question mark: perhaps it is said to
        the others.
    """

    where: Where
    intent: Intent
    chat_id: int
    message_id: int
    text: str = ""
    command: str = ""
    reply_to: int | None = None
    thread_id: int | None = None
    edited: bool = False
    album: str | None = None
    guest_query: str | None = None
    points_at: Request | None = None
    is_remark: bool = False


class _Span(NamedTuple):
    """Part of a text, in UTF-16 code units."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What a message says, seen by the bot.

    ``text`` is free of mentions and of a leading command; ``command`` is that command in lower case and
    ``addressee`` the bot that stands after its ``@``.
    """

    text: str
    mentioned: bool
    command: str = ""
    addressee: str = ""

    @property
    def is_wordless(self) -> bool:
        """Whether it is emoji or signs alone, and no call for the bot."""
        return not (self.mentioned or self.command or is_wordy(self.text))


def address(update: Update, me: Identity) -> Request | None:
    """Tell whether an update speaks to the bot, and what it wants.

    Parameters
    ----------
    me
        The bot.

    Returns
    -------
    Request | None
        None when the bot has to stay silent.
    """
    if update.guest_message is not None:
        return _in_guest_chat(update.guest_message, me)
    if update.message is not None:
        return _in_chat(update.message, me)
    if update.edited_message is None:
        return None
    request = _in_chat(update.edited_message, me)
    if request is None or request.intent is Intent.WORDLESS:
        return None
    pointed_at = replace(request.points_at, edited=True) if request.points_at else None
    return replace(request, edited=True, points_at=pointed_at)


def _in_chat(message: Message, me: Identity) -> Request | None:
    if not _from_person(message):
        return None
    if message.chat.type == ChatType.PRIVATE:
        return _in_private(message, me)
    if message.chat.type in _GROUPS:
        return _in_group(message, me)
    return None


def _in_private(message: Message, me: Identity) -> Request | None:
    said = _said(message, me)
    if said is None:
        return _request(message, Where.PRIVATE, Intent.WORDLESS) if _has_content(message) else None
    if said.is_wordless:
        return _request(message, Where.PRIVATE, Intent.WORDLESS)
    if said.command and said.command != "ask":
        return _request(message, Where.PRIVATE, Intent.COMMAND, said)
    return _question(message, Where.PRIVATE, said, me)


def _in_group(message: Message, me: Identity) -> Request | None:
    said = _said(message, me)
    if said is None or said.is_wordless or said.addressee not in {"", me.username.lower()}:
        return None
    named = said.mentioned or _replies_to(message, me)
    if said.command == "ask" or (named and not said.command):
        request = _question(message, Where.GROUP, said, me)
        return request if said.mentioned or said.command else replace(request, is_remark=_is_remark(said.text))
    if said.addressee or (named and said.command in GROUP_COMMANDS):
        return _request(message, Where.GROUP, Intent.COMMAND, said)
    return None


def _in_guest_chat(message: Message, me: Identity) -> Request | None:
    if not message.guest_query_id or not _from_person(message):
        return None
    return _question(message, Where.GUEST, _said(message, me) or _Said("", mentioned=True), me)


def _question(message: Message, where: Where, said: _Said, me: Identity) -> Request:
    """Make the request of a message that asks; the question may stand in the message that is replied to."""
    other = _question_of_another(message, where, me) if said.mentioned or said.command else None
    if is_wordy(said.text):
        return replace(_request(message, where, Intent.QUESTION, said), points_at=other)
    return other or _request(message, where, Intent.EMPTY, said)


def _question_of_another(message: Message, where: Where, me: Identity) -> Request | None:
    """Make the request to answer the message that is replied to; None where there is nothing to answer."""
    text = _asked_by_another(message, me)
    if not is_wordy(text) or message.reply_to_message is None:
        return None
    request = _request(message, where, Intent.QUESTION, _Said(text, mentioned=True))
    return replace(request, reply_to=message.reply_to_message.message_id)


def _request(message: Message, where: Where, intent: Intent, said: _Said | None = None) -> Request:
    return Request(
        where=where,
        intent=intent,
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=said.text if said else "",
        command=said.command if said and intent is Intent.COMMAND else "",
        reply_to=message.message_id if where is Where.GROUP else None,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        album=message.media_group_id,
        guest_query=message.guest_query_id if where is Where.GUEST else None,
    )


def _from_person(message: Message) -> bool:
    """Tell people, anonymous administrators among them, from bots, channels and what came through a bot."""
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


def _replies_to(message: Message, me: Identity) -> bool:
    """Tell a reply to something that the bot said from a reply to a service message that it caused."""
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != me.id:
        return False
    return not answered.is_automatic_forward and bool(answered.text or answered.caption)


def _is_remark(text: str) -> bool:
    return "?" not in text and len(text.split()) <= LONGEST_REMARK


def _asked_by_another(message: Message, me: Identity) -> str:
    answered = message.reply_to_message
    if answered is None:
        return ""
    if answered.from_user is not None and answered.from_user.is_bot and answered.sender_chat is None:
        return ""
    if message.quote is not None and message.quote.is_manual:
        return message.quote.text.strip()
    said = _said(answered, me)
    return said.text if said else ""


def _has_content(message: Message) -> bool:
    return any(getattr(message, name, None) or name in message.api_kwargs for name in _CONTENT)


def _said(message: Message, me: Identity) -> _Said | None:
    """Read a message's text or caption; None when it has neither."""
    text = message.text or message.caption
    if not text:
        return None
    return _read(text, message.entities if message.text else message.caption_entities, me)


def _read(text: str, entities: Sequence[MessageEntity], me: Identity) -> _Said:
    entities = entities[:MOST_ENTITIES]
    units = text.encode("utf-16-le", "surrogatepass")
    mentions = _mentions(entities)
    of_me = [_span(entity) for entity in mentions if _names(units, entity, me)]
    mentioned = bool(of_me)
    cut = [_span(entity) for entity in mentions]
    command = _leading_command(units, entities, of_me)
    if command is None:
        return _Said(_without(units, cut), mentioned)
    cut.append(command)
    name, _, addressee = _part(units, command).removeprefix("/").lower().partition("@")
    return _Said(_without(units, cut), mentioned, name, addressee)


def _mentions(entities: Sequence[MessageEntity]) -> list[MessageEntity]:
    literal = [_span(entity) for entity in entities if entity.type in _LITERAL]
    return [
        entity
        for entity in entities
        if entity.type in _MENTIONS and not any(_within(_span(entity), span) for span in literal)
    ]


def _names(units: bytes, entity: MessageEntity, me: Identity) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return _part(units, _span(entity)).lower() == f"@{me.username}".lower()


def _leading_command(units: bytes, entities: Sequence[MessageEntity], cut: Sequence[_Span]) -> _Span | None:
    """Find the command with which a text begins, mentions of the bot aside."""
    for entity in entities:
        if entity.type == MessageEntity.BOT_COMMAND:
            span = _span(entity)
            before = [part for part in cut if part.end <= span.start]
            return None if _without(units[: 2 * span.start], before) else span
    return None


def _span(entity: MessageEntity) -> _Span:
    return _Span(entity.offset, entity.offset + entity.length)


def _within(inner: _Span, outer: _Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _part(units: bytes, span: _Span) -> str:
    return units[2 * span.start : 2 * span.end].decode("utf-16-le", "replace")


def _without(units: bytes, cut: Sequence[_Span]) -> str:
    """Give the text that is left when spans are cut out, each of which leaves a space."""
    kept = []
    position = 0
    for span in sorted(cut):
        kept.append(_part(units, _Span(position, span.start)))
        position = max(position, span.end)
    kept.append(_part(units, _Span(position, len(units) // 2)))
    return " ".join(filter(None, (part.strip() for part in kept)))
