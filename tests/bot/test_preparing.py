"""An FAQ is read and learnt in another process, and comes over whole."""

from __future__ import annotations

import asyncio
import os
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from bot import preparing
from bot.preparing import Content, PreparingError
from faq import Answerer, FaqError, load, prepared
from tests.e2e import birds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return birds.write(tmp_path / "faq")


async def test_the_answerer_is_the_one_that_would_have_been_made_here(folder: Path, tmp_path: Path) -> None:
    found = await Content(folder, tmp_path / "cache").prepared()
    faq = load(folder)
    here = Answerer(faq, tmp_path / "cache")
    assert found.faq == faq
    for question in ("food for red parots", "odd signs", "elephants", "the weather"):
        assert found.reply(question) == here.reply(question)
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="folders that may not be written")
async def test_without_a_folder_to_keep_anything_in(folder: Path) -> None:
    found = await Content(folder, folder / "entries.yaml" / "no folder").prepared()
    assert found.reply("odd signs").entry == load(folder).by_id["odd"]


async def test_all_mistakes_come_over(folder: Path) -> None:
    (folder / "more.yaml").write_text("- id: odd\n  questions: [x]\n  anwser: y\n", "utf-8")
    with pytest.raises(FaqError) as here:
        load(folder)
    with pytest.raises(FaqError) as there:
        await Content(folder).prepared()
    assert there.value.mistakes == here.value.mistakes
    assert len(there.value.mistakes) > 1


async def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "no-python"))
    with pytest.raises(PreparingError, match="cannot be started"):
        await Content(folder).prepared()


@pytest.mark.parametrize("program", ["import sys; sys.exit('not enough memory')", "import os; os.kill(os.getpid(), 9)"])
async def test_a_process_that_ends_early(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{program}"\n', "utf-8")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(PreparingError, match=r"ended early \((not enough memory|status -9)\)"):
        await Content(folder).prepared()


async def test_who_no_longer_waits_ends_the_process(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The process would never end by itself; asyncio would warn of one that is left alone."""
    python = folder / "python"
    python.write_text(f'#!/bin/sh\necho $$ > "{folder}/pid"\nexec sleep 600\n', "utf-8")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    waiting = asyncio.create_task(Content(folder).prepared())
    async with asyncio.timeout(20):
        while not ((folder / "pid").exists() and (folder / "pid").read_text()):
            await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(int((folder / "pid").read_text()), 0)


def test_the_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "DATABASE_URL", "ADMIN_IDS", "PGPASSWORD", "LDAP_PASSWORD", "HTTP_LISTEN"):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("PATH", "/usr/bin")
    environment = preparing._environment()
    assert "secret" not in environment.values()
    assert environment["PATH"] == "/usr/bin"
    assert set(environment["PYTHONPATH"].split(os.pathsep)) == set(sys.path)


def test_what_is_handed_over_comes_in_small_pieces(folder: Path) -> None:
    stream = BytesIO()
    prepared.write(stream, folder, None)
    assert prepared.read(stream.getvalue()).faq == load(folder)
