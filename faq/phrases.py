"""Every text that the bot itself says. The texts stand in ``phrases.yaml``; this class names them.

Each field carries what is known about it in its metadata: ``about`` (where it is shown), ``placeholders``
(the names in braces that it may use, for example ``{bot}``), ``markup`` (whether it may use the light markup
of the answers, see :mod:`faq.markup`, or is shown as it stands) and ``limit`` (the most characters it may
have, as Telegram counts them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = ("ask", "topics", "help", "privacy", "about")
"""The commands that are described to people, in the order in which they are listed."""

COMMAND_LIMIT = 256
"""The most characters of a command's description."""


def _message(about: str, *placeholders: str) -> Mapping[str, Any]:
    """Metadata of a text that is a message, or stands in one: light markup, room for what is added to it."""
    return {"about": about, "placeholders": placeholders, "markup": True, "limit": 3000}


def _label(about: str, limit: int, *placeholders: str) -> Mapping[str, Any]:
    """Metadata of a text that is shown as it stands: buttons, notices, the profile, the terminal."""
    return {"about": about, "placeholders": placeholders, "markup": False, "limit": limit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The bot's own texts in one language."""

    greeting: str = field(metadata=_message("Answer to /start; topic buttons stand below.", "bot"))
    help: str = field(metadata=_message("Answer to /help and to unknown commands, in private.", "bot"))
    privacy: str = field(
        metadata=_message("Answer to /privacy: what the bot keeps, and for how many days questions.", "bot", "days")
    )
    privacy_memory: str = field(
        metadata=_message("The same where there is no store: nothing outlives the process.", "bot")
    )
    privacy_deleted: str = field(metadata=_message("Answer to /privacy delete: what was deleted, and what cannot be."))
    privacy_not_deleted: str = field(metadata=_message("Answer to /privacy delete when the store fails."))
    privacy_in_private: str = field(
        metadata=_message("Answer to /privacy delete in a group; a button to the private chat is below.")
    )
    about: str = field(metadata=_message("Answer to /about: what the bot is.", "bot"))
    how_to_ask: str = field(metadata=_message("Answer in groups to a mention or /ask without a question.", "bot"))
    group_welcome: str = field(
        metadata=_message("Said once on being added to a group, and to /help and /start there.", "bot")
    )

    suggest: str = field(metadata=_message("Above the buttons with the questions that may be meant."))
    meant: str = field(
        metadata=_message("After a thumb down, in private: above the buttons with what else may have been meant.")
    )
    not_meant: str = field(metadata=_message("The same with nothing else to offer; topic buttons stand below."))
    none_private: str = field(metadata=_message("No answer, in private; topic buttons stand below."))
    none_group: str = field(metadata=_message("No answer, in a group; a button to the private chat is below."))
    none_guest: str = field(
        metadata=_message("No answer, in a chat the bot has not joined; the link leads to it.", "link")
    )
    wordless: str = field(metadata=_message("Answer in private to a sticker, a voice message, /ask alone."))
    error: str = field(metadata=_message("Something broke while answering, in private."))
    limit_person: str = field(metadata=_message("Said once a minute to who asks too much in it."))
    limit_group: str = field(metadata=_message("Said once a minute in a group where too much is asked in it."))

    topics: str = field(metadata=_message("Above the buttons with the topics."))
    topic: str = field(metadata=_message("Above the buttons with the questions of a topic.", "topic"))
    topic_other: str = field(metadata=_label("Name of the questions that have no topic.", 60))

    guides: str = field(metadata=_message("Heading of the links below an answer."))
    source_primary: str = field(metadata=_message("Below an answer that rests on the primary source alone.", "sources"))
    source_beyond: str = field(metadata=_message("Below an answer that rests on other sources alone.", "sources"))
    source_both: str = field(
        metadata=_message("Below an answer that rests on the primary source and on others.", "sources")
    )

    button_back: str = field(metadata=_label("Button: back to the list.", 60))
    button_next: str = field(metadata=_label("Button: next page of a list.", 60))
    button_previous: str = field(metadata=_label("Button: previous page of a list.", 60))
    button_private: str = field(metadata=_label("Button: go on in the private chat.", 60))
    button_up: str = field(metadata=_label("Button: the answer was right.", 20))
    button_down: str = field(metadata=_label("Button: the answer was not.", 20))
    button_topics: str = field(metadata=_label("Button: to the list of topics.", 60))
    button_inline: str = field(metadata=_label("Button above inline results: to the private chat.", 60))
    notice_stale: str = field(metadata=_label("Notice: the pressed button no longer works.", 200))
    notice_error: str = field(metadata=_label("Notice: something broke while a button was answered.", 200))
    notice_limit: str = field(metadata=_label("Notice: too much was asked or pressed in a minute.", 200))
    notice_vote: str = field(metadata=_label("Notice: a vote was counted.", 90))
    notice_vote_changed: str = field(metadata=_label("Notice: a vote took the place of the one before.", 90))
    notice_vote_taken_back: str = field(metadata=_label("Notice: a vote is no longer counted.", 200))
    notice_vote_lost: str = field(metadata=_label("Notice: a vote could not be kept.", 90))
    notice_meant: str = field(
        metadata=_label("Added to the notice after a thumb down in a group: buttons have come up.", 100)
    )
    notice_not_meant: str = field(metadata=_label("The same with nothing to offer: how to ask anew.", 100))

    description: str = field(metadata=_label("Shown in the empty chat, before Start is pressed.", 512))
    short_description: str = field(metadata=_label("Shown in the bot's profile and beside its link.", 120))

    terminal_welcome: str = field(metadata=_label("First lines of the chat in the terminal.", 1000))
    terminal_help: str = field(metadata=_label("Answer to /help and unknown commands in the terminal.", 1000))
    terminal_privacy: str = field(metadata=_label("Answer to /privacy in the terminal.", 1000))
    terminal_suggest: str = field(metadata=_label("Below numbered suggestions in the terminal.", 200))
    terminal_topics: str = field(metadata=_label("Below the numbered topics in the terminal.", 200))
    terminal_none: str = field(metadata=_label("No answer, in the terminal.", 500))
    terminal_number: str = field(metadata=_label("A number that is not in the list.", 200, "last"))
    terminal_goodbye: str = field(metadata=_label("Last line of the chat in the terminal.", 200))

    commands: Mapping[str, str] = field(
        metadata={
            "about": "Description of each command, as Telegram lists it.",
            "placeholders": (),
            "markup": False,
            "limit": COMMAND_LIMIT,
        }
    )
