"""Updates as Telegram sends them: people, chats, messages, presses, queries, changes of membership."""

from __future__ import annotations

import itertools
from typing import Any

from tests.telegram.texts import Text, typed

JSON = dict[str, Any]

EPOCH = 1_780_000_000
"""Date of every message, in seconds since 1970; nothing in the tests depends on the time of day."""

GROUP_ANONYMOUS_BOT: JSON = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TELEGRAM: JSON = {"id": 777000, "is_bot": False, "first_name": "Telegram"}

_people = itertools.count(5_000_000_001)
_groups = itertools.count(4_000_001)
_queries = itertools.count(70_000_001)
message_ids = itertools.count(1001)
"""Numbers of messages, from one row for all chats, so that a mistaken chat is found out."""


def person(name: str = "Ada", **fields: Any) -> JSON:
    """Make a user whom nobody has met before."""
    return {"id": next(_people), "is_bot": False, "first_name": name, "language_code": "en"} | fields


def other_bot(username: str = "somebody_elses_bot") -> JSON:
    """Make a bot that is not the one under test."""
    return {"id": next(_people), "is_bot": True, "first_name": "Other", "username": username}


def private(user: JSON) -> JSON:
    """Give the private chat between a user and the bot."""
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


def group(title: str = "Family") -> JSON:
    """Make a basic group."""
    return {"id": -next(_groups), "type": "group", "title": title}


def supergroup(title: str = "Back pain club", **fields: Any) -> JSON:
    """Make a supergroup."""
    return {"id": -1_000_000_000_000 - next(_groups), "type": "supergroup", "title": title} | fields


def forum(title: str = "Massage forum") -> JSON:
    """Make a supergroup with topics."""
    return supergroup(title, is_forum=True)


def channel(title: str = "Massage news") -> JSON:
    """Make a channel."""
    return {"id": -1_000_000_000_000 - next(_groups), "type": "channel", "title": title}


def message(
    chat: JSON,
    sender: JSON | None,
    text: str | Text | None = None,
    *,
    reply_to: JSON | None = None,
    topic: JSON | None = None,
    **fields: Any,
) -> JSON:
    """Make a message.

    Parameters
    ----------
    text
        Plain text, in which Telegram finds mentions and commands, or a text with entities; None for a message
        without text, whose content stands in `fields`.
    reply_to
        The message to which this one replies.
    topic
        The message that opened the forum topic in which this one is written.
    fields
        More fields of the Bot API's Message, for example ``via_bot``.
    """
    made: JSON = {"message_id": next(message_ids), "date": EPOCH, "chat": chat}
    if sender:
        made["from"] = sender
    if topic:
        made |= {"message_thread_id": topic["message_id"], "is_topic_message": True}
        made["reply_to_message"] = topic
    if reply_to:
        made["reply_to_message"] = {name: value for name, value in reply_to.items() if name != "reply_to_message"}
        if chat["type"] == "supergroup" and not topic and not chat.get("is_forum"):
            # A thread of replies has a number too, to which nothing can be sent.
            made["message_thread_id"] = reply_to.get("message_thread_id", reply_to["message_id"])
    if text is not None:
        made |= _words(text, "text", "entities")
    return made | fields


def photo(chat: JSON, sender: JSON, caption: str | Text | None = None, **options: Any) -> JSON:
    """Make a photo, with or without a caption."""
    size = {"file_id": "photo", "file_unique_id": "p", "width": 90, "height": 60}
    words = _words(caption, "caption", "caption_entities") if caption is not None else {}
    return message(chat, sender, photo=[size], **words, **options)


def voice(chat: JSON, sender: JSON) -> JSON:
    """Make a voice message."""
    return message(chat, sender, voice={"file_id": "voice", "file_unique_id": "v", "duration": 3})


def sticker(chat: JSON, sender: JSON) -> JSON:
    """Make a sticker."""
    content = {"file_id": "sticker", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
    return message(chat, sender, sticker=content | {"is_animated": False, "is_video": False, "emoji": "\N{FOOT}"})


def topic_opened(chat: JSON, opener: JSON, name: str = "Backs") -> JSON:
    """Make the service message with which a forum topic begins; every message in it refers to this one."""
    number = next(message_ids)
    return {
        "message_id": number,
        "message_thread_id": number,
        "is_topic_message": True,
        "date": EPOCH,
        "chat": chat,
        "from": opener,
        "forum_topic_created": {"name": name, "icon_color": 7322096},
    }


def by_anonymous_admin(chat: JSON, text: str | Text, **options: Any) -> JSON:
    """Make a message of an administrator who hides behind the group."""
    return message(chat, GROUP_ANONYMOUS_BOT, text, sender_chat=chat, author_signature="boss", **options)


def automatic_forward(discussion: JSON, source: JSON, text: str | Text) -> JSON:
    """Make the copy of a channel post that Telegram puts into the channel's discussion group."""
    origin = {"type": "channel", "date": EPOCH, "chat": source, "message_id": next(message_ids)}
    return message(discussion, TELEGRAM, text, sender_chat=source, is_automatic_forward=True, forward_origin=origin)


def edited(original: JSON, text: str | Text) -> JSON:
    """Make the new version of a message that was edited."""
    caption = "caption" in original
    names = ("caption", "caption_entities") if caption else ("text", "entities")
    kept = {name: value for name, value in original.items() if name not in names}
    return kept | _words(text, *names) | {"edit_date": EPOCH + 60}


def new_message(content: JSON) -> JSON:
    """Make the update that brings a message."""
    return {"message": content}


def edited_message(content: JSON) -> JSON:
    """Make the update that brings the new version of a message."""
    return {"edited_message": content}


def channel_post(content: JSON) -> JSON:
    """Make the update that brings a post in a channel."""
    return {"channel_post": content}


def guest_message(chat: JSON, sender: JSON, text: str | Text, **options: Any) -> JSON:
    """Make the update that brings a mention in a chat in which the bot is a guest."""
    return {"guest_message": message(chat, sender, text, guest_query_id=f"guest-{next(_queries)}", **options)}


def callback_query(user: JSON, pressed: JSON | None, data: str, **fields: Any) -> JSON:
    """Make the update that brings the press of a button.

    Parameters
    ----------
    pressed
        The message with the button; None for an inline message, whose id stands in `fields`.
    """
    query: JSON = {"id": str(next(_queries)), "from": user, "chat_instance": "8675309", "data": data}
    if pressed:
        query["message"] = pressed
    return {"callback_query": query | fields}


def inaccessible(content: JSON) -> JSON:
    """Make what Telegram says of a message that is too old or deleted: where it was, and no more."""
    return {"chat": content["chat"], "message_id": content["message_id"], "date": 0}


def inline_query(user: JSON, query: str, **fields: Any) -> JSON:
    """Make the update that brings what a user has typed behind the bot's name so far."""
    content = {"id": str(next(_queries)), "from": user, "query": query, "offset": "", "chat_type": "group"}
    return {"inline_query": content | fields}


def membership(chat: JSON, actor: JSON, bot: JSON, old: str, new: str) -> JSON:
    """Make the update that tells that the bot's place in a chat has changed.

    Parameters
    ----------
    old, new
        ``left``, ``member``, ``administrator``, ``kicked``.
    """
    return {
        "my_chat_member": {
            "chat": chat,
            "from": actor,
            "date": EPOCH,
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
    }


def bot_joined(chat: JSON, actor: JSON, bot: JSON) -> JSON:
    """Make the service message that comes along when the bot is added to a group."""
    public = {name: bot[name] for name in ("id", "is_bot", "first_name", "username")}
    return new_message(message(chat, actor, new_chat_members=[public]))


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def _member(bot: JSON, status: str) -> JSON:
    public = {name: bot[name] for name in ("id", "is_bot", "first_name", "username")}
    member: JSON = {"user": public, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= dict.fromkeys(RIGHTS, False)
    return member


def _words(text: str | Text, text_field: str, entities_field: str) -> JSON:
    words = text if isinstance(text, Text) else typed(text)
    content: JSON = {text_field: words.text}
    if words.entities:
        content[entities_field] = list(words.entities)
    return content
