"""HTTP requests to Telegram, with a name for the answers that the library has none for."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, NetworkError
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict  # the type of the method that is overridden


class UnreadableError(NetworkError):
    """An answer that is not one of Telegram's: cut off on the way, or from somebody else. It passes, as a rule."""


class Requests(HTTPXRequest):
    """Makes requests of Telegram; whatever comes of them is the result or a ``TelegramError``."""

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
        if status < HTTPStatus.MULTIPLE_CHOICES and b'"result"' not in body:
            raise UnreadableError("the answer is not one of the Bot API")
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
            answer = json.loads(payload)
        except ValueError:
            raise UnreadableError("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise UnreadableError("the answer is not one of the Bot API")
        return answer
