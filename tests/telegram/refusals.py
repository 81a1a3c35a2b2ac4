"""Telegram's way to say no: status, words and parameters of an answer that is not ok."""

from __future__ import annotations

from typing import Any

TITLES = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: ", 429: "Too Many Requests: "}


class Refusal(Exception):  # noqa: N818 - Telegram refuses; nothing is wrong with the server
    """Raised by whatever looks at a call; the server turns it into an answer.

    Parameters
    ----------
    status
        HTTP status and ``error_code``.
    description
        Telegram's words, without the "Bad Request: " that stands before them.
    parameters
        ``retry_after`` (seconds) or ``migrate_to_chat_id``, where Telegram adds them.
    """

    def __init__(self, status: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(status, description)
        self.status = status
        self.description = TITLES.get(status, "") + description
        self.parameters = parameters

    @property
    def body(self) -> dict[str, Any]:
        """What stands in the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(description: str) -> Refusal:
    """Make the refusal of a call that is wrong in itself."""
    return Refusal(400, description)


def forbidden(description: str) -> Refusal:
    """Make the refusal of a call to a chat that does not want the bot."""
    return Refusal(403, description)


def conflict(description: str) -> Refusal:
    """Make the refusal of a poller that is not the only one."""
    return Refusal(409, description)


UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")
