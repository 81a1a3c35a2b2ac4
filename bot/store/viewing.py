"""Looks into a store that a running bot may be writing to: nothing is made, changed or kept waiting."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect

from bot.store.connecting import PATIENCE_SECONDS, is_file, shown
from bot.store.migrating import MIGRATIONS, newest
from bot.store.store import StoreError, made_by_newer

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

T = TypeVar("T")


async def view(url: URL, work: Callable[[Connection], T]) -> T:
    """Work within a transaction that can only read, and sees one moment of the store whatever is written meanwhile.

    Parameters
    ----------
    url
        Of a database, from :func:`bot.store.connecting.database_url`.

    Raises
    ------
    StoreError
        When there is nothing in it yet, or its tables are of another version of the program.
    Exception
        Whatever the driver raises when the database cannot be reached or read.
    """

    def checked(connection: Connection) -> T:
        _check_version(connection, shown(url))
        return work(connection)

    if is_file(url):
        return await asyncio.to_thread(_within_file, url, checked)
    return await _within_server(url, checked)


async def _within_server(url: URL, work: Callable[[Connection], T]) -> T:
    from bot.store.postgresql import engine_for  # noqa: PLC0415 (takes 10 MB, which a file does without)

    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(**_ONE_MOMENT)
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _within_file(url: URL, work: Callable[[Connection], T]) -> T:
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    path = Path(str(url.database)).expanduser().absolute()
    if not path.is_file():
        raise StoreError(f"There is no store at {path} yet. {_NAME_IT}")
    # As an address, for it alone can say that the file is neither to be made nor to be written to.
    how = {"mode": "ro", "uri": "true"}
    if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        how["immutable"] = "1"  # a copy that nobody writes to, where the files beside it cannot be made either
    address = url.set(database=path.as_uri(), query=how)
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": PATIENCE_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # or the driver begins no transaction for what only reads

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


_NAME_IT = (
    "The bot makes it when it starts for the first time; if it has been running, name its store: "
    "DATABASE_URL or DATA_DIR as the bot has them, or --database URL."
)


def _check_version(connection: Connection, name: str) -> None:
    """See that the tables are those of this version of the program."""
    context = MigrationContext.configure(connection)
    version = context.get_current_revision() if inspect(connection).has_table("alembic_version") else None
    if version is None:
        raise StoreError(f"There is nothing in the store {name} yet. {_NAME_IT}")
    if version == newest():
        return
    if version in {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}:
        raise StoreError(
            f"The store {name} was last used by an older version of the program; start the bot once with this version, "
            "which brings it up to date."
        )
    raise made_by_newer(name)
