"""Edits of the FAQ: one reload at a time, what is right is taken, what is broken is told once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.preparing import Content, PreparingError
from bot.reloading import MOST_TOLD, STOPPING, Reloaded, Reloading, Taken
from bot.service import Service, Serving
from faq import FaqError, Mistake, Place
from faq.editions import version_of
from tests.bot import samples
from tests.bot.handlers.conftest import CatAnswerer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path

    from telegram.ext import ExtBot

    from faq import Answerer, Phrases

MISTAKES = [Mistake(Place("cats.yaml", line), "a cat has nine lives", "count again") for line in (3, 7)]


@dataclass(frozen=True)
class Drafts(Content):
    """A folder whose FAQ is made ready as the test says: a new answerer or what is raised, when it lets it."""

    outcomes: list[Exception | None] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    gates: list[asyncio.Event] = field(default_factory=list)

    async def prepared(self) -> Answerer:
        version = version_of(self.folder)
        self.begun.append(version)
        if self.gates:
            await self.gates.pop(0).wait()
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome
        return knowing(version)


def knowing(version: str, **fields: Any) -> CatAnswerer:
    answerer = CatAnswerer()
    answerer.faq = replace(samples.faq(), version=version, **fields)
    return answerer


class Desk:
    """A bot at work, a curator's folder, and what admins and Telegram are told."""

    def __init__(self, bot: ExtBot[None], folder: Path) -> None:
        self.file = folder / "cats.yaml"
        self.edit("as it was")
        self.serving = Serving(Service.of(bot, knowing(version_of(folder))))
        self.content = Drafts(folder)
        self.told: list[str] = []
        self.presented: list[Phrases] = []
        self.reloading = Reloading(self.serving, self.content, tell=self._tell, present=self.presented.append)

    @property
    def version(self) -> str:
        return self.serving.now.answerer.faq.version

    def edit(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    async def _tell(self, text: str) -> None:
        self.told.append(text)

    async def reload(self) -> Reloaded:
        """Reload, and let the admins be told."""
        done = await self.reloading.reload()
        await asyncio.sleep(0)
        return done

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[asyncio.Queue[None]]:
        """Watch a folder of which the test says when it is edited."""
        edited: asyncio.Queue[None] = asyncio.Queue()

        async def told(folder: Path) -> AsyncGenerator[None]:
            assert folder == self.content.folder
            while True:
                await edited.get()
                yield

        task = asyncio.create_task(self.reloading.watch(told))
        await asyncio.sleep(0)
        try:
            yield edited
        finally:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task


@pytest.fixture
def desk(bot: ExtBot[None], tmp_path: Path) -> Desk:
    return Desk(bot, tmp_path)


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.001)


async def test_an_edit_is_taken(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    before = desk.serving.now
    desk.edit("better")
    done = await desk.reload()
    version = version_of(desk.content.folder)
    assert (done.outcome, done.version, done.entries, done.mistakes) == (Taken.CHANGED, version, 6, ())
    assert desk.version == version
    assert desk.serving.now.journal is before.journal
    assert caplog.messages == [f"FAQ reloaded: 6 entries, version {version}, {done.seconds:.1f} s"]
    assert desk.told == []


async def test_the_same_content_is_not_made_ready_again(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    before = desk.serving.now
    desk.edit("as it was")
    done = await desk.reload()
    assert (done.outcome, done.version) == (Taken.UNCHANGED, desk.version)
    assert desk.serving.now is before
    assert desk.content.begun == []
    assert caplog.messages == []


async def test_the_room_of_the_old_one_is_given_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answered_from: list[str] = []
    monkeypatch.setattr("bot.reloading.give_back", lambda: answered_from.append(desk.version))
    desk.edit("new")
    await desk.reload()
    await desk.reload()
    assert answered_from == [version_of(desk.content.folder)]


async def test_a_broken_edit_leaves_the_old_one_and_is_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    before = desk.serving.now
    desk.edit("broken")
    desk.content.outcomes.append(FaqError(MISTAKES))
    done = await desk.reload()
    assert desk.serving.now is before
    assert (done.outcome, done.version, done.mistakes) == (Taken.BROKEN, desk.version, tuple(map(str, MISTAKES)))
    summary = f"The FAQ has mistakes and was not taken; the old one (version {desk.version}) goes on:"
    assert caplog.messages == [summary, *map(str, MISTAKES)]
    assert desk.told == ["\n".join([summary, *map(str, MISTAKES)])]


async def test_the_same_mistakes_are_told_once_and_the_first_good_edit_after_them(desk: Desk) -> None:
    desk.edit("broken")
    desk.content.outcomes.extend((FaqError(MISTAKES), FaqError(MISTAKES), FaqError(MISTAKES[:1])))
    for _ in range(3):
        assert (await desk.reload()).outcome is Taken.BROKEN
    assert len(desk.told) == 2
    desk.edit("mended")
    await desk.reload()
    desk.edit("better still")
    await desk.reload()
    assert [text.partition(" 6 ")[0] for text in desk.told[2:]] == ["No mistakes any more. FAQ reloaded:"]


async def test_an_edit_that_is_taken_back_is_told_as_well(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    desk.edit("broken")
    desk.content.outcomes.append(FaqError(MISTAKES))
    await desk.reload()
    desk.edit("as it was")
    assert (await desk.reload()).outcome is Taken.UNCHANGED
    assert desk.told[1].startswith("No mistakes any more. The FAQ is the same as before")
    assert caplog.messages[-1] == desk.told[1]


async def test_a_message_holds_only_so_many_mistakes(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    mistakes = [Mistake(Place("cats.yaml", line), "wrong", "mend it") for line in range(1, MOST_TOLD + 6)]
    desk.edit("broken")
    desk.content.outcomes.append(FaqError(mistakes))
    await desk.reload()
    assert len(caplog.messages) == 1 + len(mistakes)
    lines = desk.told[0].splitlines()
    assert len(lines) == 1 + MOST_TOLD + 1
    assert lines[-1] == "and 5 more, see the log"


async def test_a_folder_or_file_that_cannot_be_read_is_a_broken_edit(desk: Desk) -> None:
    desk.file.unlink()
    desk.file.mkdir()
    done = await desk.reload()
    assert done.outcome is Taken.BROKEN
    assert "cats.yaml:1: the file cannot be read" in done.mistakes[0]
    desk.file.rmdir()
    desk.content.folder.rmdir()
    done = await desk.reload()
    assert done.outcome is Taken.BROKEN
    assert "the folder cannot be read" in done.mistakes[0]
    assert desk.content.begun == []


@pytest.mark.parametrize("error", [PreparingError("the process has ended early"), ZeroDivisionError()])
async def test_what_is_not_the_curators_fault_leaves_the_old_one_as_well(desk: Desk, error: Exception) -> None:
    before = desk.serving.now
    desk.edit("better")
    desk.content.outcomes.append(error)
    done = await desk.reload()
    assert (done.outcome, desk.serving.now) == (Taken.FAILED, before)
    assert done.mistakes == (str(error) or "ZeroDivisionError",)
    assert (await desk.reload()).outcome is Taken.CHANGED


async def test_reloads_never_overlap_and_those_who_wait_share_one(desk: Desk) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    desk.content.gates.extend((first, second))
    desk.edit("first")
    running = asyncio.create_task(desk.reload())
    await until(lambda: desk.content.begun)
    desk.edit("second")
    waiting = [asyncio.create_task(desk.reload()) for _ in range(5)]
    await asyncio.sleep(0.05)
    assert len(desk.content.begun) == 1
    first.set()
    assert (await running).version == desk.content.begun[0]
    second.set()
    results = await asyncio.gather(*waiting)
    assert {done.version for done in results} == {version_of(desk.content.folder)} == {desk.version}
    assert len({id(done) for done in results}) == 1
    assert len(desk.content.begun) == 2


async def test_who_no_longer_waits_ends_no_reload(desk: Desk) -> None:
    gate = asyncio.Event()
    desk.content.gates.append(gate)
    desk.edit("better")
    waiting = asyncio.create_task(desk.reload())
    await until(lambda: desk.content.begun)
    waiting.cancel()
    gate.set()
    await until(lambda: desk.version == version_of(desk.content.folder))


async def test_new_texts_of_the_bot_are_presented_and_nothing_else_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit("an answer")
    await desk.reload()
    assert desk.presented == []
    phrases = replace(samples.phrases(), description="All about cats.")

    async def prepared(content: Drafts) -> Answerer:
        return knowing(version_of(content.folder), phrases=phrases)

    monkeypatch.setattr(Drafts, "prepared", prepared)
    desk.edit("a phrase")
    await desk.reload()
    assert desk.presented == [phrases]


async def test_every_edit_that_is_seen_is_taken_whatever_came_of_the_last(desk: Desk) -> None:
    desk.content.outcomes.extend((FaqError(MISTAKES), ZeroDivisionError(), None))
    async with desk.watching() as edited:
        for number in range(3):
            desk.edit(str(number))
            edited.put_nowait(None)
            await until(lambda number=number: len(desk.content.begun) == number + 1 and edited.empty())
        await until(lambda: desk.version == version_of(desk.content.folder))


async def test_whoever_asks_without_waiting_finds_it_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    desk.reloading.request()
    await until(lambda: caplog.messages)
    assert caplog.messages == [f"The FAQ is the same as before: 6 entries, version {desk.version}"]


async def test_with_the_watch_ends_what_is_under_way(desk: Desk) -> None:
    desk.content.gates.append(asyncio.Event())
    async with desk.watching():
        desk.edit("better")
        waiting = asyncio.create_task(desk.reload())
        await until(lambda: desk.content.begun)
    for done in (await waiting, await desk.reload()):
        assert (done.outcome, done.mistakes) == (Taken.FAILED, (STOPPING,))
    assert len(desk.content.begun) == 1


async def test_admins_who_cannot_be_told_end_nothing(bot: ExtBot[None], tmp_path: Path, caplog: Any) -> None:
    desk = Desk(bot, tmp_path)

    async def refuse(_: str) -> None:
        raise ConnectionError

    reloading = Reloading(desk.serving, desk.content, tell=refuse)
    desk.content.outcomes.append(FaqError(MISTAKES))
    desk.edit("broken")
    assert (await reloading.reload()).outcome is Taken.BROKEN
    await until(lambda: "The admins could not be told what became of the FAQ." in caplog.messages)
    desk.edit("mended")
    assert (await reloading.reload()).outcome is Taken.CHANGED
