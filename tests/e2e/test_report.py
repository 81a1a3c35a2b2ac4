"""What a running bot was asked, told by ``backwalk report`` beside it."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from faq import load
from tests.e2e import birds as small
from tests.e2e.program import environment
from tests.e2e.talks import Talk
from tests.telegram import DEADLINE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Launch
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNKNOWN = ("do you have wifi", "is there any wifi here")


async def report(folder: Path, *arguments: str, **settings: str) -> dict[str, Any]:
    """Run the command as a curator does."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "report", "--json", *arguments),
        cwd=folder,
        env=environment(folder, settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(DEADLINE):
        told, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    found: dict[str, Any] = json.loads(told)
    return found


async def test_what_was_asked_is_reported_while_the_bot_runs(
    telegram: Server, launch: Launch, birds_folder: Path, tmp_path: Path, database_url: str
) -> None:
    await launch(telegram, DATABASE_URL=database_url)
    talk = Talk(telegram, load(birds_folder))
    await talk.ask("How do I feed red parrots?")
    await talk.ask("How do I feed red parrots?")
    for question in UNKNOWN:
        await talk.ask(question)
    offered = await talk.ask(small.AMBIGUOUS)
    label = next(iter(offered.callbacks))
    await talk.press(offered, label)
    await talk.hear()
    picked = next(entry["id"] for entry in small.PARROTS if entry["questions"][0] == label)
    await telegram.polled()  # all of it is noted

    found = await report(tmp_path, FAQ_DIR=str(birds_folder), DATABASE_URL=database_url)
    total = {name: found["total"][name] for name in ("asked", "answered", "suggested", "picked", "missed")}
    assert total == {"asked": 5, "answered": 2, "suggested": 1, "picked": 1, "missed": 2}
    assert {entry["entry"]: entry["shown"] for entry in found["entries"]}["red-parrots"] >= 2
    wifi = next(group for group in found["groups"] if group["title"] in UNKNOWN)
    assert {one["question"] for one in wifi["questions"]} == set(UNKNOWN)
    assert [one["phrasing"] for one in found["phrasings"][picked]] == [small.AMBIGUOUS]

    await talk.ask("How do I feed blue parrots?")  # the bot goes on undisturbed
    await telegram.polled()
    assert (await report(tmp_path, FAQ_DIR=str(birds_folder), DATABASE_URL=database_url))["total"]["answered"] == 3
