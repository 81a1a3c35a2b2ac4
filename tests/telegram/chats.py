"""What Telegram knows: chats, their messages and topics, and queries that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.telegram.refusals import Refusal, bad_request, forbidden
from tests.telegram.updates import EPOCH, message_ids

JSON = dict[str, Any]

MESSAGE_KINDS = ("message", "edited_message", "channel_post", "edited_channel_post", "guest_message")
QUERY_KINDS = ("callback_query", "inline_query")
QUERY_UNKNOWN = bad_request("query is too old and response timeout expired or query ID is invalid")


@dataclass
class Chats:
    """All chats in which the bot is, was, or is a guest.

    Parameters
    ----------
    bot
        The bot as others see it.
    """

    bot: JSON
    known: dict[int, JSON] = field(default_factory=dict)
    closed: dict[int, Refusal] = field(default_factory=dict)
    messages: dict[tuple[int, int], JSON] = field(default_factory=dict)
    topics: set[tuple[int, int]] = field(default_factory=set)
    inline_messages: dict[str, JSON] = field(default_factory=dict)
    queries: set[tuple[str, str]] = field(default_factory=set)

    def learn(self, update: JSON) -> None:
        """Take notice of the chats, messages and queries that an update tells of."""
        for kind in MESSAGE_KINDS:
            if kind in update:
                self._learn_message(update[kind], guest=kind == "guest_message")
        for kind in QUERY_KINDS:
            if kind in update:
                self.queries.add((kind, update[kind]["id"]))
        if "my_chat_member" in update:
            self._learn_membership(update["my_chat_member"])

    def _learn_message(self, message: JSON, *, guest: bool) -> None:
        chat = message["chat"]
        self.known[chat["id"]] = chat
        if guest:
            self.queries.add(("guest_message", message["guest_query_id"]))
            self.closed[chat["id"]] = forbidden(f"bot is not a member of the {chat['type']} chat")
        for found in (message, message.get("reply_to_message")):
            if not found:
                continue
            self.messages.setdefault((chat["id"], found["message_id"]), found)
            if found.get("is_topic_message"):
                self.topics.add((chat["id"], found["message_thread_id"]))

    def _learn_membership(self, change: JSON) -> None:
        chat, status = change["chat"], change["new_chat_member"]["status"]
        self.known[chat["id"]] = chat
        if status not in {"left", "kicked"}:
            self.closed.pop(chat["id"], None)
        elif chat["type"] == "private":
            self.close(chat, "bot was blocked by the user")
        else:
            self.close(chat, f"bot was kicked from the {chat['type']} chat")

    def close(self, chat: JSON, words: str) -> None:
        """Refuse whatever the bot does in a chat from now on."""
        self.known[chat["id"]] = chat
        self.closed[chat["id"]] = forbidden(words)

    def chat(self, params: JSON) -> JSON:
        """Find the chat that a call names."""
        if params.get("chat_id") in {None, ""}:
            raise bad_request("chat_id is empty")
        chat = self.known.get(params["chat_id"])
        if not chat:
            raise bad_request("chat not found")
        if chat["id"] in self.closed:
            raise self.closed[chat["id"]]
        return chat

    def send(self, chat: JSON, content: JSON, params: JSON) -> JSON:
        """Put a message of the bot into a chat."""
        message: JSON = {"message_id": next(message_ids), "from": self.bot, "chat": chat, "date": EPOCH}
        thread = params.get("message_thread_id")
        if thread is not None:
            if (chat["id"], thread) not in self.topics:
                raise bad_request("message thread not found")
            message |= {"message_thread_id": thread, "is_topic_message": True}
        message |= self._reply(chat, params.get("reply_parameters")) | content
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def _reply(self, chat: JSON, reply: JSON | None) -> JSON:
        if not reply:
            return {}
        original = self.messages.get((chat["id"], reply.get("message_id", 0)))
        if original:
            return {"reply_to_message": {k: v for k, v in original.items() if k != "reply_to_message"}}
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")

    def delete(self, chat_id: int, message_id: int) -> None:
        """Forget a message, as when somebody deletes it."""
        if self.messages.pop((chat_id, message_id), None) is None:
            raise bad_request("message to delete not found")

    def own_message(self, params: JSON) -> JSON:
        """Find the message of the bot that a call wants to edit."""
        inline_id = params.get("inline_message_id")
        if inline_id:
            if inline_id not in self.inline_messages:
                raise bad_request("MESSAGE_ID_INVALID")
            return self.inline_messages[inline_id]
        chat = self.chat(params)
        message = self.messages.get((chat["id"], params.get("message_id", 0)))
        if not message:
            raise bad_request("message to edit not found")
        if message.get("from", {}).get("id") != self.bot["id"]:
            raise bad_request("message can't be edited")
        return message

    def edit(self, message: JSON, content: JSON) -> None:
        """Give a message new content; what is not given goes."""
        names = ("text", "entities", "reply_markup", "link_preview_options")
        if {name: message[name] for name in names[:3] if name in message} == {
            name: content[name] for name in names[:3] if name in content
        }:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message"
            )
        for name in names:
            message.pop(name, None)
        message |= content

    def answer_query(self, kind: str, query_id: object) -> None:
        """Close a query; each is answered once."""
        if (kind, query_id) not in self.queries:
            raise QUERY_UNKNOWN
        self.queries.remove((kind, str(query_id)))

    def send_inline(self, content: JSON) -> str:
        """Put a message into a chat on a user's behalf, and name it."""
        inline_id = f"inline-{next(message_ids)}"
        self.inline_messages[inline_id] = content
        return inline_id
