"""The real program, started as a user starts it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.telegram import DEADLINE, TOKEN

if TYPE_CHECKING:
    from tests.telegram import Server

ROOT = Path(__file__).parents[2]
SECRET = TOKEN.partition(":")[2]


def environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """Give a clean environment: what a shell needs, where the program is, and the settings."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "OPENBLAS_NUM_THREADS") if name in os.environ
    }
    return kept | {"HOME": str(folder.parent), "PYTHONPATH": str(ROOT)} | settings


class Program:
    """A running ``backwalk run`` and what it writes.

    Parameters
    ----------
    server
        The Telegram that it talks to; None when it is not expected to get that far.
    """

    def __init__(self, process: asyncio.subprocess.Process, server: Server | None) -> None:
        self.process = process
        self.server = server
        self.lines: list[str] = []
        self._changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, folder: Path, server: Server | None = None, *, module: str = "bot", **settings: str) -> Self:
        """Start the program in a folder, with these settings beside the token and the server's address.

        Parameters
        ----------
        module
            What is run; another one may change the program for a test.
        """
        given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url, "LOG_LEVEL": "INFO"} if server else {}
        given["DATA_DIR"] = str(folder / "data")
        if server:
            server.broken = None
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", module, "run"),
            cwd=folder,
            env=environment(folder, given | settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process, server)

    @property
    def log(self) -> str:
        """All that it has written so far."""
        return "\n".join(self.lines)

    async def _read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.lines.append(line.decode().rstrip())
            self._wake()
        status = await self.process.wait()
        if self.server:
            self.server.broken = f"the program has ended with status {status}:\n{self.log[-4000:]}"
            self.server.changed()
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def logged(self, pattern: str, times: int = 1) -> str:
        """Wait for so many lines that match a pattern, in any case, and give the last of them."""
        async with asyncio.timeout(DEADLINE):
            while True:
                found = [line for line in self.lines if re.search(pattern, line, re.IGNORECASE)]
                if len(found) >= times:
                    return found[times - 1]
                assert not self._reading.done(), f"ended without a line like {pattern}:\n{self.log}"
                await self._changed.wait()

    async def ended(self) -> int:
        """Wait until it has ended and give its exit status."""
        async with asyncio.timeout(DEADLINE):
            await asyncio.shield(self._reading)
        assert self.process.returncode is not None
        return self.process.returncode

    def terminate(self) -> None:
        """Ask it to stop, as an operator or a container does."""
        self.process.send_signal(signal.SIGTERM)

    async def stop(self) -> None:
        """Stop it and check that it leaves in good order."""
        if self.process.returncode is None:
            self.terminate()
        assert await self.ended() == 0, self.log
        self.check_log()

    def check_log(self) -> None:
        """Check that nothing unexpected was written, and nothing secret."""
        assert "Traceback" not in self.log, self.log
        assert not re.search(r"\w+Warning\b", self.log), self.log
        assert "CRITICAL" not in self.log, self.log
        assert SECRET not in self.log, self.log

    async def close(self) -> None:
        """End it in any case."""
        if self.process.returncode is None:
            self.process.kill()
        await self._reading
