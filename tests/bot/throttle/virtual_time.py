"""An event loop whose clock jumps to what comes next: minutes pass at once, in the order in which they would."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Never waits: where it would, its clock goes on by as much."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]
        look = selector.select

        def select(timeout: float | None) -> Any:
            if timeout is None:
                raise AssertionError("all wait for each other, and nothing will happen any more")
            self._now += timeout
            return look(0)

        selector.select = select

    def time(self) -> float:
        return self._now


def now() -> float:
    """Seconds of the running loop's clock."""
    return asyncio.get_running_loop().time()


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine in a time of its own, which begins at 0."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())
