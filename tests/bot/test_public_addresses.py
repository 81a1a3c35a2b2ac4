from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.public_addresses import LocalAddressError, is_public, public_socket

if TYPE_CHECKING:
    from collections.abc import Callable

LOCAL_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
UNSURE_4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
"""Versions of Python differ about these; neither is a network that somebody has at home."""
LOCAL_6 = tuple(
    map(
        IPv6Network,
        (
            "::/128",
            "::1/128",
            "100::/64",
            "2001::/32",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)


def inside(networks: tuple[IPv4Network, ...] | tuple[IPv6Network, ...]) -> st.SearchStrategy[object]:
    return st.one_of([st.ip_addresses(network=network) for network in networks])


def plainly_local(address: IPv4Address) -> bool:
    return any(address in network for network in LOCAL_4)


@given(st.ip_addresses(v=4) | inside(LOCAL_4))
def test_an_address_is_public_unless_it_is_in_a_network_that_is_not(address: IPv4Address) -> None:
    if not any(address in network for network in UNSURE_4):
        assert is_public(address) is not plainly_local(address)


@given(inside(LOCAL_6))
def test_local_networks_of_the_newer_internet(address: IPv6Address) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=6))
def test_only_what_is_given_out_is_public(address: IPv6Address) -> None:
    if is_public(address) and address.ipv4_mapped is None and address not in IPv6Network("64:ff9b::/96"):
        assert address in IPv6Network("2000::/3")
        assert not any((address.is_private, address.is_reserved, address.is_multicast, address.is_link_local))


@given(
    st.ip_addresses(v=4) | inside(LOCAL_4),
    st.sampled_from(
        [
            lambda number: (0xFFFF << 32) + number,
            lambda number: (0x64FF9B << 96) + number,
            lambda number: (0x2002 << 112) + (number << 80) + 1,
        ]
    ),
)
def test_an_address_within_another_is_what_counts(address: IPv4Address, put: Callable[[int], int]) -> None:
    assert is_public(IPv6Address(put(int(address)))) is is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "192.0.43.7", "2606:4700::1111", "2a00:1450:4001::1"])
def test_public_ones(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_socket_that_leads_out() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("192.0.43.7", 443))
    with public_socket(info) as made:
        assert (made.family, made.type) == (socket.AF_INET, socket.SOCK_STREAM)


@pytest.mark.parametrize(
    ("family", "target"),
    [
        (socket.AF_INET, ("127.0.0.1", 80)),
        (socket.AF_INET, ("169.254.169.254", 80)),
        (socket.AF_INET6, ("::ffff:10.0.0.1", 80, 0, 0)),
        (socket.AF_INET6, ("fe80::1%2", 80, 0, 2)),
    ],
)
def test_no_socket_leads_to_the_local_network(family: socket.AddressFamily, target: tuple[str, int]) -> None:
    with pytest.raises(LocalAddressError):
        public_socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", target))
