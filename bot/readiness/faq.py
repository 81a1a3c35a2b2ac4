"""The FAQ: can it be used, and is what is learnt from it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.readiness.finding import EXIT_FAQ, Finding, fail, ok, warn
from faq import Answerer, FaqError, load
from faq.answering import kept_in
from faq.caching import PACKAGED, cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_faq(folder: Path) -> Iterator[Finding]:
    """Read the FAQ and learn from it, as at a start."""
    try:
        faq = load(folder)
    except FaqError as error:
        first, *others = str(error).splitlines()
        more = f" (and {len(others)} more; `backwalk check` tells all)" if others else ""
        yield fail("FAQ", f"{first}{more}", EXIT_FAQ)
        return
    yield ok("FAQ", f"{len(faq.entries)} entries, version {faq.version}, from {folder}")
    cache = cache_folder()
    Answerer(faq, cache)
    kept = kept_in(faq, cache)
    if kept == PACKAGED:
        yield ok("cache", "what is learnt from the FAQ came along with the program")
    elif kept:
        yield ok("cache", f"what is learnt from the FAQ is kept in {kept}")
    else:
        yield warn(
            "cache",
            f"{cache} cannot be written: the bot learns anew at each start, for some seconds; let its account write "
            "there, or set XDG_CACHE_HOME to a folder that it may write",
        )
