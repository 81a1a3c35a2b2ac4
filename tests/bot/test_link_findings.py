"""Failures that a network on this machine does not have; the others are had for real in test_link_asking.py."""

from __future__ import annotations

import errno

import pytest
from aiohttp import ClientConnectionError, ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from bot.link_findings import Finding, Silence, Verdict, of_error, of_status

KEY = ConnectionKey("a.example", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)


@pytest.mark.parametrize(
    ("number", "why", "silence"),
    [
        (errno.ENETUNREACH, "cannot be reached", Silence.NETWORK),
        (errno.EHOSTUNREACH, "cannot be reached", Silence.NETWORK),
        (errno.ETIMEDOUT, "does not answer in time", Silence.HOST),
        (errno.ECONNREFUSED, "refuses the connection", None),
        (errno.ECONNRESET, "refuses the connection", None),
    ],
)
def test_connections_that_are_not_made(number: int, why: str, silence: Silence | None) -> None:
    error = ClientConnectorError(KEY, OSError(number, "no"))
    assert of_error(error) == Finding(Verdict.DEAD, why, silence=silence, passing=True)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ConnectionTimeoutError(), "does not answer in time"),
        (ServerDisconnectedError(), "breaks off the connection"),
        (ClientConnectionError(), "breaks off the connection"),
        (ConnectionResetError(), "breaks off the connection"),
    ],
)
def test_connections_that_end(error: Exception, why: str) -> None:
    found = of_error(error)
    assert (found.verdict, found.why, found.passing) == (Verdict.DEAD, why, True)


@pytest.mark.parametrize("status", range(200, 600))
def test_a_page_is_only_dead_when_its_server_says_so_or_fails(status: int) -> None:
    found = of_status(status)
    assert (found.verdict is Verdict.DEAD) is (status in {404, 410} or status >= 500)
    assert (found.verdict is Verdict.ALIVE) is (status < 300)
    assert found.silence is None
