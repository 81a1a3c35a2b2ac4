"""How long the event loop is held up while a new FAQ is taken, and how soon an edit is answered from.

``python tests/benchmarks/reloading.py`` edits a copy of the FAQ that comes along, an answer and then a question, while
a clock ticks in the loop. Beside each figure stands the same without an edit: what the machine itself takes.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from telegram import Bot, User

from bot.cli import packaged_faq
from bot.preparing import Content
from bot.reloading import Reloading
from bot.service import Service, Serving
from faq import Answerer, load

if TYPE_CHECKING:
    from collections.abc import Coroutine

TICK_SECONDS = 0.001
REST_SECONDS = 4.0


async def main() -> None:
    """Measure, and print a line for each edit."""
    with tempfile.TemporaryDirectory() as made:
        folder, cache = Path(made, "faq"), Path(made, "cache")
        shutil.copytree(packaged_faq(), folder)
        bot = Bot("1:x")
        bot._bot_user = User(1, "bench", is_bot=True, username="bench")
        serving = Serving(Service.of(bot, Answerer(load(folder), cache)))
        reloading = Reloading(serving, Content(folder, cache))
        watching = asyncio.create_task(reloading.watch())
        await asyncio.sleep(2)
        print(f"nothing edited:    {held_up(await lags(asyncio.sleep(REST_SECONDS)))}")
        file = next(file for file in sorted(folder.iterdir()) if "answer: |\n" in file.read_text("utf-8"))
        for what, old, new in (
            ("answer", "answer: |\n", "answer: |\n      New.\n"),
            ("question", "questions:\n", None),
        ):
            text = file.read_text("utf-8")
            indented = text.partition("questions:\n")[2].partition("-")[0]
            file.write_text(text.replace(old, new or f"questions:\n{indented}- entirely new words\n", 1), "utf-8")
            began = time.perf_counter()
            found = await lags(changed(serving))
            print(f"{what + ' edited:':18} live after {time.perf_counter() - began:.1f} s; {held_up(found)}")
        watching.cancel()


async def changed(serving: Serving) -> None:
    """Wait until another FAQ is answered from."""
    before = serving.now
    while serving.now is before:
        await asyncio.sleep(0.01)


async def lags(work: Coroutine[Any, Any, None]) -> list[float]:
    """Milliseconds by which a tick came late, for as long as a work takes."""
    working = asyncio.create_task(work)
    late = []
    while not working.done():
        began = time.perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        late.append(1000 * (time.perf_counter() - began - TICK_SECONDS))
    return sorted(late)


def held_up(late: list[float]) -> str:
    """Tell how late ticks were."""
    half, nearly_all = late[len(late) // 2], late[len(late) * 99 // 100]
    return f"late by {half:.1f} ms (half), {nearly_all:.1f} (99 of 100), {late[-1]:.0f} (most)"


if __name__ == "__main__":
    gc.freeze()  # as `backwalk run` does
    asyncio.run(main())
