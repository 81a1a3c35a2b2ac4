"""Where ``/healthz`` is to be served, and where updates are handed in: can anybody listen there."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.asking_health import asked
from bot.readiness.finding import EXIT_CONFIG, Finding, fail, ok, warn
from bot.web.address import Address, ListenError
from bot.web.listening import listening


async def check_listening(listen: str) -> Finding:
    """Listen there for a moment. A bot at work that listens there already is as good."""
    try:
        async with listening(web.Application(), Address.parse(listen)):
            return ok("HTTP", f"{listen} is free to listen at")
    except ListenError as error:
        if await asyncio.to_thread(_is_a_bot, listen):
            return ok("HTTP", f"a bot at work listens on {listen}")
        return fail("HTTP", f"HTTP_LISTEN: {error}", EXIT_CONFIG)


async def check_hook(listen: str) -> Finding:
    """Listen for a moment where updates are to be handed in. Who listens there already cannot be asked who it is."""
    try:
        async with listening(web.Application(), Address.parse(listen)):
            return ok("hook", f"{listen} is free to listen at")
    except ListenError as error:
        return warn("hook", f"WEBHOOK_LISTEN: {error}; if that is this bot at work, all is well")


def _is_a_bot(listen: str) -> bool:
    answer = asked(listen)
    return answer is not None and "faq_version" in answer.text
