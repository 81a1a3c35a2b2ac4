"""Redis for the tests: a private server that keeps nothing and lasts as long as they run."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from redis import Redis
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("redis-server", "valkey-server")
PASSWORD = "only-for-the-tests"

_ATTEMPTS = 3  # another program may take the free port before the server does
_START_SECONDS = 10.0
_RUN = '"$0" "$1" >/dev/null 2>&1 & server=$!; exec 3<&0; (cat <&3; kill -9 $server) & wait $server'
"""Runs the server until its standard input ends: also when the tests are killed."""


class NoRedisError(Exception):
    """There is no Redis here, and this is why."""


class Server:
    """A server that listens at a free port of this machine, and can be stopped and started again there.

    Attributes
    ----------
    url
        With the password in it.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}"
        self._program = program
        self._file = folder / f"{self.port}.conf"
        lines = ("bind 127.0.0.1", f"port {self.port}", f"requirepass {PASSWORD}", f"dir {folder}", "save ''")
        self._file.write_text("\n".join(lines), "utf-8")

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises
        ------
        NoRedisError
            When it does not.
        """
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _RUN, self._program, self._file],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # out of the reach of Ctrl-C
        )
        until = time.monotonic() + _START_SECONDS
        with Redis.from_url(self.url) as client:
            while self._process.poll() is None and time.monotonic() < until:
                try:
                    client.ping()
                except RedisError:
                    time.sleep(0.01)
                else:
                    return
        self.stop()
        raise NoRedisError(f"no Redis: {self._program} does not start at port {self.port}")

    def stop(self) -> None:
        """Stop it; what it had is gone."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def server() -> Iterator[Server]:
    """Give a server of one's own.

    Raises
    ------
    NoRedisError
        Where none is installed, or it does not start.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NoRedisError("no Redis: Debian's package redis-server is not installed")
    with tempfile.TemporaryDirectory(prefix="backwalk-redis-") as folder:
        started = _started(program, Path(folder))
        try:
            yield started
        finally:
            started.stop()


def _started(program: str, folder: Path) -> Server:
    for attempt in range(1, _ATTEMPTS + 1):
        made = Server(program, folder)
        try:
            made.start()
        except NoRedisError:
            if attempt == _ATTEMPTS:
                raise
        else:
            break
    return made


def free_port() -> int:
    """Give a port of this machine at which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
