"""What was found out about an address, and what a machine without a network would have found."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from enum import StrEnum, auto
from http import HTTPStatus

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientResponseError,
    ClientSSLError,
    InvalidURL,
)

from bot.public_addresses import LocalAddressError

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""Answers that say that there is no page."""

SERVER_ERRORS = range(500, 600)

_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_UNKNOWN_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class Verdict(StrEnum):
    """What became of a page."""

    ALIVE = auto()
    MOVED = auto()
    """It is alive elsewhere, for good."""
    DEAD = auto()
    UNCHECKED = auto()
    """Its server does not say, or not to a program."""
    LOCAL = auto()
    """It was not asked, since it is on this machine or in its network."""


class Silence(StrEnum):
    """Why nothing was heard, where it may be that there is no network."""

    HOST = auto()
    """The host does not answer, or has no address."""
    NETWORK = auto()
    """The network does not even say that."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about an address.

    Parameters
    ----------
    why
        What the page, or its server, does: a predicate such as "answers 404 (Not Found)". Nothing in it comes from the
        server but addresses, escaped.
    moved_to
        Where the page has moved for good.
    silence
        None when something answered.
    passing
        Whether asking again may help.
    """

    verdict: Verdict
    why: str = ""
    moved_to: str | None = None
    silence: Silence | None = None
    passing: bool = False


def of_status(status: int) -> Finding:
    """What the status of an answer means, redirects apart."""
    why = f"answers {status}{_phrase(status)}"
    if status in GONE:
        return Finding(Verdict.DEAD, why)
    if status in SERVER_ERRORS:
        return Finding(Verdict.DEAD, why, passing=status != HTTPStatus.NOT_IMPLEMENTED)
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Finding(Verdict.ALIVE, why)
    return Finding(Verdict.UNCHECKED, why)


def of_error(error: Exception) -> Finding:
    """What it means that a request has failed: with an error of aiohttp, a timeout or an address that is none."""
    match error:
        case TimeoutError():
            return Finding(Verdict.DEAD, "does not answer in time", silence=Silence.HOST, passing=True)
        case ClientSSLError():
            return _of_tls(error)
        case ClientConnectorError(os_error=cause):
            return _of_name(cause) if isinstance(error, ClientConnectorDNSError) else _of_connection(cause)
        case ClientResponseError():
            return Finding(Verdict.UNCHECKED, "answers what cannot be read", passing=True)
        case InvalidURL() | ValueError():
            return Finding(Verdict.UNCHECKED, "is an address that cannot be asked")
    return Finding(Verdict.DEAD, "breaks off the connection", passing=True)


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def _of_tls(error: ClientSSLError) -> Finding:
    if not isinstance(error, ClientConnectorCertificateError):
        return Finding(Verdict.DEAD, "does not speak TLS as it should")
    reason = getattr(error.certificate_error, "verify_message", "")
    return Finding(Verdict.DEAD, f"has a certificate that is not valid{f' ({reason})' if reason else ''}")


def _of_name(cause: OSError) -> Finding:
    if cause.errno in _UNKNOWN_NAME:
        return Finding(Verdict.DEAD, "has a host that does not exist", silence=Silence.HOST)
    return Finding(Verdict.DEAD, "has a host whose name leads nowhere", silence=Silence.NETWORK, passing=True)


def _of_connection(cause: OSError) -> Finding:
    if isinstance(cause, LocalAddressError):
        return Finding(Verdict.LOCAL, "leads to this machine or into its network")
    if cause.errno in _UNREACHABLE:
        return Finding(Verdict.DEAD, "cannot be reached", silence=Silence.NETWORK, passing=True)
    if cause.errno == errno.ETIMEDOUT:
        return Finding(Verdict.DEAD, "does not answer in time", silence=Silence.HOST, passing=True)
    return Finding(Verdict.DEAD, "refuses the connection", passing=True)
