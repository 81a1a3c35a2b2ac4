"""Brings the tables up to date, with Alembic. Of two processes that start at once, one waits for the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, inspect, text

from bot.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK = 6_225_925_225
"""Number of the lock in PostgreSQL that whoever changes the tables holds; any number will do that nobody else takes."""

MIGRATIONS = Path(__file__).parent / "migrations"


_VERSIONS = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True),
)
"""Alembic's own table, as it makes it."""


class NewerTablesError(Exception):
    """The tables were made by a newer version of the program."""


def migrate(connection: Connection) -> None:
    """Bring the tables up to date within the transaction that has begun.

    Raises
    ------
    NewerTablesError
        When this version of the program does not know the tables.
    """
    if connection.dialect.name == "postgresql":  # on SQLite the transaction itself keeps others out
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    version = _version(connection)
    if version == newest():
        return
    if version is None and not inspect(connection).get_table_names():
        _begin(connection)
        return
    upgrade(connection)


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the migrations that lead to a version, each of which has a number that its file begins with.

    Raises
    ------
    NewerTablesError
        When this version of the program does not know the tables.
    """
    # Takes a quarter of a second and 15 MB to import, which only a start with older tables needs.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, target)
    except CommandError as error:
        raise NewerTablesError from error


def _begin(connection: Connection) -> None:
    """Make the tables as they are now, and note that no migration need be run on them."""
    METADATA.create_all(connection)
    _VERSIONS.create(connection)
    connection.execute(_VERSIONS.insert().values(version_num=newest()))


def newest() -> str:
    """Name the latest migration: the number that its file begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _version(connection: Connection) -> str | None:
    """Name the migration that the tables are of; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
