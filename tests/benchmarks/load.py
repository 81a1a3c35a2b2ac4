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
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests import databases, redis_server  # noqa: E402 - the project is found from here
from tests.benchmarks.load_server import LoadServer  # noqa: E402
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
UNPACED = HERE / "unpaced_bot.py"


@dataclass(frozen=True, slots=True)
class _Bot:
    """A bot to be measured.

    Parameters
    ----------
    settings
        Beside those of all.
    hook
        Port at which updates are handed in; None where it asks for them.
    """

    script: Path
    settings: dict[str, str]
    hook: int | None = None


BOTS = {
    "backwalk": _Bot(UNPACED, {}),
    "backwalk, DATABASE_URL=none": _Bot(UNPACED, {"DATABASE_URL": "none"}),
    "echo": _Bot(HERE / "echo_bot.py", {}),
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


@dataclass(frozen=True, slots=True)
class Processes:
    """Copies of a bot, seen as one."""

    all: list[Process]

    @property
    def cpu_seconds(self) -> float:
        """What they have used together."""
        return sum(one.cpu_seconds for one in self.all)

    @property
    def megabytes(self) -> float:
        """What the largest of them holds in memory."""
        return max(one.megabytes for one in self.all)


async def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=5_000, help="how many come in at once, flat out")
    parser.add_argument("--seconds", type=int, default=20, help="for how long they come in at Telegram's pace")
    parser.add_argument("--only", choices=list(BOTS), help="one of the bots alone")
    parser.add_argument("--copies", type=int, help="so many copies by webhook, with a PostgreSQL and a Redis, instead")
    options = parser.parse_args()
    questions = [question.text for question in labelled("third")]
    print(f"{'':28} {'start':>6} {'MB':>5} | {'30 a second, ms':>20} | {'flat out':>8} {'CPU ms':>7} {'MB':>5}")
    print(f"{'':28} {'s':>6} {'':>5} | {'p50':>6} {'p95':>6} {'p99':>6} | {'a second':>8} {'each':>7} {'after':>5}")
    if options.copies:
        with databases.server(is_safe=True) as database, redis_server.server() as redis:
            shared = {"DATABASE_URL": database, "REDIS_URL": redis.url, "WEBHOOK_URL": "https://bot.example.org/hook"}
            bots = [_Bot(UNPACED, shared, redis_server.free_port()) for _ in range(options.copies)]
            name = "1 copy" if options.copies == 1 else f"{options.copies} copies"
            print(f"{name:28} {await _measured(bots, questions, options.updates, options.seconds)}")
        return
    for name in [options.only] if options.only else BOTS:
        print(f"{name:28} {await _measured([BOTS[name]], questions, options.updates, options.seconds)}")


async def _measured(bots: list[_Bot], questions: list[str], updates: int, seconds: int) -> str:
    server = LoadServer(questions, hooks=[f"http://127.0.0.1:{bot.hook}/hook" for bot in bots if bot.hook])
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(server.running())
        process = Processes([await stack.enter_async_context(_started(bot, server.port)) for bot in bots])
        began = time.perf_counter()
        if server.hooks:
            await server.until_hooked(len(bots), PATIENCE_SECONDS)
            await stack.enter_async_context(server.handing_in())
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
async def _started(bot: _Bot, port: int) -> AsyncIterator[Process]:
    """Start a bot in a folder of its own, and stop it in the end."""
    settings = bot.settings | ({"WEBHOOK_LISTEN": f"127.0.0.1:{bot.hook}"} if bot.hook else {})
    with tempfile.TemporaryDirectory() as folder:
        given = {"BOT_TOKEN": TOKEN, "BOT_API_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "WARNING"}
        kept = {"DATA_DIR": folder, "HOME": folder, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
        process = await asyncio.create_subprocess_exec(
            sys.executable, bot.script, cwd=folder, env={**kept, **given, **settings}, stdin=asyncio.subprocess.DEVNULL
        )
        try:
            yield Process(process.pid)
        finally:
            process.terminate()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(main())
