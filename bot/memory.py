"""A few things, for a while."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Name = TypeVar("Name")
Value = TypeVar("Value")


class Memory(Generic[Name, Value]):
    """Keeps so many values for so long; the ones not touched for longest go first.

    Parameters
    ----------
    clock
        Seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float], keep_seconds: float, keep_items: int) -> None:
        self._clock = clock
        self._keep_seconds = keep_seconds
        self._keep_items = keep_items
        self._items: OrderedDict[Name, tuple[float, Value]] = OrderedDict()

    def put(self, name: Name, value: Value) -> None:
        """Keep a value; it takes the place of another with that name."""
        self._items[name] = (self._clock(), value)
        self._items.move_to_end(name)
        if len(self._items) > self._keep_items:
            self._items.popitem(last=False)

    def drop(self, name: Name) -> None:
        """Let go of a value, if it is there."""
        self._items.pop(name, None)

    def get(self, name: Name) -> Value | None:
        """Give a value that is not too old."""
        found = self._items.get(name)
        if found is None:
            return None
        since, value = found
        if self._clock() - since > self._keep_seconds:
            del self._items[name]
            return None
        self._items.move_to_end(name)
        return value

    def values(self) -> list[Value]:
        """List what is there, the too old included."""
        return [value for _, value in self._items.values()]
