"""Puts the parts together: from settings and an FAQ to a bot that runs until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder

from bot.claiming import Claiming
from bot.delivery import serve
from bot.forgetting import ForgetfulApplication
from bot.health import Health, program_version
from bot.hooking import Hook
from bot.journal import Journal, Keeping
from bot.masking import Mask
from bot.metrics import Metrics
from bot.parts import Parts
from bot.polling import READ_SECONDS
from bot.requesting import Requests
from bot.retrying import Retrying
from bot.store import Shelter, Store
from bot.store.connecting import is_file
from bot.throttle import Admission, Pacing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from telegram.ext import Application

    from bot.preparing import Content
    from bot.settings import Settings
    from bot.throttle.shared import Shared
    from faq import Answerer

CONNECTIONS = 256
"""Connections to Telegram at a time; calls wait for their turn long before there are so many."""

_LOG = logging.getLogger(__name__)


class TokenRefusedError(Exception):
    """Telegram does not know the token, or does not know it any more."""


def run(settings: Settings, token: str, answerer: Answerer, content: Content) -> None:
    """Answer on Telegram until SIGTERM or SIGINT.

    Parameters
    ----------
    content
        Where the FAQ lies that the answerer was made of: what is edited there is answered from soon.

    Raises
    ------
    TokenRefusedError
        When the token is not, or no longer, that of a bot.
    StoreError
        When the store is not for this bot or this version of the program.
    ListenError
        When nothing can be served at ``HTTP_LISTEN`` or ``WEBHOOK_LISTEN``.
    SurroundingsError
        When the environment names a proxy or certificates that cannot be used.
    """
    try:
        asyncio.run(_run(settings, token, answerer, content))
    except InvalidToken:
        raise TokenRefusedError from None


async def _run(settings: Settings, token: str, answerer: Answerer, content: Content) -> None:
    metrics = Metrics()
    hook = Hook(settings.webhook_url, settings.hook_secret(token)) if settings.webhook_url else None
    is_shared = hook is not None and settings.store_url is not None and not is_file(settings.store_url)
    kept = journal(settings, token, metrics, is_alone=not is_shared)
    claiming = Claiming(kept.shelter if is_shared else Shelter(None), unreached=lambda: metrics.contact.failing_seconds)
    async with contextlib.AsyncExitStack() as stack:
        shared = await stack.enter_async_context(sharing(settings, token, metrics))
        health = Health(
            metrics, answerer.faq, lambda: kept.shelter.state, limits=(lambda: shared.state) if shared else None
        )
        # Before Telegram is reached: that it is not is what somebody may want to see.
        if settings.http_listen or hook:
            from bot.web.serving import serving  # noqa: PLC0415 - takes memory that a closed bot need not have

            await stack.enter_async_context(serving(settings, health, hook))
        _LOG.info(
            "backwalk %s; FAQ: %d entries, version %s, from %s; store: %s",
            program_version(),
            len(answerer.faq.entries),
            answerer.faq.version,
            content.folder,
            kept.shelter.name,
        )
        _LOG.info("Connecting to %s", settings.bot_api_url)
        admission = Admission(settings.limit_per_person, settings.limit_per_group, settings.admin_ids, shared)
        parts = Parts(answerer, content, kept, health, settings.admin_ids, admission, hook, claiming=claiming)
        see = claiming.see if is_shared else None
        pacing = Pacing(Retrying(metrics, parts.doubt.arise), shared, see=see)
        await serve(build(settings, token, pacing, see), parts, pacing)


def journal(settings: Settings, token: str, metrics: Metrics, *, is_alone: bool) -> Journal:
    """Make the journal that the settings ask for. Votes are hashed with the token, which stands in no store."""
    url = settings.store_url
    store = Store(url, bot_id(token)) if url else None
    shelter = Shelter(store, on_fault=metrics.store_failed)
    return Journal(shelter, token, Keeping(question_days=settings.keep_questions_days), is_alone=is_alone)


def bot_id(token: str) -> int:
    """Give the number of the bot that a token belongs to."""
    return int(token.partition(":")[0])


@contextlib.asynccontextmanager
async def sharing(settings: Settings, token: str, metrics: Metrics) -> AsyncIterator[Shared | None]:
    """Have limits that copies of the bot keep together, where a Redis is named."""
    if settings.redis_url is None:
        yield None
        return
    from bot.throttle.shared import Shared  # noqa: PLC0415 (the client takes time and memory)

    shared = Shared(settings.redis_url.get_secret_value(), bot_id(token), on_fault=metrics.limits_failed)
    try:
        await shared.open()
        yield shared
    finally:
        await shared.close()


def build(
    settings: Settings, token: str, pacing: Pacing, see: Callable[[], Awaitable[None]] | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Make an application that is ready to be connected.

    Parameters
    ----------
    pacing
        Makes the calls when Telegram will take them.
    see
        Sees, right before each call is written, whether it is still to be made; breaks it off otherwise.
    """
    mask = Mask.of(token, settings.hook_secret(token))  # what Telegram is told
    return (
        ApplicationBuilder()
        .application_class(ForgetfulApplication)
        .token(token)
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .request(Requests(mask, see, connection_pool_size=CONNECTIONS, read_timeout=READ_SECONDS))
        .get_updates_request(Requests(mask, connection_pool_size=1, read_timeout=READ_SECONDS))
        .rate_limiter(pacing)
        .updater(None)
        .job_queue(None)
        .build()
    )
