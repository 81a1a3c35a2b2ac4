"""One address -> is there a page? Asked as a polite reader would: seldom, little, and nothing of this machine told."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from bot.link_findings import Finding, Verdict, of_error, of_status
from bot.public_addresses import public_socket
from faq.links import LONGEST_ADDRESS

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

MOST_REDIRECTS = 5
"""How often a page may send elsewhere."""

LARGEST_HEADER = 32 * 1024
"""Bytes of one line of an answer's head."""

_HEADERS = {"User-Agent": "backwalk (asks whether the links of an FAQ still work)", "Accept": "text/html, */*;q=0.8"}
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_WEB = frozenset({"http", "https"})
_FIT = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_ADDRESS}}}")


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is asked at once, and how long is waited.

    Parameters
    ----------
    at_once, per_host
        Requests that are open at the same time, in all and to one host.
    timeout
        Seconds until a request is given up, connecting included.
    pause
        Seconds until a request that failed is made once more.
    """

    at_once: int = 8
    per_host: int = 2
    timeout: float = 15
    pause: float = 2


def new_session(patience: Patience, *, local: bool, resolver: AbstractResolver | None = None) -> ClientSession:
    """Open a session without cookies, and without what the environment says of proxies and passwords.

    Parameters
    ----------
    local
        Whether to connect to this machine and its network as well.
    resolver
        Finds the addresses of hosts; None for the system's own.
    """
    connector = TCPConnector(
        limit=0, force_close=True, resolver=resolver, socket_factory=None if local else public_socket
    )
    return ClientSession(
        connector=connector,
        headers=_HEADERS,
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=patience.timeout),
        auto_decompress=False,
        trust_env=False,
        max_line_size=LARGEST_HEADER,
        max_field_size=LARGEST_HEADER,
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What came of one request: where it sends, or what it says."""

    finding: Finding
    status: int = 0
    location: str | None = None


class Asker:
    """Asks addresses, many at once, but not too many. Needs the event loop that it was made in.

    Parameters
    ----------
    session
        Made by :func:`new_session`; whoever made it closes it.
    """

    def __init__(self, session: ClientSession, patience: Patience) -> None:
        self._session = session
        self._patience = patience
        self._places = asyncio.Semaphore(patience.at_once)
        self._hosts: dict[str | None, asyncio.Semaphore] = {}

    async def ask(self, url: str) -> Finding:
        """Tell whether there is a page at an address; where it sends elsewhere is followed. Never raises."""
        try:
            first = here = URL(url)
        except ValueError as error:
            return of_error(error)
        moved_to: str | None = None
        for_good = True
        for _ in range(MOST_REDIRECTS + 1):
            heard = await self._heard(here)
            if heard.location is None:
                return _told(heard.finding, None if here == first else here, moved_to)
            target = _target(here, heard.location)
            if target is None:
                return Finding(Verdict.UNCHECKED, "sends to what is no web page")
            for_good = for_good and heard.status in _FOR_GOOD
            # An apostrophe, which an address in an FAQ may not have, means the same when it is escaped.
            moved_to = str(target).replace("'", "%27") if for_good else moved_to
            here = target
        return Finding(Verdict.UNCHECKED, f"sends elsewhere more than {MOST_REDIRECTS} times")

    async def _heard(self, url: URL) -> _Heard:
        """Ask for the head of a page; for the page where that is refused, and once more where it may help."""
        method, again = "HEAD", False
        while True:
            heard = await self._once(method, url)
            if heard.finding.passing and not again:
                await asyncio.sleep(self._patience.pause)
                method, again = "GET", True
            elif method == "HEAD" and _refused(heard.status):
                method = "GET"
            else:
                return heard

    async def _once(self, method: str, url: URL) -> _Heard:
        host = self._hosts.setdefault(url.host, asyncio.Semaphore(self._patience.per_host))
        try:
            # The place in the row of the host comes first: who waits there must not keep others from other hosts.
            async with host, self._places, self._session.request(method, url, allow_redirects=False) as response:
                # The head says it all. Closed rather than released: nothing of the page itself is waited for.
                response.close()
                location = response.headers.get("Location") if response.status in _ELSEWHERE else None
                return _Heard(of_status(response.status), response.status, location)
        except (ClientError, OSError, ValueError) as error:
            return _Heard(of_error(error))


def _refused(status: int) -> bool:
    """Whether the page itself may be given where its head is not; too many requests are not answered by more."""
    return status >= HTTPStatus.BAD_REQUEST and status != HTTPStatus.TOO_MANY_REQUESTS


def _target(here: URL, location: str) -> URL | None:
    """Where a page sends, without user name and password; None when it is no address of a web page."""
    try:
        target = here.join(URL(location)).with_user(None)
    except ValueError:
        return None
    # Joining escapes odd signs everywhere but in the name of the host, which then has none that exists.
    fit = target.scheme in _WEB and target.host and _FIT.fullmatch(str(target))
    return target if fit else None


def _told(finding: Finding, end: URL | None, moved_to: str | None) -> Finding:
    """A finding about the last page of a way, as one about the first."""
    if finding.verdict is Verdict.ALIVE:
        return replace(finding, verdict=Verdict.MOVED, moved_to=moved_to) if moved_to else finding
    return finding if end is None else replace(finding, why=f"leads to {end}, which {finding.why}")
