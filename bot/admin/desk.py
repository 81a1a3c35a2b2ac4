"""What admins ask, and what they are told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ParseMode

from bot.addressing import Intent, Where
from bot.admin.admins import COMMANDS
from bot.admin.health import health_html
from bot.admin.missed import missed_html
from bot.admin.reloads import reload_html
from bot.admin.statistics import (
    HOW_MANY_DAYS,
    nothing_known,
    read_days,
    read_figures,
    statistics_html,
    summary_html,
)
from bot.fitting import first_that_fits
from bot.render import Outgoing
from bot.sending import respond
from bot.service import Handled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.addressing import Request
    from bot.health import HealthReport
    from bot.reloading import Reloaded
    from bot.reporting.figures import Figures
    from bot.service import Service

CAPTION_LIMIT = 1024
"""The most UTF-16 code units of a picture's caption, its markup not counted."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers the admins.

    Parameters
    ----------
    admins
        Telegram's numbers of the people who may ask.
    reload
        Loads the FAQ again.
    health
        Looks how the bot is.
    draw
        Makes a picture of figures; None where nothing can draw.
    """

    admins: frozenset[int]
    reload: Callable[[], Awaitable[Reloaded]]
    health: Callable[[], HealthReport]
    draw: Callable[[Figures], bytes] | None = None

    def is_asked(self, request: Request) -> bool:
        """Tell whether a request is an admin's command. A private chat has the number of the person in it."""
        return (
            request.where is Where.PRIVATE
            and request.intent is Intent.COMMAND
            and request.command in COMMANDS
            and request.chat_id in self.admins
        )

    async def answer(self, service: Service, request: Request) -> Handled | None:
        """Do what an admin's command says; an edited one is not done again."""
        if request.edited:
            return None
        if request.command == "stats":
            await self._show_statistics(service, request)
        elif request.command == "missed":
            await self._say(service, request, await missed_html(service))
        elif request.command == "reload":
            await self._say(service, request, reload_html(await self.reload()))
        else:
            await self._say(service, request, health_html(self.health()))
        return Handled(request.where, request.command)

    async def _show_statistics(self, service: Service, request: Request) -> None:
        """Show a picture with the main figures below, or all of it as text where nothing can draw."""
        days = read_days(request.text)
        if days is None:
            await self._say(service, request, HOW_MANY_DAYS)
            return
        figures = await read_figures(service.journal, days)
        if figures is None:
            await self._say(service, request, nothing_known(service.journal))
        elif self.draw is None:
            await self._say(service, request, statistics_html(figures, service.answerer.faq))
        else:
            picture = await asyncio.to_thread(self.draw, figures)
            caption = first_that_fits([summary_html(figures, service.answerer.faq)], CAPTION_LIMIT)
            sent = await service.bot.send_photo(request.chat_id, picture, caption, parse_mode=ParseMode.HTML)
            await service.journal.record(request, sent.message_id, None)

    @staticmethod
    async def _say(service: Service, request: Request, html: str) -> None:
        await respond(service, request, Outgoing(first_that_fits([html])))
