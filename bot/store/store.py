"""A database with the bot's tables in it, opened when it is first needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, select

from bot.store.connecting import shown
from bot.store.database import connect
from bot.store.migrating import NewerTablesError, migrate
from bot.store.tables import ABOUT
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection

PATIENCE_SECONDS = 3.0
"""How long the store may keep somebody waiting."""

OWNER = "bot"
"""Name of the row that holds the number of the bot whose store it is."""

_PROOF = "writable"
_IN_TURN = 0x6261636B
"""Number of the lock that whoever writes in turn has; any would do that nobody else uses in this database."""

T = TypeVar("T")


class StoreError(Exception):
    """A store that works, but not for this program or this bot. The text says what to do."""


def made_by_newer(name: str) -> StoreError:
    """Say that this version of the program does not know the tables of a store."""
    return StoreError(
        f"The store {name} was last used by a newer version of the program; "
        "install that version, or name another store."
    )


class Store:
    """The bot's tables in a database.

    Parameters
    ----------
    url
        Of a database, from :func:`bot.store.connecting.database_url`.
    bot_id
        The bot whose store it is; None to read whatever bot's it is.
    patience
        Seconds after which something is given up that has not been done.
    """

    def __init__(self, url: URL, bot_id: int | None = None, patience: float = PATIENCE_SECONDS) -> None:
        self.name = shown(url)
        self._database = connect(url)
        self._bot_id = bot_id
        self._patience = patience
        self._opening = asyncio.Lock()
        self._is_open = False

    async def open(self) -> None:
        """Bring the tables up to date, and see whose they are.

        Raises
        ------
        StoreError
            When they belong to another bot, or to a newer version of the program.
        sqlalchemy.exc.SQLAlchemyError, OSError, TimeoutError
            When the database cannot be reached or used.
        """
        await self._open(self._deadline())

    async def write(self, work: Callable[[Connection], T], *, in_turn: bool = False) -> T:
        """Work within a transaction; it is kept when the work raises nothing. Raises as :meth:`open` does.

        Parameters
        ----------
        work
            Begins and ends without the event loop, perhaps in a thread.
        in_turn
            Whether of all such transactions, those of other processes included, there may be one at a time: two that
            write into the same rows in different orders would wait for each other.
        """

        def work_in_turn(connection: Connection) -> T:
            if connection.dialect.name == "postgresql":  # a file has one writer at a time anyway
                connection.execute(select(func.pg_advisory_xact_lock(_IN_TURN)))
            return work(connection)

        return await self._run(work_in_turn if in_turn else work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Work within a transaction that only reads. Raises as :meth:`open` does."""
        return await self._run(work, only_reads=True)

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    async def _run(self, work: Callable[[Connection], T], *, only_reads: bool = False) -> T:
        until = self._deadline()
        await self._open(until)
        try:
            return await self._database.run(work, until, only_reads=only_reads)
        except BaseException:
            self._is_open = False  # see to the tables again: the file, or the whole database, may be another one by now
            raise

    async def _open(self, until: float) -> None:
        if self._is_open:
            return
        async with asyncio.timeout_at(until), self._opening:
            if self._is_open:  # somebody else has opened it meanwhile
                return
            await self._database.forget()
            await self._database.run(self._prepare, until)
            self._is_open = True

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._patience

    def _prepare(self, connection: Connection) -> None:
        try:
            migrate(connection)
        except NewerTablesError:
            raise made_by_newer(self.name) from None
        self._claim(connection)

    def _claim(self, connection: Connection) -> None:
        """Make the store this bot's, or see that it is. Numbers of chats mean something else to every bot."""
        if self._bot_id is None:
            return
        mine = insert_into(connection.dialect.name, ABOUT).values(name=OWNER, value=str(self._bot_id))
        connection.execute(mine.on_conflict_do_nothing())
        owner = connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == OWNER)).scalar_one()
        if owner != str(self._bot_id):
            raise StoreError(
                f"The store {self.name} belongs to bot {owner}, this is bot {self._bot_id}; "
                "give each bot a DATA_DIR or DATABASE_URL of its own."
            )


def prove_writable(connection: Connection) -> None:
    """Write something of no worth, to see whether anything can be written."""
    proof = insert_into(connection.dialect.name, ABOUT).values(name=_PROOF, value="yes")
    again = proof.on_conflict_do_update(index_elements=["name"], set_={"value": proof.excluded.value})
    connection.execute(again)
