"""A bar that moves while long work is done, where somebody can see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


def watched(work: Iterable[T], steps: int, what: str) -> Iterable[T]:
    """The work itself; on a terminal a bar on standard error grows by a step with each item that is taken."""
    if not sys.stderr.isatty():
        return work
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only to be looked at
    from rich.progress import track  # noqa: PLC0415 - same

    return track(work, what, total=steps, console=Console(stderr=True), transient=True)
