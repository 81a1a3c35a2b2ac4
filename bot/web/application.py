"""What the server answers: the routes that it is given, plain words for all else, and nothing about itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp.typedefs import Handler

BODY_BYTES = 1 << 20
"""The longest body of a request that is read by a route that reads one."""

_LOG = logging.getLogger(__name__)


def build_application(routes: Iterable[web.AbstractRouteDef]) -> web.Application:
    """Put an application together; whatever else is asked for gets 404, or 405 where only the method is wrong."""
    application = web.Application(middlewares=[_in_plain_words], client_max_size=BODY_BYTES)
    application.add_routes(routes)
    application.on_response_prepare.append(_without_server)
    return application


@web.middleware
async def _in_plain_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001 (whatever a route trips over)
        # The library would log the address of who asked.
        _LOG.exception("A request could not be answered")
        return web.Response(status=500, text="500: Internal Server Error")


async def _without_server(_: web.Request, response: web.StreamResponse) -> None:
    """Leave out which program in which version answers."""
    response.headers.popall(hdrs.SERVER, None)
