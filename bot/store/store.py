"""A database with the bot's tables in it, opened when it is first needed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.store.connecting import READ_ONLY, connect, shown
from bot.store.migrating import NewerTablesError, migrate
from bot.store.tables import ABOUT
from bot.store.upserting import insert_into

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncConnection

OWNER = "bot"
"""Name of the row that holds the number of the bot whose store it is."""

_PROOF = "writable"
_IN_TURN = 0x6261636B
"""Number of the lock that whoever writes in turn has; any would do that nobody else uses in this database."""


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
    """

    def __init__(self, url: URL, bot_id: int | None = None) -> None:
        self.name = shown(url)
        self._engine = connect(url)
        self._bot_id = bot_id
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
        async with self._opening:
            if self._is_open:
                return
            await self._engine.dispose()  # connections of before an error may lead to a file that is gone
            async with self._engine.begin() as connection:
                try:
                    await connection.run_sync(migrate)
                except NewerTablesError:
                    raise made_by_newer(self.name) from None
                await self._claim(connection)
            self._is_open = True

    @asynccontextmanager
    async def write(self, *, in_turn: bool = False) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction; it is kept when the block ends without an error. Raises as :meth:`open` does.

        Parameters
        ----------
        in_turn
            Whether of all such transactions, those of other processes included, there may be one at a time: two that
            write into the same rows in different orders would wait for each other.
        """
        await self.open()
        with self._distrusted_after_errors():
            async with self._engine.begin() as connection:
                if in_turn and connection.dialect.name == "postgresql":  # a file has one writer at a time anyway
                    await connection.execute(select(func.pg_advisory_xact_lock(_IN_TURN)))
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that only reads. Raises as :meth:`open` does."""
        await self.open()
        with self._distrusted_after_errors():
            async with self._engine.connect() as connection:
                yield await connection.execution_options(**{READ_ONLY: True})

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()

    @contextmanager
    def _distrusted_after_errors(self) -> Iterator[None]:
        """See to the tables again after an error: the file, or the whole database, may be another one by then."""
        try:
            yield
        except BaseException:
            self._is_open = False
            raise

    async def _claim(self, connection: AsyncConnection) -> None:
        """Make the store this bot's, or see that it is. Numbers of chats mean something else to every bot."""
        if self._bot_id is None:
            return
        mine = insert_into(connection.dialect.name, ABOUT).values(name=OWNER, value=str(self._bot_id))
        await connection.execute(mine.on_conflict_do_nothing())
        owner = (await connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == OWNER))).scalar_one()
        if owner != str(self._bot_id):
            raise StoreError(
                f"The store {self.name} belongs to bot {owner}, this is bot {self._bot_id}; "
                "give each bot a DATA_DIR or DATABASE_URL of its own."
            )


async def prove_writable(connection: AsyncConnection) -> None:
    """Write something of no worth, to see whether anything can be written."""
    proof = insert_into(connection.dialect.name, ABOUT).values(name=_PROOF, value="yes")
    again = proof.on_conflict_do_update(index_elements=["name"], set_={"value": proof.excluded.value})
    await connection.execute(again)
