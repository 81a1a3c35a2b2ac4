from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from bot.progress import watched

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_moves_where_somebody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    assert list(watched([1, 2], 2, "Asking")) == [1, 2]
    assert "Asking" in shown.getvalue()


def test_no_bar_is_drawn_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", shown := io.StringIO())
    assert list(watched([1, 2], 2, "Asking")) == [1, 2]
    assert shown.getvalue() == ""
