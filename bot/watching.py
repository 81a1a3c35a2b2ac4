"""When somebody has edited the files of an FAQ: told once for each edit, when they have come to rest.

The system's notifications only say when to look; what counts is what is seen. So nothing depends on how an editor
saves, on which link was turned, or on whether the disk is one that tells anything: without a word from the system the
files are looked at every few seconds.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from typing import TYPE_CHECKING

from watchfiles import awatch

from faq.editions import glance

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from faq.editions import Glance

LOOK_SECONDS = 2.0
"""How often the files are looked at when the system tells nothing."""

QUIET_SECONDS = 0.3
"""How long nothing must have changed: an editor's save, a checkout, a turned link are then one edit."""

MOST_LOOKS = 20
"""After so many looks an edit is told even if the files never come to rest."""

_STEP_MILLISECONDS = 50

_LOG = logging.getLogger(__name__)


async def edits(folder: Path) -> AsyncGenerator[None]:
    """Come once at the start, and from then on after every edit, for ever. What comes meanwhile is told next."""
    seen: Glance | None = None
    async with aclosing(_occasions(folder)) as occasions:
        async for _ in occasions:
            now = await asyncio.to_thread(glance, folder)
            if now != seen:
                seen = await _at_rest(folder, now)
                yield


async def _at_rest(folder: Path, seen: Glance) -> Glance:
    for _ in range(MOST_LOOKS):
        await asyncio.sleep(QUIET_SECONDS)
        now = await asyncio.to_thread(glance, folder)
        if now == seen:
            break
        seen = now
    return seen


async def _occasions(folder: Path) -> AsyncGenerator[None]:
    """Come when the system tells of something in the folder, and every :data:`LOOK_SECONDS` in any case."""
    while True:
        yield
        try:
            watched = await asyncio.to_thread(_identity, folder)
            notifications = awatch(
                folder,
                watch_filter=None,
                step=_STEP_MILLISECONDS,
                rust_timeout=int(1000 * LOOK_SECONDS),
                yield_on_timeout=True,
                recursive=False,
            )
            async with aclosing(notifications) as told:
                async for _ in told:
                    yield
                    # The system watches a folder, not its name: where another has taken its place, that one counts.
                    if await asyncio.to_thread(_identity, folder) != watched:
                        break
        except (OSError, RuntimeError) as error:
            _LOG.debug("%s is looked at every %g s; the system does not tell: %s", folder, LOOK_SECONDS, error)
            await asyncio.sleep(LOOK_SECONDS)


def _identity(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino
