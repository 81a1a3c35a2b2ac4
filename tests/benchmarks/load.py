"""How much the bot answers, how quickly, and for how much: ``uv run python tests/benchmarks/load.py``.

Beside the smallest bot of the same library, in the same run. Linux only, since it reads ``/proc``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.load_server import LoadServer  # noqa: E402 - the project is found from here
from tests.faq.labelled import labelled  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PER_SECOND = 30
"""Telegram's own limit on messages over all chats."""

TOKEN = "7654321098:AAload-token_of-the_benchmark-0123456789"
PATIENCE_SECONDS = 600.0
TICKS = os.sysconf("SC_CLK_TCK")

HERE = Path(__file__).parent

# The bot keeps Telegram's limits, which would be all that is measured: here it does not.
BOTS = {
    "backwalk": (HERE / "unpaced_bot.py", {}),
    "backwalk, DATABASE_URL=none": (HERE / "unpaced_bot.py", {"DATABASE_URL": "none"}),
    "echo": (HERE / "echo_bot.py", {}),
}


@dataclass(frozen=True, slots=True)
class Process:
    """A bot that runs, seen from outside."""

    number: int

    @property
    def cpu_seconds(self) -> float:
        """What it has used so far, in user and system time."""
        fields = Path(f"/proc/{self.number}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """What it holds in memory."""
        status = Path(f"/proc/{self.number}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=5_000, help="how many come in at once, flat out")
    parser.add_argument("--seconds", type=int, default=20, help="for how long they come in at Telegram's pace")
    parser.add_argument("--only", choices=list(BOTS), help="one of the bots alone")
    options = parser.parse_args()
    questions = [question.text for question in labelled("third")]
    print(f"{'':28} {'start':>6} {'MB':>5} | {'30 a second, ms':>20} | {'flat out':>8} {'CPU ms':>7} {'MB':>5}")
    print(f"{'':28} {'s':>6} {'':>5} | {'p50':>6} {'p95':>6} {'p99':>6} | {'a second':>8} {'each':>7} {'after':>5}")
    for name in [options.only] if options.only else BOTS:
        print(f"{name:28} {await _measured(name, questions, options.updates, options.seconds)}")


async def _measured(name: str, questions: list[str], updates: int, seconds: int) -> str:
    server = LoadServer(questions)
    async with server.running(), _started(name, server.port) as process:
        began = time.perf_counter()
        server.ask(1)
        await server.until_answered(1, PATIENCE_SECONDS)
        start, at_start = time.perf_counter() - began, process.megabytes
        server.delays.clear()
        for tick in range(seconds * PER_SECOND):
            server.ask(1)
            await asyncio.sleep(max(0.0, began + start + tick / PER_SECOND - time.perf_counter()))
        await server.until_answered(1 + seconds * PER_SECOND, PATIENCE_SECONDS)
        delays = sorted(1000 * delay for delay in server.delays)
        used, since = process.cpu_seconds, time.perf_counter()
        server.ask(updates)
        await server.until_answered(1 + seconds * PER_SECOND + updates, PATIENCE_SECONDS)
        rate = updates / (time.perf_counter() - since)
        each = 1000 * (process.cpu_seconds - used) / updates
        p50, p95, p99 = (delays[len(delays) * share // 100] for share in (50, 95, 99))
        return (
            f"{start:6.2f} {at_start:5.0f} | {p50:6.1f} {p95:6.1f} {p99:6.1f} | "
            f"{rate:8.0f} {each:7.2f} {process.megabytes:5.0f}"
        )


@asynccontextmanager
async def _started(name: str, port: int) -> AsyncIterator[Process]:
    """Start a bot in a folder of its own, and stop it in the end."""
    script, settings = BOTS[name]
    with tempfile.TemporaryDirectory() as folder:
        given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "WARNING"}
        kept = {"DATA_DIR": folder, "HOME": folder, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
        process = await asyncio.create_subprocess_exec(
            sys.executable, script, cwd=folder, env={**kept, **given, **settings}, stdin=asyncio.subprocess.DEVNULL
        )
        try:
            yield Process(process.pid)
        finally:
            process.terminate()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(main())
