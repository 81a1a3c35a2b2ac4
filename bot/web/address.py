"""Where a server listens: ``host:port``, ``:port`` for all addresses of the machine, ``[::1]:port`` for IPv6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address

HIGHEST_PORT = 65_535

_SHAPE = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9_.-]{1,253}))?:(?P<port>[0-9]{1,5})", re.ASCII)


class ListenError(Exception):
    """A server cannot listen where it was told to; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place to listen at.

    Parameters
    ----------
    host
        A name or a number; None for all addresses of the machine.
    port
        0 to 65535; 0 stands for any that is free.
    """

    host: str | None
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address.

        Raises
        ------
        ValueError
            When it is none; says how to write one.
        """
        found = _SHAPE.fullmatch(text)
        if not found or int(found["port"]) > HIGHEST_PORT or not _is_ipv6_or_none(found["six"]):
            raise ValueError(
                "is not an address to listen at; write host:port as in 127.0.0.1:8080, [::1]:8080, or :8080 for all "
                "addresses of this machine"
            )
        return cls(found["six"] or found["name"], int(found["port"]))

    def __str__(self) -> str:
        """Write it as it is read."""
        host = self.host or ""
        return f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"


def _is_ipv6_or_none(text: str | None) -> bool:
    if text is None:
        return True
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
