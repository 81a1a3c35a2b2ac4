"""Bytes as decisions: the same bytes decide the same, and a fuzzer that changes one byte changes one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Choices:
    """Decisions that are read off bytes, one after another. Where the bytes end, the first choice is made."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def __bool__(self) -> bool:
        """Whether there are bytes left to decide by."""
        return self._place < len(self._data)

    def below(self, count: int) -> int:
        """A number from 0 to the one before ``count``."""
        size = 1 if count <= 1 << 8 else 2
        taken = self._data[self._place : self._place + size]
        self._place += size
        return int.from_bytes(taken, "big") % count

    def pick(self, offered: Sequence[T]) -> T:
        """One of several."""
        return offered[self.below(len(offered))]

    def rest(self) -> bytes:
        """What has decided nothing yet."""
        taken = self._data[self._place :]
        self._place = len(self._data)
        return taken

    def text(self) -> str:
        """What has decided nothing yet, as a text; bytes that are no UTF-8 become single surrogates."""
        return self.rest().decode("utf-8", "surrogateescape")
