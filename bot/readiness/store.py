"""Can the bot remember? Opens the store as a start does: tables are brought up to date, and it becomes this bot's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bot.readiness.finding import EXIT_CONFIG, EXIT_UNAVAILABLE, Finding, fail, ok, warn
from bot.store import Store, StoreError
from bot.store.connecting import is_file
from bot.store.remedies import told
from bot.store.store import prove_writable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import URL

SECONDS = 15.0
"""How long the store may take to be opened and written to; bringing large tables up to date takes time."""

LOW_BYTES = 200_000_000
"""With less free than this on the store's disk, it is soon full."""

_MAY_PASS = {"57P03", "53300"}
"""PostgreSQL's codes for: is starting up, has too many connections."""


async def check_store(url: URL | None, bot_id: int | None) -> AsyncIterator[Finding]:
    """Open the store and write something of no worth.

    Parameters
    ----------
    url
        None where nothing is to outlive the process.
    bot_id
        Whose it has to be; None where Telegram has not confirmed it. Then it is made nobody's.
    """
    if url is None:
        yield ok("store", "none, as set: nothing outlives the process")
        return
    store = Store(url, bot_id, SECONDS)
    try:
        await store.write(prove_writable)
    except StoreError as error:
        yield fail("store", str(error), EXIT_CONFIG)
    except Exception as error:  # noqa: BLE001 (each driver has errors of its own)
        yield fail("store", f"{store.name} cannot be used: {told(error)}", _status(error))
    else:
        whose = "" if bot_id is None else f", is bot {bot_id}'s,"
        yield ok("store", f"{store.name} opens{whose} and can be written")
        if is_file(url):
            for finding in _room(Path(str(url.database)).parent):
                yield finding
    finally:
        await store.close()


def _room(folder: Path) -> list[Finding]:
    free = shutil.disk_usage(folder).free
    if free >= LOW_BYTES:
        return []
    return [warn("disk", f"only {free / 1e6:.0f} MB are free at {folder}; make room before the store is full")]


def _status(error: Exception) -> int:
    """Tell apart what may pass by itself and what somebody must mend."""
    said = getattr(error, "orig", None) or error
    passing = (
        isinstance(said, (TimeoutError, ConnectionError))
        or "locked" in str(said)
        or getattr(said, "sqlstate", None) in _MAY_PASS
        or type(said).__name__ == "gaierror"
    )
    return EXIT_UNAVAILABLE if passing else EXIT_CONFIG
