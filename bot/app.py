"""Puts the parts together: from settings and an FAQ to a bot that runs until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder

from bot.delivery import serve
from bot.journal import Journal, Keeping
from bot.logs import set_up_logging
from bot.ordering import InOrder
from bot.retrying import Retrying
from bot.store import Shelter, Store

if TYPE_CHECKING:
    from telegram.ext import Application

    from bot.settings import Settings
    from faq import Answerer

READ_SECONDS = 10.0
"""How long a call may take to be answered before it counts as lost."""

_LOG = logging.getLogger(__name__)


class TokenRefusedError(Exception):
    """Telegram does not know the token, or does not know it any more."""


def run(settings: Settings, token: str, answerer: Answerer) -> None:
    """Answer on Telegram until SIGTERM or SIGINT.

    Raises
    ------
    TokenRefusedError
        When the token is not, or no longer, that of a bot.
    StoreError
        When the store is not for this bot or this version of the program.
    """
    set_up_logging(settings.log_level, token)
    _LOG.info("Connecting to %s", settings.bot_api_url)
    try:
        asyncio.run(serve(build(settings, token), answerer, journal(settings, token)))
    except InvalidToken:
        raise TokenRefusedError from None


def journal(settings: Settings, token: str) -> Journal:
    """Make the journal that the settings ask for. Votes are hashed with the token, which stands in no store."""
    url = settings.store_url
    store = Store(url, bot_id=int(token.partition(":")[0])) if url else None
    return Journal(Shelter(store), token, Keeping(question_days=settings.keep_questions_days))


def build(settings: Settings, token: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """Make an application that is ready to be connected."""
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .read_timeout(READ_SECONDS)
        .get_updates_read_timeout(READ_SECONDS)
        .rate_limiter(Retrying())
        .concurrent_updates(InOrder())
        .updater(None)
        .job_queue(None)
        .build()
    )
