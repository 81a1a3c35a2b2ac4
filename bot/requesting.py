"""HTTP requests to Telegram, with a name for the answers that the library has none for."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from httpx import InvalidURL
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.update_shape import Number, Text  # noqa: TC001 (pydantic reads the types of the fields)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from httpx import Request
    from telegram._utils.types import JSONDict  # the type of the method that is overridden

    from bot.masking import Mask


LONGEST_SECONDS = 60.0
"""How long a request may take in all, the longest poll included: a server that sends a byte now and then is never late
otherwise."""


class _Parameters(BaseModel):
    """What Telegram adds to some refusals."""

    model_config = ConfigDict(strict=True, extra="ignore")

    retry_after: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    migrate_to_chat_id: Number | None = None


class _Answer(BaseModel):
    """What the library believes of an answer without looking."""

    model_config = ConfigDict(strict=True, extra="ignore")

    ok: bool
    description: Text | None = None
    parameters: _Parameters | None = None


class UnreadableError(NetworkError):
    """An answer that is not one of Telegram's: cut off on the way, or from somebody else. It passes, as a rule."""


class SurroundingsError(Exception):
    """The environment names what no request can be made with; says what to do."""


_PROXIES = (
    "a proxy that the environment names (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY), or an exception from it (NO_PROXY), "
    "cannot be used; write it as http://host:port, or leave it out. SOCKS needs `pip install httpx[socks]`."
)

_CERTIFICATES = "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read; name others, or none."


class MaskedRequests(HTTPXRequest):
    """Makes requests of Telegram, and hides in what is no result that which must not be shown.

    Some proxies answer with the address that was asked for, which holds the token. The library makes that the text of
    an error, with small letters for capital ones; then nothing could tell any more that it is the token.

    Parameters
    ----------
    mask
        Hides secrets that stand in requests; not others, for one as short as ``400`` would leave no JSON.
    options
        As :class:`telegram.request.HTTPXRequest` has them.

    Raises
    ------
    SurroundingsError
        When requests are to be made by a proxy, or with certificates, that cannot be used.
    """

    def __init__(self, mask: Mask, **options: Any) -> None:
        try:
            super().__init__(**options)
        except (ValueError, RuntimeError, InvalidURL):  # of the library's own options none is wrong
            raise SurroundingsError(_PROXIES) from None
        except OSError:
            raise SurroundingsError(_CERTIFICATES) from None
        self._mask = mask

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Make a request and give the status and body of the answer.

        Raises
        ------
        NetworkError
            When no answer comes, or not all of it in time.
        """
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                status, body = await super().do_request(*args, **options)
        except TimeoutError as error:
            raise TimedOut(f"no whole answer within {LONGEST_SECONDS:g} s") from error
        if _is_result(status, body):
            return status, body
        return status, self._mask.hide(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


class Requests(MaskedRequests):
    """Makes requests of Telegram; whatever comes of them is the result or a ``TelegramError``.

    Parameters
    ----------
    mask
        As :class:`MaskedRequests` has it.
    see
        Called when what a request says is to be written, which then happens at once; what it raises keeps that from
        happening, and Telegram gets no whole request. None where there is nothing to see.
    options
        As :class:`telegram.request.HTTPXRequest` has them.
    """

    def __init__(self, mask: Mask, see: Callable[[], Awaitable[None]] | None = None, **options: Any) -> None:
        if see is not None:
            options["httpx_kwargs"] = {"event_hooks": {"request": [_seen_by(see)]}}
        super().__init__(mask, **options)

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Make a request and give the status and body of the answer.

        Raises
        ------
        BadRequest
            When the request is too large: to the library that is trouble on the way, but it does not pass.
        NetworkError
            When no answer comes, or one that is not Telegram's.
        """
        status, body = await super().do_request(*args, **options)
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise BadRequest("Request Entity Too Large (413)")
        if status < HTTPStatus.MULTIPLE_CHOICES and not _is_result(status, body):
            raise UnreadableError("the answer is not one of the Bot API")
        is_refused = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        if is_refused and b'"error_code"' not in body:
            # A refusal by a proxy is no word of Telegram's, neither about a chat nor about the token, and passes.
            raise UnreadableError(f"{status}, and not from the Bot API")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Read the body of an answer.

        Raises
        ------
        UnreadableError
            When it is not an answer of the Bot API. The library would log all of it.
        """
        try:
            answer: JSONDict = json.loads(payload)
        except (ValueError, RecursionError):
            raise UnreadableError("the answer is not JSON") from None
        try:
            is_ok = _Answer.model_validate(answer).ok
        except ValidationError:
            raise UnreadableError("the answer is not one of the Bot API") from None
        if is_ok is (answer.get("result") is None):
            raise UnreadableError("the answer is not one of the Bot API")
        return answer


def _seen_by(see: Callable[[], Awaitable[None]]) -> Callable[[Request], Awaitable[None]]:
    """What has the client call ``see`` when it is about to write what a request says."""

    async def trace(event: str, _: dict[str, Any]) -> None:
        if event.endswith("send_request_body.started"):
            await see()

    async def follow(request: Request) -> None:
        request.extensions["trace"] = trace

    return follow


def _is_result(status: int, body: bytes) -> bool:
    return status < HTTPStatus.MULTIPLE_CHOICES and b'"result"' in body
