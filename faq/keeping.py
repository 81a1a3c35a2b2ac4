"""The latest results of a method, kept so that its owner still goes when nobody has it any more, and at once.

:func:`functools.lru_cache` around a method of its own would have the owner hold itself, until a search for garbage
finds that out. Where all that is in use is kept out of that search, it never would.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast
from weakref import WeakMethod

if TYPE_CHECKING:
    from collections.abc import Callable

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def latest(most: int, method: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Give a method that keeps its latest results; for its owner alone to call.

    Parameters
    ----------
    most
        How many results are kept.
    method
        Bound to its owner; its arguments can be hashed.
    """
    owned = WeakMethod(method)

    @lru_cache(maxsize=most)
    def kept(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        found = owned()
        assert found is not None  # noqa: S101 - who calls is the owner
        return found(*arguments, **named)

    return cast("Callable[Arguments, Result]", kept)
