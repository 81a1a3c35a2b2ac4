"""Which network addresses are out in the world, and sockets that lead nowhere else.

Whoever writes an FAQ, or answers for a page that it links to, must not make this machine talk to its own services or to
others in its network. What is judged is the very address that a socket is about to connect to: not the name, which may
be given another address in the meantime.
"""

from __future__ import annotations

import errno
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import AddrInfoType

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""An IPv4 address as networks write it that speak IPv6 only (NAT64)."""

_IN_USE = IPv6Network("2000::/3")
"""The only part of IPv6 that is given out for the world; the rest is local, reserved or multicast."""


class LocalAddressError(OSError):
    """A connection that was not made, since it would have stayed on this machine or in its network."""

    def __init__(self) -> None:
        super().__init__(errno.EPERM, "the address is on this machine or in its network")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address leads out into the world.

    Loopback, private, link-local, shared (CGNAT), multicast, reserved and unspecified ones do not, nor does an IPv6
    address that stands for such an IPv4 address.

    Examples
    --------
    >>> is_public(ip_address("192.0.43.7")), is_public(ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    meant = _meant(address)
    return is_public(meant) if meant else address in _IN_USE and address.is_global


def _meant(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def public_socket(info: AddrInfoType) -> socket.socket:
    """Make the socket for a connection that has been resolved, for aiohttp's connector.

    Raises
    ------
    LocalAddressError
        If it would not leave this machine or its network.
    """
    family, kind, protocol, _, target = info
    if not is_public(ip_address(target[0])):
        raise LocalAddressError
    return socket.socket(family, kind, protocol)
