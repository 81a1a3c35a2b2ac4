"""Opens the bot's doors: to those who watch it, and to Telegram, which hands in updates."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bot.web.address import Address
from bot.web.application import build_application
from bot.web.listening import listening
from bot.web.watching import watching
from bot.web.webhook import webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp.web import RouteDef

    from bot.health import Health
    from bot.hooking import Hook
    from bot.settings import Settings


@contextlib.asynccontextmanager
async def serving(settings: Settings, health: Health, hook: Hook | None) -> AsyncIterator[None]:
    """Serve at the addresses that the settings name, for as long as the context lasts.

    Raises
    ------
    ListenError
        When one of them cannot be listened at.
    """
    async with contextlib.AsyncExitStack() as stack:
        for address, routes in _routes(settings, health, hook).items():
            await stack.enter_async_context(listening(build_application(routes), Address.parse(address)))
        yield


def _routes(settings: Settings, health: Health, hook: Hook | None) -> dict[str, list[RouteDef]]:
    """Give what is served, by the address to listen at: one address may serve both."""
    routes: dict[str, list[RouteDef]] = {}
    if settings.http_listen:
        routes.setdefault(settings.http_listen, []).extend(watching(health))
    if hook is not None:
        routes.setdefault(settings.webhook_listen, []).append(
            webhook(hook.path, hook.secret, hook.take, health.metrics)
        )
    return routes
