"""The address at which Telegram hands in updates: each counts as received when it has been answered, not before."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

from aiohttp import hdrs, web

from bot.update_shape import number_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.metrics import Metrics

    Receive = Callable[[dict[str, Any]], Awaitable[bool]]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)

_LATER = {hdrs.RETRY_AFTER: "5"}


def webhook(path: str, secret: str, receive: Receive, metrics: Metrics) -> web.RouteDef:
    """Give the route by which updates come in.

    Who does not know the secret gets 403, what is no update 4xx; neither changes anything but a count.

    Parameters
    ----------
    path
        From the slash on; no other path hears of updates.
    secret
        What Telegram sends along with each update.
    receive
        Takes an update as it came, and returns when it is done: True, or False when it has to come again, since the
        bot is being stopped.
    """

    async def post(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            metrics.webhook_refused("secret")
            raise web.HTTPForbidden
        update = await _update_in(request)
        if update is None:
            metrics.webhook_refused("body")
            raise web.HTTPBadRequest(text="400: no update of the Bot API")
        if await receive(update):
            return web.Response()
        return web.Response(status=503, text="503: come again", headers=_LATER)

    return web.post(path, post)


async def _update_in(request: web.Request) -> dict[str, Any] | None:
    try:
        return read_body(await request.read())
    except (web.RequestPayloadError, ConnectionError):  # it has broken off, or never was what its head says
        return None


def read_body(body: bytes) -> dict[str, Any] | None:
    """Read the body of a request as JSON; None when it holds no update."""
    try:
        update: dict[str, Any] = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return None if number_of(update) is None else update
