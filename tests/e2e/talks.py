"""A chat as the people in it see it: what they say, what they hear, what they press."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.telegram import entity_text, updates

if TYPE_CHECKING:
    from faq import Entry, Faq
    from tests.telegram import Call, Server, Text

JSON = dict[str, Any]

SAYING = ("sendMessage", "editMessageText")
CALLBACK_BYTES = 64


def words(text: str) -> list[str]:
    """Give the words of a text without markup and links, to recognise a text of the phrases file by."""
    return re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", text))


@dataclass(frozen=True)
class Said:
    """Something that the bot said, as it is seen in the chat.

    Parameters
    ----------
    message
        The message: the Bot API's, or for inline and guest messages as much of one as there is.
    """

    message: JSON

    @property
    def text(self) -> str:
        """What is to be read, without markup."""
        return str(self.message["text"])

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0].strip()

    @property
    def entities(self) -> list[JSON]:
        """How it is formatted."""
        return list(self.message.get("entities", []))

    @property
    def links(self) -> dict[str, str]:
        """Addresses of the links by the words that lead there."""
        return {entity_text(self.text, one): one["url"] for one in self.entities if "url" in one}

    @property
    def buttons(self) -> dict[str, JSON]:
        """Buttons by their label."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button for row in rows for button in row}

    @property
    def callbacks(self) -> dict[str, str]:
        """Callback data of the buttons that have some, by label."""
        return {text: button["callback_data"] for text, button in self.buttons.items() if "callback_data" in button}

    @property
    def leads(self) -> dict[str, str]:
        """Callback data of the buttons that lead on, by label: all but the thumbs."""
        return {text: data for text, data in self.callbacks.items() if not data.startswith(("up:", "down:"))}

    @property
    def thumbs(self) -> list[str]:
        """Labels of the buttons that vote."""
        return [text for text in self.callbacks if text not in self.leads]

    @property
    def replies_to(self) -> int | None:
        """Number of the message to which this one replies."""
        original = self.message.get("reply_to_message")
        return original["message_id"] if original else None

    @property
    def previews_links(self) -> bool:
        """Whether Telegram may show a preview of a link."""
        return not self.message.get("link_preview_options", {}).get("is_disabled", False)

    def says(self, phrase: str, **values: str) -> bool:
        """Tell whether a text of the phrases file stands in it."""
        wanted = " ".join(words(phrase.format(**values)))
        return f" {wanted} " in f" {' '.join(words(self.text))} "

    def answers(self, entry: Entry) -> bool:
        """Tell whether it is the answer of an entry: its title in bold and a text below."""
        bold = [entity for entity in self.entities if entity["type"] == "bold" and entity["offset"] == 0]
        titled = bool(bold) and entity_text(self.text, bold[0]) == entry.title
        return titled and len(self.text) > len(entry.title) + 20


class Talk:
    """One person in one chat with the bot.

    Parameters
    ----------
    chat
        The chat; None means the private chat of a new person.
    """

    def __init__(self, server: Server, faq: Faq, chat: JSON | None = None, user: JSON | None = None) -> None:
        self.server = server
        self.faq = faq
        self.user = user or updates.person()
        self.chat = chat or updates.private(self.user)
        self._asked: str | Text | None = None
        self._number = 0

    @property
    def private(self) -> bool:
        return bool(self.chat["type"] == "private")

    def push(self, message: JSON) -> JSON:
        """Put a message into the chat."""
        self._number = self.server.push(updates.new_message(message))
        return message

    def say(self, text: str | Text, **options: Any) -> JSON:
        """Say something in the chat; give the message."""
        return self.push(updates.message(self.chat, self.user, text, **options))

    async def hear(self) -> Said:
        """Wait for the next thing that the bot says in the chat, or changes in what it said."""
        call = await self.server.call(*SAYING, chat_id=self.chat["id"])
        return seen(call)

    async def ask(self, text: str | Text, **options: Any) -> Said:
        """Say something and wait for what the bot says next.

        What was asked right before is asked again when the bot is done with it. Sooner, however slow the machine, it
        might count as the same question, and get no answer of its own.
        """
        if text == self._asked:
            await self.server.confirmed(self._number)
        self._asked = text
        self.say(text, **options)
        return await self.hear()

    async def press(self, said: Said, label: str, user: JSON | None = None) -> Call:
        """Press a button and wait until the press is answered."""
        return await self.press_data(said.message, said.callbacks[label], user)

    async def press_data(self, message: JSON | None, data: str, user: JSON | None = None) -> Call:
        """Send the press of a button with any data, and wait until it is answered.

        Parameters
        ----------
        message
            The message with the button; None for one that was sent by way of an inline result.
        user
            Who presses it; None means the person of this talk.
        """
        inline = {} if message else {"inline_message_id": "BAAAAAAAAAAA"}
        update = updates.callback_query(user or self.user, message, data, **inline)
        self.server.push(update)
        query = update["callback_query"]["id"]
        return await self.server.call("answerCallbackQuery", callback_query_id=query)

    def said(self) -> list[Call]:
        """List all calls that changed something in the chat."""
        return self.server.sent(*SAYING, "editMessageReplyMarkup", "deleteMessage", chat_id=self.chat["id"])

    async def silent_since(self, before: int) -> None:
        """Check that the bot has said nothing since there were so many things said.

        A chat's updates are answered in order. So what is asked now is answered after all that was said
        before would have been: when its answer comes, and comes first, silence is proved.
        """
        phrases = self.faq.phrases
        command, wanted = (
            ("/privacy", phrases.privacy) if self.private else (f"/ask@{self.server.username}", phrases.how_to_ask)
        )
        asked = self.say(command)
        heard = await self.hear()
        assert heard.says(wanted, bot=self.server.username, days="90"), f"not silent, it said: {heard.text}"
        assert self.private or heard.replies_to == asked["message_id"]
        assert len(self.said()) == before + 1


def seen(call: Call) -> Said:
    """Give what a call made the bot say."""
    assert call.ok, f"Telegram refused: {call}"
    assert isinstance(call.result, dict)
    return Said(call.result)
