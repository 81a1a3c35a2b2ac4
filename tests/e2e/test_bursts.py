"""Questions of many people at once, in the middle of which the bot is killed, cut off, or told to stop."""

from __future__ import annotations

import asyncio
import re
import signal
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from tests.e2e.bursts import TOGETHER, Burst
from tests.e2e.doors import Door
from tests.e2e.kept import rows, some_noted
from tests.e2e.talks import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Entry, Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

BURST, BEFORE_THE_KILL = 200, 120


@pytest.fixture
def entry(birds: Faq) -> Entry:
    return birds.by_id["red-parrots"]


def in_store(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/kept/journal.sqlite3"}


async def noted(database: str) -> set[int]:
    """The chats whose answers stand in a store."""
    return {row["chat_id"] for row in (await rows(database))["answered"]}


async def test_killed_in_the_middle_of_a_burst(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, tmp_path: Path
) -> None:
    settings = in_store(tmp_path)
    program = await launch(telegram, **settings)
    burst = Burst(telegram, birds, entry, BURST)
    await burst.middle(BEFORE_THE_KILL)
    await some_noted(settings["DATABASE_URL"], TOGETHER)
    program.process.kill()
    assert await program.ended() == -signal.SIGKILL
    burst.interrupted()
    known = await noted(settings["DATABASE_URL"])
    assert known

    await launch(telegram, polling=False, **settings)
    await burst.over()
    assert not burst.twice & known, "what was noted is answered once"


async def test_the_power_fails_in_the_middle_of_a_burst(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, tmp_path: Path
) -> None:
    settings = in_store(tmp_path)
    program = await launch(telegram, **settings)
    burst = Burst(telegram, birds, entry)
    await burst.middle()
    await some_noted(settings["DATABASE_URL"])
    program.process.send_signal(signal.SIGSTOP)  # so that the disk is as it was at one moment
    lying = tmp_path / "kept"
    found = tmp_path / "found"
    found.mkdir()
    for name in ("journal.sqlite3", "journal.sqlite3-wal"):
        (found / name).write_bytes((lying / name).read_bytes())
    program.process.kill()
    await program.ended()
    burst.interrupted()
    # What had been committed is on the disk; of what was being written, a part may be.
    with (found / "journal.sqlite3-wal").open("ab") as log:
        log.write(b"\x00torn\xff" * 500)
    settings = {"DATABASE_URL": f"sqlite:///{found}/journal.sqlite3"}
    known = await noted(settings["DATABASE_URL"])
    assert known

    await launch(telegram, polling=False, **settings)
    await burst.over()
    assert not burst.twice & known


async def test_killed_in_the_middle_of_a_burst_without_a_store(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry
) -> None:
    program = await launch(telegram, DATABASE_URL="none")
    burst = Burst(telegram, birds, entry)
    # Answers are noted nowhere but at Telegram: they are confirmed as they are given, and those do not come again.
    await telegram.until(lambda: len(telegram.queue.pending) < len(burst.talks) or None, "a confirmation")
    program.process.kill()
    await program.ended()
    burst.interrupted()

    await launch(telegram, polling=False, DATABASE_URL="none")
    await burst.over()
    assert len(burst.twice) < len(burst.talks)


async def test_the_network_is_cut_in_the_middle_of_a_burst(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry
) -> None:
    host, _, port = telegram.url.removeprefix("http://").partition(":")
    async with Door(host, int(port)) as door:
        here = {"BOT_API_URL": f"http://127.0.0.1:{door.port}", "HTTP_LISTEN": "127.0.0.1:0"}
        program = await launch(telegram, DATABASE_URL="none", **here)
        burst = Burst(telegram, birds, entry)
        await burst.middle()
        await door.close()
        burst.interrupted()
        await program.logged("No updates from Telegram")
        while await retries(program) < 2 * TOGETHER:
            await asyncio.sleep(0.1)
        await door.open()
        await burst.over()
        await program.logged("Telegram takes calls again")
        await Talk(telegram, birds).ask(entry.title)  # else the call that asks for updates is held for half a minute
        await program.logged("Updates come from Telegram again")
        await program.stop()
    assert burst.twice <= set(burst.before[-TOGETHER:]), "those whose answer was cut off on its way back"
    told = [line for line in program.lines if "trying again" in line]
    assert len(told) == 2, "what fails many times is told once: calls, and asking for updates"
    assert "not answered" not in program.log


async def test_told_to_stop_in_the_middle_of_a_burst(
    telegram: Server, launch: Launch, birds: Faq, entry: Entry, tmp_path: Path
) -> None:
    settings = in_store(tmp_path) | {"module": "tests.e2e.hasty"}
    program = await launch(telegram, **settings)
    impatient = Talk(telegram, birds)
    for _ in range(3):  # first of all, so that they come in together
        impatient.say(entry.title)
    burst = Burst(telegram, birds, entry, 300)
    burst.talks.append(impatient)
    await burst.middle(100)
    await program.stop()
    burst.interrupted()
    assert len(telegram.queue.pending) >= len(burst.talks) - len(burst.before), "saved to the last one"

    await launch(telegram, polling=False, **settings)
    await burst.over()
    assert burst.twice == set()


async def retries(program: Program) -> float:
    """How many calls to Telegram have been made again."""
    listening = re.search(r"Listening on (\S+)", program.log)
    assert listening
    async with ClientSession() as client, client.get(f"http://{listening[1]}/metrics") as answer:
        found = re.findall(r"^backwalk_telegram_retries_total\{.*\} (\S+)", await answer.text(), re.MULTILINE)
    return sum(map(float, found))
