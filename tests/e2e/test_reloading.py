"""The FAQ is edited while the bot answers: nothing is lost, what is right is taken, what is broken is told."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import select
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faq import load
from faq.editions import version_of
from tests.e2e import birds as small
from tests.e2e.program import SECRET, environment
from tests.e2e.talks import Talk
from tests.telegram import DEADLINE, TOKEN, Server, faults

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at signals, terminals and processes as Linux has them"),
]

GEESE = {"id": "geese", "questions": ["Do geese bite?", "geese biting"], "answer": "Geese bite those who run away."}
TALKERS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An FAQ of the test's own, to be edited."""
    return small.write(tmp_path / "faq")


def learnt(folder: Path, *entries: small.JSON) -> None:
    """Write entries, whole or not at all, as an editor does."""
    draft = folder / ".entries.yaml.swp"
    draft.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    draft.replace(folder / "entries.yaml")


async def test_what_is_edited_is_answered_while_questions_flow(
    telegram: Server, launch: Launch, birds: Faq, folder: Path
) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    edited = asyncio.Event()

    async def asking() -> int:
        """Ask until after the edit; every question has to be answered."""
        talk = Talk(telegram, birds)
        asked = 0
        while not edited.is_set() or asked < 3:
            assert (await talk.ask("odd signs")).title == small.ODD
            asked += 1
        return asked

    talks = [asyncio.create_task(asking()) for _ in range(TALKERS)]
    learnt(folder, *small.ENTRIES, GEESE)
    line = await program.logged("FAQ reloaded")
    edited.set()
    assert f"{len(small.ENTRIES) + 1} entries, version {version_of(folder)}, " in line
    assert min(await asyncio.gather(*talks)) >= 3
    goose = load(folder).by_id["geese"]
    assert (await Talk(telegram, birds).ask("Do geese bite?")).answers(goose)
    await program.stop()
    assert "ERROR" not in program.log


async def test_a_broken_edit_leaves_the_old_answers_until_it_is_mended(
    telegram: Server, launch: Launch, birds: Faq, folder: Path
) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    talk = Talk(telegram, birds)
    version = version_of(folder)
    (folder / "geese.yaml").write_text("- id: geese\n  questions: [Do geese bite?]\n  anwser: Yes.\n", "utf-8")
    await program.logged(rf"has mistakes and was not taken; the old one \(version {version}\) goes on:")
    await program.logged(r"geese\.yaml:3: ")
    assert (await talk.ask("odd signs")).title == small.ODD
    (folder / "geese.yaml").write_text(json.dumps([GEESE]), "utf-8")
    await program.logged("FAQ reloaded")
    assert (await talk.ask("Do geese bite?")).answers(load(folder).by_id["geese"])
    await program.stop()


async def test_a_folder_that_vanishes_is_a_broken_edit(
    telegram: Server, launch: Launch, birds: Faq, folder: Path, tmp_path: Path
) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    talk = Talk(telegram, birds)
    folder.rename(tmp_path / "away")
    await program.logged("the folder cannot be read")
    assert (await talk.ask("odd signs")).title == small.ODD
    shutil.copytree(tmp_path / "away", folder)
    learnt(folder, *small.ENTRIES, GEESE)
    await program.logged("FAQ reloaded")
    assert (await talk.ask("Do geese bite?")).answers(load(folder).by_id["geese"])
    await program.stop()


async def test_sighup_loads_it_again(telegram: Server, launch: Launch, folder: Path) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    program.process.send_signal(signal.SIGHUP)
    await program.logged(f"the same as before: {len(small.ENTRIES)} entries, version {version_of(folder)}")
    await program.stop()


async def test_sighup_while_telegram_cannot_be_reached_ends_nothing(
    telegram: Server, launch: Launch, birds: Faq, folder: Path
) -> None:
    telegram.faults.next_calls("getMe", faults.cut_off(), times=1)
    program = await launch(telegram, polling=False, FAQ_DIR=str(folder))
    await telegram.call("getMe")
    learnt(folder, *small.ENTRIES, GEESE)
    program.process.send_signal(signal.SIGHUP)
    await program.logged("FAQ reloaded")
    assert (await Talk(telegram, birds).ask("Do geese bite?")).answers(load(folder).by_id["geese"])


async def test_the_bot_presents_itself_anew_when_its_texts_have_changed(
    telegram: Server, launch: Launch, folder: Path
) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    (folder / "phrases.yaml").write_text("description: All about birds.\n", "utf-8")
    await telegram.until(lambda: telegram.methods.descriptions.get("") == "All about birds." or None, "a description")
    await program.stop()


async def test_it_stops_at_once_while_it_learns(telegram: Server, launch: Launch, folder: Path) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    # So many that it takes a while.
    learnt(folder, *(entry(number) for number in range(4_000)))
    child = await learning_process(program)
    known = [(Path("/proc") / str(child) / name).read_text(errors="replace") for name in ("cmdline", "environ")]
    assert not any(SECRET in text for text in known)
    ended = os.pidfd_open(child)
    await program.stop()
    assert select.select([ended], [], [], 0)[0]
    os.close(ended)
    assert "ERROR" not in program.log
    assert "FAQ reloaded" not in program.log


async def test_the_process_that_learns_dies_with_the_bot(telegram: Server, launch: Launch, folder: Path) -> None:
    program = await launch(telegram, FAQ_DIR=str(folder))
    learnt(folder, *(entry(number) for number in range(4_000)))
    ended = os.pidfd_open(await learning_process(program))
    program.process.kill()
    assert (await asyncio.to_thread(select.select, [ended], [], [], DEADLINE))[0]
    os.close(ended)


async def test_a_terminal_that_is_closed_ends_it(telegram: Server, folder: Path, tmp_path: Path) -> None:
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "FAQ_DIR": str(folder)}
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        # The tests themselves may have been started behind nohup.
        *("setsid", "--ctty", "env", "--default-signal=HUP", sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env=environment(tmp_path, settings),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        await telegram.polled()
        process.send_signal(signal.SIGHUP)
        async with asyncio.timeout(DEADLINE):
            await asyncio.to_thread(read_until, ours, b"the same as before")
        os.close(ours)
        async with asyncio.timeout(DEADLINE):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def entry(number: int) -> small.JSON:
    """An entry with words of its own."""
    words = [f"{word}{number * 7 % 3989}" for word in ("ara", "bora", "cora", "dora")]
    return {"id": f"bird-{number}", "questions": [*words, " ".join(words)], "answer": "It is a bird."}


async def learning_process(program: Program) -> int:
    """Wait until a process of the bot's learns, and give its number."""
    async with asyncio.timeout(DEADLINE):
        while (found := child_that_learns(program.process.pid)) is None:
            await asyncio.sleep(0.05)
    return found


def child_that_learns(parent: int) -> int | None:
    for listed in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in listed.read_text().split():
            with suppress(OSError):  # it may have ended
                if "faq.prepared" in Path("/proc", child, "cmdline").read_text():
                    return int(child)
    return None


def read_until(terminal: int, wanted: bytes) -> None:
    """Read what a terminal shows until something stands there."""
    shown = b""
    while wanted not in shown:
        shown += os.read(terminal, 4096)
