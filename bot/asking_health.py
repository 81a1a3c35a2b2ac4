"""The command ``backwalk health``: asks the bot that runs on this machine how it is, for those who watch containers."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

SECONDS = 5.0
"""How long the answer may take."""

EXIT_UNWELL = 1
EXIT_CONFIG = 78

_HERE = {None: "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (nobody listens here)
"""Addresses that stand for all of the machine's, and one of those."""


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
        address = urlsplit(f"//{listen}")
        host, port = _HERE.get(address.hostname, address.hostname), address.port
    except ValueError:
        print("HTTP_LISTEN is not an address to listen at; write host:port as in 127.0.0.1:8080.")
        return EXIT_CONFIG
    connection = http.client.HTTPConnection(str(host), port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        print(answer.read().decode(errors="replace"))
    except (OSError, http.client.HTTPException) as error:
        print(f"No bot answers at {listen}: {error}")
        return EXIT_UNWELL
    finally:
        connection.close()
    return 0 if answer.status == http.HTTPStatus.OK else EXIT_UNWELL
