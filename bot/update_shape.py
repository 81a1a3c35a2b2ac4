"""What an update must look like to be read: the parts that the bot looks at, each of its kind and size.

The library takes what it is given: an id that is a list, a text that is a number. Where such a value is met later, in
the order of chats or in the store, it would stop more than the update that it stands in.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, InstanceOf

Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]
"""An id, an offset, a date: what databases take. Telegram's have 52 bits at the most."""

Text = InstanceOf[str]
"""Any text, with characters that are none (single surrogates) as well."""


HIGHEST_NUMBER = 2**63 - 1
"""No update has a higher number."""


LONGEST_LIST = 100
"""Telegram says nothing more often: not entities of a text, nor buttons below it. Each more takes time to read."""


class _Part(BaseModel):
    """A part of an update; fields of which the bot knows nothing are left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _User(_Part):
    id: Number
    is_bot: bool


class _Chat(_Part):
    id: Number
    type: Text


class _Entity(_Part):
    type: Text
    offset: Number
    length: Number
    user: _User | None = None


class _Quote(_Part):
    text: Text
    is_manual: bool | None = None


class _Button(_Part):
    callback_data: Text | None = None


class _Keyboard(_Part):
    inline_keyboard: list[list[_Button]]


class _Message(_Part):
    message_id: Number
    date: Number
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    text: Text | None = None
    entities: list[_Entity] | None = None
    caption: Text | None = None
    caption_entities: list[_Entity] | None = None
    message_thread_id: Number | None = None
    is_topic_message: bool | None = None
    is_automatic_forward: bool | None = None
    media_group_id: Text | None = None
    guest_query_id: Text | None = None
    reply_to_message: _Message | None = None
    quote: _Quote | None = None
    reply_markup: _Keyboard | None = None


class _CallbackQuery(_Part):
    id: Text
    sender: _User = Field(alias="from")
    data: Text | None = None
    message: _Message | None = None


class _InlineQuery(_Part):
    id: Text
    sender: _User = Field(alias="from")
    query: Text


class _Member(_Part):
    status: Text
    is_member: bool | None = None


class _Membership(_Part):
    chat: _Chat
    sender: _User = Field(alias="from")
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Part):
    update_id: Annotated[int, Field(ge=0, le=HIGHEST_NUMBER)]
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    inline_query: _InlineQuery | None = None
    my_chat_member: _Membership | None = None
    guest_message: _Message | None = None


KINDS = tuple(name for name in _Update.model_fields if name != "update_id")
"""The kinds of update that the bot answers."""


def number_of(raw: Any) -> int | None:
    """Give the number of an update as it came; None where it is no update, for none is without one."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 <= number <= HIGHEST_NUMBER else None


def what_is_read(raw: Any) -> dict[str, Any]:
    """Give an update without kinds that the bot does not answer, and without what is too much in its lists.

    Raises
    ------
    ValueError
        When a part of it that the bot looks at is not what it should be.
    """
    _shorten(raw)
    _Update.model_validate(raw)
    return {name: raw[name] for name in ("update_id", *KINDS) if raw.get(name) is not None}


def _shorten(raw: Any) -> None:
    """Cut off what is too much in the lists of an update, in place, however deep they stand."""
    parts: list[Any] = [raw] if isinstance(raw, dict) else []
    while parts:
        part = parts.pop()
        if isinstance(part, list):
            del part[LONGEST_LIST:]
        parts += [one for one in (part.values() if isinstance(part, dict) else part) if isinstance(one, dict | list)]
