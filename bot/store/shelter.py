"""Answers go on whatever becomes of the store: absent, full, locked, corrupt, or too slow."""

from __future__ import annotations

import asyncio
import logging
import time
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

from bot.faults import in_a_line
from bot.store.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.store import Store

    Work = Callable[[AsyncConnection], Awaitable[None]]

PATIENCE_SECONDS = 3.0
"""How long the store may keep an answer waiting."""

REST_SECONDS = 10.0
"""How long a store that has failed is left alone; until then nobody waits for it."""

KEEP_WORKS = 5_000
"""What is to be written while the store fails waits in memory, so much of it at most; the oldest goes first."""

_REFUSALS = {"22", "23"}
"""Classes of PostgreSQL's error codes: data exception, integrity constraint violation."""

_LOG = logging.getLogger(__name__)

T = TypeVar("T")


class State(StrEnum):
    """How the store is doing: ``off`` where there is none by choice."""

    OK = "ok"
    FAILING = "failing"
    OFF = "off"


class Shelter:
    """Works with a store and never raises. What a store that fails could not take is written when it works again.

    Parameters
    ----------
    store
        None where nothing is to outlive the process.
    clock
        Seconds that only ever grow.
    on_fault
        Told of each fault, to be counted.
    """

    def __init__(
        self,
        store: Store | None,
        clock: Callable[[], float] = time.monotonic,
        on_fault: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_fault = on_fault
        self._rests_until = float("-inf")
        self._waiting: list[Work] = []
        self._writing = asyncio.Lock()
        self.state = State.OK if store else State.OFF

    @property
    def keeps(self) -> bool:
        """Whether there is a store at all, working or not."""
        return self._store is not None

    async def open(self) -> None:
        """Open the store, to hear at the start rather than at the first question that it fails.

        Raises
        ------
        StoreError
            When it works, but is not for this bot or this version of the program.
        """
        if self._store is None:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._store.open()
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 (each driver has errors of its own)
            self._failed(error)

    async def read(self, work: Callable[[AsyncConnection], Awaitable[T]], otherwise: T) -> T:
        """Look something up; ``otherwise`` where the store cannot tell."""
        if self._store is None or self._is_resting():
            return otherwise
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._store.read() as connection:
                found = await work(connection)
        except Exception as error:  # noqa: BLE001
            self._failed(error)
            return otherwise
        self._worked()
        return found

    async def change(self, work: Callable[[AsyncConnection], Awaitable[T]], otherwise: T) -> T:
        """Change something at once, and tell of it; ``otherwise`` where the store cannot."""
        if self._store is None or self._is_resting():
            return otherwise
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._store.write() as connection:
                told = await work(connection)
        except Exception as error:  # noqa: BLE001
            self._failed(error)
            return otherwise
        self._worked()
        return told

    async def settle(self) -> None:
        """Write what has been waiting, if that can be done now, so that what comes next comes after it."""
        if self._store is None or self._is_resting():
            return
        async with self._writing:
            await self._write_waiting(self._store)

    async def write(self, work: Work) -> None:
        """Write something, or keep it until the store works again. What is written waits for all before it."""
        if self._store is None:
            return
        self._keep([*self._waiting, work])
        async with self._writing:
            if not self._is_resting():
                await self._write_waiting(self._store)

    async def close(self) -> None:
        """Write what has been waiting, if that can be done now, and let go of the store."""
        if self._store is None:
            return
        async with self._writing:
            await self._write_waiting(self._store)
        if self._waiting:
            _LOG.warning("The store failed to the end: %d answers are not remembered in it.", len(self._waiting))
        await self._store.close()

    async def _write_waiting(self, store: Store) -> None:
        """Write all that waits in one transaction; one by one where something in it is refused."""
        works, self._waiting = self._waiting, []
        if not works:
            return
        try:
            await self._commit(store, works)
        except _RefusedError:
            await self._write_singly(store, works)
        except BaseException as error:
            self._keep([*works, *self._waiting])
            if not isinstance(error, Exception):
                raise
            self._failed(error)
        else:
            self._worked()

    async def _write_singly(self, store: Store, works: list[Work]) -> None:
        for place, work in enumerate(works):
            try:
                await self._commit(store, [work])
            except _RefusedError as refusal:
                _LOG.error("The store refuses something that stays unwritten: %s", _told(refusal.error))
            except BaseException as error:
                self._keep([*works[place:], *self._waiting])
                if not isinstance(error, Exception):
                    raise
                self._failed(error)
                return
        self._worked()

    async def _commit(self, store: Store, works: list[Work]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS), store.write() as connection:
            for work in works:
                try:
                    await work(connection)
                except Exception as error:
                    if _is_refused(error):
                        raise _RefusedError(error) from error
                    raise

    def _keep(self, works: list[Work]) -> None:
        self._waiting = works[-KEEP_WORKS:]

    def _is_resting(self) -> bool:
        return self._clock() < self._rests_until

    def _failed(self, error: Exception) -> None:
        self._rests_until = self._clock() + REST_SECONDS
        self._on_fault()
        if self.state is not State.FAILING:
            name = self._store.name if self._store else ""
            _LOG.warning("The store %s fails, and answers go on without it: %s", name, _told(error))
        self.state = State.FAILING

    def _worked(self) -> None:
        if self.state is State.FAILING:
            _LOG.warning("The store works again.")
        self.state = State.OK


class _RefusedError(Exception):
    """The store works, but will not take this."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


def _is_refused(error: Exception) -> bool:
    """Whether what is to be written is at fault, and not the store: then it would fail for ever."""
    if isinstance(error, (ArithmeticError, LookupError, TypeError, ValueError, DataError, IntegrityError)):
        return True
    said = getattr(error, "orig", None)
    return str(getattr(said, "sqlstate", None))[:2] in _REFUSALS or isinstance(
        getattr(said, "__cause__", None), ValueError
    )


def _told(error: Exception) -> str:
    """Tell what the database said, without the statement and what was in it."""
    said = getattr(error, "orig", None)
    return in_a_line(said if isinstance(said, Exception) else error)
