"""How Telegram presents the bot: its commands and descriptions, and what BotFather has switched on for it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.faults import in_a_line
from faq.phrases import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from telegram import Bot, BotCommandScope, User

    from faq import Phrases

PRIVATE_COMMANDS = ("topics", "help", "privacy", "about")
"""Listed in private chats, where every message is a question and ``/ask`` is not needed."""

_SETTINGS = (
    ("can_join_groups", "groups", "it cannot be added to groups; @BotFather: /setjoingroups, Enable"),
    (
        "can_read_all_group_messages",
        "all group messages",
        (
            "privacy mode is on: /ask@{bot} and replies always reach it, bare mentions perhaps not; "
            "@BotFather: /setprivacy, Disable, then remove it from its groups and add it again"
        ),
    ),
    ("supports_inline_queries", "inline mode", "no inline mode; @BotFather: /setinline"),
    (
        "supports_guest_queries",
        "guest mode",
        "no guest mode (mentions in chats that it has not joined); @BotFather: bot settings, guest mode",
    ),
)

_LOG = logging.getLogger(__name__)


def introduction(me: User) -> str:
    """Tell in one line who the bot is, what BotFather allows it, and what to do about the rest."""
    return f"@{me.username} is at work; {allowance(me)}"


def allowance(me: User) -> str:
    """Tell what BotFather allows the bot, and what to do about the rest."""
    allowed = [name for field, name, _ in _SETTINGS if getattr(me, field)]
    remedies = [remedy.format(bot=me.username) for field, _, remedy in _SETTINGS if not getattr(me, field)]
    told = f"allowed: {', '.join(allowed) or 'private chats only'}"
    return "; ".join((told, *(f"off: {remedy}" for remedy in remedies)))


async def present(bot: Bot, phrases: Phrases) -> None:
    """Give Telegram the bot's commands and descriptions, where they differ from those that it has.

    A refusal is logged and left at that: the bot answers as well without a description.
    """
    try:
        await _present_commands(bot, phrases)
        await _present_descriptions(bot, phrases)
    except TelegramError as error:
        _LOG.warning("The bot's profile could not be brought up to date: %s", in_a_line(error))


class Presenting:
    """Presents the bot while it is at work, the latest texts last.

    Parameters
    ----------
    present
        Presents it with some texts.
    """

    def __init__(self, present: Callable[[Phrases], Awaitable[None]]) -> None:
        self._present = present
        self._under_way: asyncio.Task[None] | None = None

    def start(self, phrases: Phrases) -> None:
        """Present the bot with these texts from now on; what is under way with older ones is given up."""
        self._under_way = asyncio.create_task(self._in_place_of(self._under_way, phrases))

    async def stop(self) -> None:
        """Give up what is under way."""
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.wait((self._under_way,))

    async def _in_place_of(self, older: asyncio.Task[None] | None, phrases: Phrases) -> None:
        if older is not None:
            older.cancel()
            await asyncio.wait((older,))
        await self._present(phrases)


async def _present_commands(bot: Bot, phrases: Phrases) -> None:
    for scope, commands in _commands_by_scope(phrases):
        if list(await bot.get_my_commands(scope)) != commands:
            await bot.set_my_commands(commands, scope)


async def _present_descriptions(bot: Bot, phrases: Phrases) -> None:
    description = phrases.description.strip()
    if (await bot.get_my_description()).description != description:
        await bot.set_my_description(description)
    short_description = phrases.short_description.strip()
    if (await bot.get_my_short_description()).short_description != short_description:
        await bot.set_my_short_description(short_description)


def _commands_by_scope(phrases: Phrases) -> Iterator[tuple[BotCommandScope, list[BotCommand]]]:
    yield BotCommandScopeAllPrivateChats(), private_commands(phrases)
    yield BotCommandScopeAllGroupChats(), _described(COMMANDS, phrases)


def private_commands(phrases: Phrases) -> list[BotCommand]:
    """Give the commands that are listed in private chats."""
    return _described(PRIVATE_COMMANDS, phrases)


def _described(names: Iterable[str], phrases: Phrases) -> list[BotCommand]:
    return [BotCommand(name, phrases.commands[name]) for name in names if phrases.commands.get(name)]
