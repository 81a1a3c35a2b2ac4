"""Memory that is no longer used, given back to the system."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Give back what the C library keeps for later, after work that took much: of no use elsewhere than with glibc.

    Where the library cannot, nothing happens.
    """
    # No ctypes, no library to be had by no name (Windows), or one without the function (macOS, musl).
    with suppress(ImportError, OSError, TypeError, AttributeError):
        import ctypes  # noqa: PLC0415 - seldom needed

        ctypes.CDLL(None).malloc_trim(0)
