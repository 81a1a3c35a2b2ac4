"""Updates that wait for long are kept in the store, so that Telegram hands out those behind them."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

from telegram import Update

from bot.journal import KEEP_UPDATE_SECONDS
from bot.store import ParkedUpdate, parked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy import Connection
    from telegram import Bot

    from bot.store import Shelter

_LOG = logging.getLogger(__name__)


class Parking:
    """Keeps updates until they are done, in a store that may fail or not be there.

    Parameters
    ----------
    today
        Seconds since 1970.
    """

    def __init__(self, shelter: Shelter, today: Callable[[], float] = time.time) -> None:
        self._shelter = shelter
        self._today = today
        self._is_refusing = False

    async def keep(self, updates: Sequence[Update]) -> bool:
        """Keep updates; True only when they are safe in the store. Tells in a line when it begins to fail."""
        rows = [ParkedUpdate(one.update_id, one.to_json()) for one in updates]
        at = int(self._today())

        def work(connection: Connection) -> bool:
            parked.keep(connection, rows, at)
            return True

        is_kept = await self._shelter.change(work, otherwise=False)
        if not is_kept and not self._is_refusing:
            _LOG.warning(
                "%d updates cannot be answered at once and hold up those behind them, since there is no store, or none "
                "that works, to keep them in meanwhile.",
                len(rows),
            )
        self._is_refusing = not is_kept
        return is_kept

    async def drop(self, numbers: Collection[int]) -> None:
        """Keep updates no longer: they are done."""

        def work(connection: Connection) -> None:
            parked.drop(connection, numbers)

        await self._shelter.write(work)

    async def kept(self, bot: Bot) -> list[Update] | None:
        """Give the updates that are kept, in order of arrival; None when the store cannot tell now."""
        if not self._shelter.keeps:
            return []
        since = int(self._today()) - KEEP_UPDATE_SECONDS
        rows = await self._shelter.read(lambda connection: parked.kept_since(connection, since), None)
        if rows is None:
            return None
        return [update for row in rows if (update := _read(row, bot)) is not None]


def _read(row: ParkedUpdate, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(row.update), bot)
    except Exception as error:  # noqa: BLE001 (whatever the library trips over in an update)
        _LOG.error("update %d: was kept, but cannot be read and is skipped (%s)", row.number, type(error).__name__)
        return None
