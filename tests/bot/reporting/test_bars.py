from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.bars import bar, signs


def test_parts_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert bar(6, 3, 1, most=10, width=20) == "█" * 12 + "▓" * 6 + "░" * 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_blocks_gets_plain_signs(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert bar(1, 1, 1, most=3, width=3) == "#+-"


def test_a_single_one_among_many_is_seen() -> None:
    assert len(bar(1, most=1_000, width=10)) == 1


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=3), st.integers(3, 60), st.integers(0, 10**6))
def test_a_bar_is_as_long_as_it_should_be(parts: list[int], width: int, more: int) -> None:
    most = sum(parts) + more
    drawn = bar(*parts, most=most, width=width)
    wanted = width * sum(parts) / most if most else 0
    assert len(drawn) <= width
    assert abs(len(drawn) - wanted) <= len(parts)
    assert all((sign in drawn) or not part or len(drawn) == width for sign, part in zip(signs(), parts, strict=False))
