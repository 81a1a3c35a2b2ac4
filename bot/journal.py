"""What the bot remembers of its answers, so that it can correct them when a question is edited."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

KEEP_SECONDS = 48 * 60 * 60
"""How long something is remembered: as long as Telegram lets people edit their messages."""

KEEP_ITEMS = 10_000
"""How many things of a kind are remembered at most; the ones not touched for longest go first."""

Name = TypeVar("Name")
Value = TypeVar("Value")


class Journal:
    """Remembers which message answers which, and what it shows, in memory: no text, no person.

    Parameters
    ----------
    clock
        Seconds that only ever grow.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        keep_seconds: float = KEEP_SECONDS,
        keep_items: int = KEEP_ITEMS,
    ) -> None:
        self._answers: _Memory[tuple[int, int], int] = _Memory(clock, keep_seconds, keep_items)
        self._shown: _Memory[tuple[int, int], str] = _Memory(clock, keep_seconds, keep_items)
        self._albums: _Memory[tuple[int, str], bool] = _Memory(clock, keep_seconds, keep_items)

    def record_answer(self, chat_id: int, message_id: int, answer_id: int) -> None:
        """Remember the bot's message that answers another in the same chat."""
        self._answers.put((chat_id, message_id), answer_id)

    def answer_to(self, chat_id: int, message_id: int) -> int | None:
        """Recall the bot's message that answers another; None when there was none, or it is too long ago."""
        return self._answers.get((chat_id, message_id))

    def record_shown(self, chat_id: int, message_id: int, fingerprint: str) -> None:
        """Remember what a message of the bot shows now."""
        self._shown.put((chat_id, message_id), fingerprint)

    def forget_shown(self, chat_id: int, message_id: int) -> None:
        """Forget what a message of the bot shows, while it is being changed."""
        self._shown.drop((chat_id, message_id))

    def shows(self, chat_id: int, message_id: int, fingerprint: str) -> bool:
        """Tell whether a message of the bot is known to show this already."""
        return self._shown.get((chat_id, message_id)) == fingerprint

    def seen_album(self, chat_id: int, album: str) -> bool:
        """Tell whether a part of this album has come before, and remember that one has now."""
        seen = self._albums.get((chat_id, album)) is not None
        self._albums.put((chat_id, album), value=True)
        return seen


class _Memory(Generic[Name, Value]):
    """Keeps so many values for so long."""

    def __init__(self, clock: Callable[[], float], keep_seconds: float, keep_items: int) -> None:
        self._clock = clock
        self._keep_seconds = keep_seconds
        self._keep_items = keep_items
        self._items: OrderedDict[Name, tuple[float, Value]] = OrderedDict()

    def put(self, name: Name, value: Value) -> None:
        self._items[name] = (self._clock(), value)
        self._items.move_to_end(name)
        if len(self._items) > self._keep_items:
            self._items.popitem(last=False)

    def drop(self, name: Name) -> None:
        self._items.pop(name, None)

    def get(self, name: Name) -> Value | None:
        found = self._items.get(name)
        if found is None:
            return None
        since, value = found
        if self._clock() - since > self._keep_seconds:
            del self._items[name]
            return None
        self._items.move_to_end(name)
        return value
