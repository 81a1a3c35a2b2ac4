"""Does Telegram know the token? Asks who the bot is, and for its webhook; takes no update from anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.faults import in_a_line
from bot.masking import Mask
from bot.profile import allowance
from bot.readiness.finding import EXIT_CONFIG, EXIT_UNAVAILABLE, Finding, fail, ok, warn
from bot.requesting import MaskedRequests, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings

SECONDS = 10.0
"""How long Telegram may take to answer a call."""

_UNREADABLE = "Parsing the server response"
"""In the library's words for an answer that is not Telegram's."""


async def check_telegram(settings: Settings, token: str) -> AsyncIterator[Finding]:
    """Ask Telegram who the bot is, what it may do, and where its updates go."""
    url = settings.bot_api_url
    mask = Mask.of(token, settings.hook_secret(token))
    try:
        request = MaskedRequests(mask, connect_timeout=SECONDS, read_timeout=SECONDS)
    except SurroundingsError as error:
        yield fail("Telegram", str(error), EXIT_CONFIG)
        return
    bot = Bot(token, base_url=f"{url}/bot", request=request)
    try:
        me = await bot.get_me()
        yield ok("Telegram", f"@{me.username} (bot {me.id}) at {url}; {allowance(me)}")
        webhook = (await bot.get_webhook_info()).url
        if webhook and webhook != settings.webhook_url:
            does = "puts its own in the place of" if settings.webhook_url else "removes"
            yield warn(
                "webhook",
                f"updates go to {urlsplit(webhook).hostname}: the bot {does} that webhook when it starts; if another "
                "program answers there with this token, give this one a token of its own",
            )
    except Exception as error:  # noqa: BLE001 (the library trips over answers that are not Telegram's)
        yield _failure(error, url)
    finally:
        await bot.shutdown()
        await request.shutdown()


def _failure(error: Exception, url: str) -> Finding:
    told, status = _told(error)
    return fail("Telegram", f"{url} {told}", status)


def _told(error: Exception) -> tuple[str, int]:
    match error:
        case NetworkError() if _UNREADABLE in error.message:
            said = error.message.partition(f". {_UNREADABLE}")[0]
            told = f"has a fault ({said}); try again later, or mend BOT_API_URL", EXIT_UNAVAILABLE
        case TelegramError() if _UNREADABLE in error.message:
            told = "answers, but is no Bot API server; mend BOT_API_URL or leave it out", EXIT_CONFIG
        case InvalidToken():
            told = "refuses the BOT_TOKEN; copy it again from @BotFather (/mybots)", EXIT_CONFIG
        case RetryAfter():
            told = f"asks for patience ({in_a_line(error)}); try again later", EXIT_UNAVAILABLE
        case TimedOut():
            told = f"has not answered in {SECONDS:g} s; see to the network, or a proxy", EXIT_UNAVAILABLE
        case NetworkError():
            told = (
                f"cannot be reached; see to the network, a proxy, or BOT_API_URL ({in_a_line(error)})",
                EXIT_UNAVAILABLE,
            )
        case _:
            told = f"answers, but not as a Bot API server does; mend BOT_API_URL ({in_a_line(error)})", EXIT_CONFIG
    return told
