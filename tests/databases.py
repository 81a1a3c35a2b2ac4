"""PostgreSQL for the tests: a server that somebody has named, or a private one that lasts as long as they run."""

from __future__ import annotations

import asyncio
import os
import pwd
import socket
import subprocess
import tempfile
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

if TYPE_CHECKING:
    from collections.abc import Iterator

ADMIN_URL = "TEST_DATABASE_URL"
"""Names a server for the tests: the URL of a database whose user may create others."""

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu keep the programs of each version, none of them on the PATH."""

USERS = ("postgres", "nobody")
"""As whom the server runs where the tests run as root: as root it refuses to."""

_USER, _PASSWORD = "tests", "only-for-tests"
_ATTEMPTS = 3  # another program may take the free port before the server does
_STOP = 'cat; exec "$0" stop --pgdata "$1" --wait --silent --mode immediate'
"""Stops the server when its standard input ends: also when the tests are killed."""

_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "40",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "''",
}

_SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class NoServerError(Exception):
    """There is no PostgreSQL here, and this is why."""


@contextmanager
def server(*, is_safe: bool = False) -> Iterator[str]:
    """Give the URL of a server's own database, as somebody who may create others.

    Parameters
    ----------
    is_safe
        Whether a private one writes to the disk what it has taken, as in earnest; for those who measure.

    Raises
    ------
    NoServerError
        Where there is no server and none can be started.
    """
    if named := os.environ.get(ADMIN_URL):
        yield named
        return
    programs = _programs()
    if not programs:
        raise NoServerError(f"no PostgreSQL: {ADMIN_URL} is not set, and Debian's package postgresql is not installed")
    with tempfile.TemporaryDirectory(prefix="backwalk-postgresql-", ignore_cleanup_errors=True) as folder:
        private = _PrivateServer(programs, Path(folder), _SETTINGS | (_SAFE if is_safe else {}))
        url = private.start()
        try:
            yield url
        finally:
            private.stop()


@contextmanager
def fresh_database(admin_url: str) -> Iterator[str]:
    """Give the URL of a new, empty database, which is dropped afterwards, whoever is still connected to it."""
    name = f"test_{uuid.uuid4().hex}"
    _execute(admin_url, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield urlunsplit(urlsplit(admin_url)._replace(path=f"/{name}"))
    finally:
        _execute(admin_url, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(url: str, statement: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(url, timeout=30)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    # A loop of its own, which the thread does not take for the tests' one.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(execute())


def _programs() -> Path | None:
    """The folder of the newest initdb, pg_ctl and postgres."""
    versions = sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in (*versions, *map(Path, os.get_exec_path())):
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


class _PrivateServer:
    """A server in a folder of its own."""

    def __init__(self, programs: Path, folder: Path, settings: dict[str, str]) -> None:
        self.settings = settings
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            somebody = _somebody()
            os.chown(folder, somebody.pw_uid, somebody.pw_gid)
            self.identity = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}

    def start(self) -> str:
        password = self.folder / "password"
        password.write_text(_PASSWORD, "utf-8")
        self._run(
            "initdb",
            *("--username", _USER, "--auth", "scram-sha-256", "--pwfile", str(password)),
            *("--encoding", "UTF8", "--no-locale", "--no-sync", "--no-instructions"),
        )
        for attempt in range(1, _ATTEMPTS + 1):
            port = _free_port()
            options = " ".join(f"-c {name}={value}" for name, value in (self.settings | {"port": str(port)}).items())
            try:
                self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.log), "--options", options)
            except NoServerError:
                if attempt == _ATTEMPTS:
                    raise
            else:
                break
        self._stopper = subprocess.Popen(
            ["/bin/sh", "-c", _STOP, self.programs / "pg_ctl", self.data],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # out of the reach of Ctrl-C
            **self.identity,
        )
        return f"postgresql://{_USER}:{_PASSWORD}@127.0.0.1:{port}/postgres"

    def stop(self) -> None:
        assert self._stopper.stdin
        self._stopper.stdin.close()
        assert self._stopper.wait() == 0, self.log.read_text("utf-8")

    def _run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the server, which stays, would keep it open.
        with (self.folder / "told").open("wb") as told:
            done = subprocess.run(
                [self.programs / program, "--pgdata", self.data, *arguments],
                check=False,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                **self.identity,
            )
        if done.returncode:
            files = [file for file in (self.folder / "told", self.log) if file.exists()]
            words = " ".join(file.read_text("utf-8", "replace") for file in files).split()
            raise NoServerError(f"no PostgreSQL: {program} has failed: {' '.join(words)[-500:]}")


def _somebody() -> pwd.struct_passwd:
    for name in USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError(f"no PostgreSQL: it does not run as root, and there is no user {' or '.join(USERS)}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
