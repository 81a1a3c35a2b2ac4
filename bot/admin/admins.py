"""Who the admins are, how they are told something, and what Telegram lists to them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.faults import in_a_line
from bot.fitting import cut
from bot.profile import present, private_commands

if TYPE_CHECKING:
    from telegram import Bot

    from faq import Phrases

COMMANDS = {
    "stats": "What was asked and answered lately; /stats 7 for seven days",
    "missed": "Questions without an answer, with the nearest entry",
    "reload": "Load the FAQ's files again",
    "health": "How the bot is",
}
"""The admins' commands and how Telegram lists them to them; tools for those who run the bot speak English."""

_LOG = logging.getLogger(__name__)


class Admins:
    """The people who run the bot, as Telegram knows them. Each must have written to the bot once to be told anything.

    Parameters
    ----------
    numbers
        Telegram's numbers of them.
    """

    def __init__(self, bot: Bot, numbers: frozenset[int]) -> None:
        self._bot = bot
        self.numbers = numbers

    async def tell(self, text: str) -> None:
        """Tell all of them something that the log has as well."""
        for number in sorted(self.numbers):
            try:
                await self._bot.send_message(number, cut(text))
            except TelegramError as error:
                _LOG.warning("An admin could not be told: %s", _told(error))

    async def present(self, phrases: Phrases) -> None:
        """Present the bot to everybody, and to the admins with their own commands, which nobody else is shown."""
        await present(self._bot, phrases)
        listed = [*private_commands(phrases), *(BotCommand(name, about) for name, about in COMMANDS.items())]
        for number in sorted(self.numbers):
            scope = BotCommandScopeChat(number)
            try:
                if list(await self._bot.get_my_commands(scope)) != listed:
                    await self._bot.set_my_commands(listed, scope)
            except TelegramError as error:
                _LOG.warning("An admin's commands could not be listed: %s", _told(error))


def _told(error: TelegramError) -> str:
    """Tell in a line what went wrong, and what to do where it was the number."""
    line = in_a_line(error)
    if isinstance(error, (BadRequest, Forbidden)):
        return f"{line}; they must write to the bot first, or mend ADMIN_IDS"
    return line
