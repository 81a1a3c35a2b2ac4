"""What stands outside the program: databases, Redis, and a browser."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests import browsers, databases, redis_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

Started = TypeVar("Started")

# Read when NumPy is first imported: where each core has a test of its own, more threads only get in each other's way.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# How long it takes to make up an example, and to try it, depends on what else the machine does. A fixture may be the
# same for all examples.
UNTIMED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("untimed", deadline=None, suppress_health_check=UNTIMED)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Begin at once, without other processes, where all that is asked for are files or tests in them.

    Else with two processes more than there are cores: tests of the whole program wait for it a good part of the time.
    """
    named: list[str] = config.getoption("file_or_dir")
    alone = named and all(name.partition("::")[0].endswith(".py") for name in named)
    return 0 if alone else (os.cpu_count() or 1) + 2


def _or_skipped(server: AbstractContextManager[Started], missing: type[Exception]) -> Iterator[Started]:
    """Give a server for as long as it is needed; skip the test, and say why, where there is none."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(server)
        except missing as reason:
            pytest.skip(str(reason))
        yield started


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server, as the URL of somebody who may create databases there."""
    yield from _or_skipped(databases.server(), databases.NoServerError)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A new, empty PostgreSQL database of the test's own."""
    with databases.fresh_database(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database of the test's own, of either kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path.absolute() / 'fresh.sqlite3'}"


@pytest.fixture(scope="session")
def redis_at_work() -> Iterator[redis_server.Server]:
    """A Redis that stays well; who shares it is told apart by the number of a bot."""
    yield from _or_skipped(redis_server.server(), redis_server.NoRedisError)


@pytest.fixture
def redis() -> Iterator[redis_server.Server]:
    """A Redis of the test's own, which it may stop."""
    yield from _or_skipped(redis_server.server(), redis_server.NoRedisError)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A browser's program."""
    found = browsers.find()
    if not found:
        pytest.skip("no browser: Debian's package chromium is not installed")
    return found
