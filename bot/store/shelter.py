"""Answers go on whatever becomes of the store: absent, full, locked, corrupt, or too slow."""

from __future__ import annotations

import asyncio
import logging
import time
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

from bot.store.connecting import AT_ONCE
from bot.store.remedies import told
from bot.store.store import PATIENCE_SECONDS, StoreError, prove_writable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

    from bot.store.store import Store

    Work = Callable[[Connection], None]

REST_SECONDS = 5.0
"""How long a store that has failed is left alone; until then nobody waits for it."""

WORKS_AT_ONCE = 50
"""How much of what has been waiting goes into one transaction, so that each ends well within the patience."""

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
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._fails_to_write = False
        self._has_failed = asyncio.Event()
        self._mending: asyncio.Task[None] | None = None
        self.state = State.OK if store else State.OFF

    @property
    def keeps(self) -> bool:
        """Whether there is a store at all, working or not."""
        return self._store is not None

    @property
    def name(self) -> str:
        """Where the store is, without a password."""
        return self._store.name if self._store else "none"

    async def open(self) -> None:
        """Open the store, to hear at the start rather than at the first question that it fails.

        From then on, until it is closed, a store that fails is tried again without anybody having to ask.

        Raises
        ------
        StoreError
            When it works, but is not for this bot or this version of the program.
        """
        if self._store is None:
            return
        self._mending = asyncio.create_task(self._mend(self._store))
        try:
            await self._patiently(self._store.open)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 (each driver has errors of its own)
            self._failed(error)

    async def read(self, work: Callable[[Connection], T], otherwise: T) -> T:
        """Look something up; ``otherwise`` where the store cannot tell."""
        return await self._within(self._store.read, work, otherwise) if self._store else otherwise

    async def change(self, work: Callable[[Connection], T], otherwise: T, *, in_turn: bool = False) -> T:
        """Change something at once, and tell of it; ``otherwise`` where the store cannot.

        Parameters
        ----------
        in_turn
            Whether it changes many rows that :meth:`write` may be changing in another order.
        """
        if self._store is None:
            return otherwise
        return await self._within(partial(self._store.write, in_turn=in_turn), work, otherwise, writing=True)

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
            # It may have been written along with what came before it.
            if work in self._waiting and not self._is_resting():
                await self._write_waiting(self._store)

    async def close(self) -> None:
        """Write what has been waiting, if that can be done now, and let go of the store."""
        if self._store is None:
            return
        if self._mending:
            self._mending.cancel()
            await asyncio.gather(self._mending, return_exceptions=True)
        async with self._writing:
            await self._write_waiting(self._store)
        if self._waiting:
            _LOG.warning("The store failed to the end: %d answers are not remembered in it.", len(self._waiting))
        await self._store.close()

    async def _within(
        self,
        transaction: Callable[[Callable[[Connection], T]], Awaitable[T]],
        work: Callable[[Connection], T],
        otherwise: T,
        *,
        writing: bool = False,
    ) -> T:
        """Work within a transaction when it is its turn; ``otherwise`` where the store fails or rests."""
        async with self._turns:
            if self._is_resting():
                return otherwise
            try:
                found = await self._patiently(lambda: transaction(work))
            except Exception as error:  # noqa: BLE001
                self._failed(error, writing=writing)
                return otherwise
        if writing:
            self._wrote()
        else:
            self._worked()
        return found

    async def _mend(self, store: Store) -> None:
        """Try a store that fails again and again, with what waits for it, or else with something to write."""
        while True:
            await self._has_failed.wait()
            await asyncio.sleep(max(0.0, self._rests_until - self._clock()))
            if not self._waiting:
                await self.change(prove_writable, None)
                continue
            async with self._writing:
                if not self._is_resting():
                    await self._write_waiting(store)

    async def _write_waiting(self, store: Store) -> None:
        """Write what waits now, much of it in one transaction; one by one where something in it is refused.

        What comes meanwhile is left to whoever brings it, or nobody would hear before there is a moment of peace.
        """
        left = len(self._waiting)
        while left > 0 and self._waiting:
            works, self._waiting = self._waiting[:WORKS_AT_ONCE], self._waiting[WORKS_AT_ONCE:]
            left -= len(works)
            try:
                await self._commit(store, works)
            except _RefusedError:
                if not await self._write_singly(store, works):
                    return
            except BaseException as error:
                self._keep([*works, *self._waiting])
                if not isinstance(error, Exception):
                    raise
                self._failed(error, writing=True)
                return
            else:
                self._wrote()

    async def _write_singly(self, store: Store, works: list[Work]) -> bool:
        """Write what is not refused; tell whether the store went on working."""
        for place, work in enumerate(works):
            try:
                await self._commit(store, [work])
            except _RefusedError as refusal:
                _LOG.error("The store refuses something that stays unwritten: %s", told(refusal.error))
            except BaseException as error:
                self._keep([*works[place:], *self._waiting])
                if not isinstance(error, Exception):
                    raise
                self._failed(error, writing=True)
                return False
        self._wrote()
        return True

    async def _commit(self, store: Store, works: list[Work]) -> None:
        def do_all(connection: Connection) -> None:
            for work in works:
                try:
                    work(connection)
                except Exception as error:
                    if _is_refused(error):
                        raise _RefusedError(error) from error
                    raise

        await self._patiently(lambda: store.write(do_all, in_turn=True))

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try again what failed where it was this process that stood still, and not the store.

        What a server has kept without a word of it may be done twice by that, as when it is kept for later.
        """
        while True:
            began = self._clock()
            try:
                return await attempt()
            except Exception:
                if self._clock() - began < 2 * PATIENCE_SECONDS:
                    raise

    def _keep(self, works: list[Work]) -> None:
        self._waiting = works[-KEEP_WORKS:]

    def _is_resting(self) -> bool:
        return self._clock() < self._rests_until

    def _failed(self, error: Exception, *, writing: bool = False) -> None:
        self._rests_until = self._clock() + REST_SECONDS
        self._fails_to_write = self._fails_to_write or writing
        self._on_fault()
        if self.state is not State.FAILING:
            name = self._store.name if self._store else ""
            _LOG.warning("The store %s fails, and answers go on without it: %s", name, told(error))
        self.state = State.FAILING
        self._has_failed.set()

    def _wrote(self) -> None:
        self._fails_to_write = False
        self._worked()

    def _worked(self) -> None:
        """Take note of a success. While something waits it is no recovery: one can read from a full disk as well."""
        if self.state is not State.FAILING or self._fails_to_write or self._waiting:
            return
        _LOG.warning("The store works again.")
        self.state = State.OK
        self._has_failed.clear()


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
