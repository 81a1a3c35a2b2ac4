"""The command ``backwalk health``: asks the bot that runs on this machine how it is, for those who watch containers."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from bot.web.address import Address

SECONDS = 5.0
"""How long the answer may take."""

EXIT_UNWELL = 1
EXIT_CONFIG = 78

_HERE = {None: "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (nobody listens here)
"""Hosts that stand for all addresses of the machine, and one of those."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``/healthz`` says."""

    status: int
    text: str


def health(listen: str | None) -> int:
    """Print what ``/healthz`` says.

    Parameters
    ----------
    listen
        Where it is served, as ``HTTP_LISTEN`` has it; None where it is not.

    Returns
    -------
    int
        0 when the bot is well, 1 when it is not or does not answer, 78 when there is nobody to ask.
    """
    if not listen:
        print("Nobody can be asked: HTTP_LISTEN is not set. Set it as for the bot, to 127.0.0.1:8080 for example.")
        return EXIT_CONFIG
    try:
        answer = asked(listen)
    except ValueError as mistake:
        print(f"HTTP_LISTEN: {mistake}")
        return EXIT_CONFIG
    if answer is None:
        print(f"No bot answers at {listen}.")
        return EXIT_UNWELL
    print(answer.text)
    return 0 if answer.status == HTTPStatus.OK else EXIT_UNWELL


def asked(listen: str) -> Answer | None:
    """Ask whoever listens there; None where nobody answers.

    Raises
    ------
    ValueError
        When it is no address; says how to write one.
    """
    address = Address.parse(listen)
    host = _HERE.get(address.host, address.host)
    with contextlib.closing(HTTPConnection(str(host), address.port, timeout=SECONDS)) as connection:
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(errors="replace"))
        except (OSError, HTTPException):
            return None
