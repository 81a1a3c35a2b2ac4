"""Runs all checks, whatever becomes of one, and prints a line for each thing."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING

from bot.misspellings import misspellings
from bot.readiness.faq import check_faq
from bot.readiness.finding import EXIT_CONFIG, Finding, Level, exit_status, fail, ok, warn
from bot.readiness.limits import check_limits
from bot.readiness.listening import check_hook, check_listening
from bot.readiness.store import check_store
from bot.readiness.telegram import check_telegram
from bot.settings import ENV_FILE, load_sound_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.settings import Settings

HOW_TO_BEGIN = "no BOT_TOKEN is set; write /newbot to @BotFather, and put what it gives you into .env"


def check_run(faq_dir: Path | None, packaged: Path) -> int:
    """Try all that ``backwalk run`` needs, print a line for each thing, and give the exit status.

    Parameters
    ----------
    faq_dir
        The FAQ that was asked for; None to go by the settings.
    packaged
        The FAQ that comes along.

    Returns
    -------
    int
        0 when the bot can run; 78 when settings, token or store must be mended, 65 when the FAQ must be, 69 when
        Telegram, the database or Redis cannot be reached.
    """
    # Libraries would print in full what is told here in a line.
    logging.getLogger().addHandler(logging.NullHandler())
    return asyncio.run(_check(faq_dir, packaged))


async def _check(faq_dir: Path | None, packaged: Path) -> int:
    settings, mistakes = load_sound_settings()
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    mask = settings.mask(token)
    findings = []
    async for finding in _findings(settings, mistakes, faq_dir, packaged):
        print(mask.hide(str(finding)), flush=True)
        findings.append(finding)
    return exit_status(findings)


async def _findings(
    settings: Settings, mistakes: tuple[str, ...], faq_dir: Path | None, packaged: Path
) -> AsyncIterator[Finding]:
    """Look at each thing in turn, but for what rests on a setting that is wrong."""
    for finding in _of_settings(mistakes):
        yield finding
    for told in misspellings(os.environ):
        yield warn("settings", told)
    wrong = {mistake.partition(":")[0].lower() for mistake in mistakes}
    if ENV_FILE in wrong:  # what stands in it is not known
        return
    if faq_dir or "faq_dir" not in wrong:
        for finding in check_faq(faq_dir or settings.faq_dir or packaged):
            yield finding
    async for finding in _of_services(settings, wrong):
        yield finding
    if settings.http_listen:
        yield await check_listening(settings.http_listen)
    if settings.webhook_url and settings.webhook_listen != settings.http_listen:
        yield await check_hook(settings.webhook_listen)


async def _of_services(settings: Settings, wrong: set[str]) -> AsyncIterator[Finding]:
    bot_id = None
    if not wrong & {"bot_token", "bot_api_url"}:
        async for finding in _telegram(settings):
            if finding.subject == "Telegram" and finding.level is Level.OK:
                bot_id = _bot_id(settings)
            yield finding
    if not wrong & {"data_dir", "database_url"}:
        async for finding in check_store(settings.store_url, bot_id):
            yield finding
    if "redis_url" not in wrong and (limits := await check_limits(settings, bot_id or 0)):
        yield limits


def _of_settings(mistakes: tuple[str, ...]) -> list[Finding]:
    return [fail("settings", mistake, EXIT_CONFIG) for mistake in mistakes] or [ok("settings", "can be read")]


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    if settings.bot_token is None:
        yield fail("Telegram", HOW_TO_BEGIN, EXIT_CONFIG)
        return
    async for finding in check_telegram(settings, settings.bot_token.get_secret_value()):
        yield finding


def _bot_id(settings: Settings) -> int | None:
    """Whose the store is to be; told by the token."""
    return int(settings.bot_token.get_secret_value().partition(":")[0]) if settings.bot_token else None
