from __future__ import annotations

import platform
import resource
from pathlib import Path

import pytest

from faq.giving_back import give_back

PIECE, PIECES = 100_000, 500
"""Bytes of a piece of memory: too few to be had from the system, and given back to it, one by one."""


def held() -> int:
    """Bytes that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library keeps nothing, or does not tell")
def test_memory_below_what_is_still_used_is_given_back() -> None:
    pieces = [bytes([1]) * PIECE for _ in range(PIECES)]
    last = pieces[-1]
    full = held()
    del pieces
    give_back()
    assert last
    assert held() < full - PIECE * PIECES // 2


@pytest.mark.parametrize("error", [TypeError, OSError, AttributeError])
def test_where_the_library_cannot_nothing_happens(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    asked: list[str | None] = []

    def refuse(name: str | None) -> None:
        asked.append(name)
        raise error

    monkeypatch.setattr("ctypes.CDLL", refuse)
    give_back()
    assert asked == [None]
