"""What counts as an edit, however it is made."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import aclosing
from typing import TYPE_CHECKING, Self

import pytest

from bot import watching
from bot.watching import edits

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(watching, "QUIET_SECONDS", 0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "faq"
    made.mkdir()
    (made / "entries.yaml").write_text("first", "utf-8")
    return made


class Watch:
    """Counts the edits of a folder that are told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: asyncio.Queue[None] = asyncio.Queue()

    async def _count(self) -> None:
        async with aclosing(edits(self._folder)) as found:
            async for _ in found:
                self._told.put_nowait(None)

    async def __aenter__(self) -> Self:
        self._counting = asyncio.create_task(self._count())
        await self.tells()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._counting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self._counting

    async def tells(self) -> None:
        """Wait until one edit is told."""
        async with asyncio.timeout(20):
            await self._told.get()

    async def tells_no_more(self, file: Path) -> None:
        """Check that nothing is told before the next edit is."""
        file.write_text("something else altogether", "utf-8")
        await self.tells()
        assert self._told.empty()


async def test_a_file_that_is_written_in_place(folder: Path) -> None:
    async with Watch(folder) as watch:
        (folder / "entries.yaml").write_text("again", "utf-8")
        await watch.tells()
        await watch.tells_no_more(folder / "entries.yaml")


async def test_a_file_that_another_takes_the_place_of_with_its_size_and_time(folder: Path, tmp_path: Path) -> None:
    async with Watch(folder) as watch:
        draft = tmp_path / "draft"
        shutil.copy2(folder / "entries.yaml", draft)
        draft.replace(folder / "entries.yaml")
        await watch.tells()


async def test_many_files_at_once_are_one_edit(folder: Path) -> None:
    async with Watch(folder) as watch:
        for number in range(20):
            (folder / f"topic-{number}.yaml").write_text("x", "utf-8")
        (folder / "entries.yaml").unlink()
        await watch.tells()
        await watch.tells_no_more(folder / "topic-1.yaml")


async def test_what_is_no_content_is_no_edit(folder: Path) -> None:
    async with Watch(folder) as watch:
        for name in (".entries.yaml.swp", "entries.yaml~", "#entries.yaml#", "4913", "notes.txt", ".hidden.yaml"):
            (folder / name).write_text("x", "utf-8")
        (folder / "deeper").mkdir()
        await watch.tells_no_more(folder / "entries.yaml")


async def test_a_link_within_the_folder_that_is_turned(tmp_path: Path) -> None:
    """As a volume of Kubernetes is updated."""
    folder = tmp_path / "volume"
    for edition in ("..one", "..two"):
        (folder / edition).mkdir(parents=True)
        (folder / edition / "entries.yaml").write_text(edition, "utf-8")
    (folder / "..data").symlink_to("..one")
    (folder / "entries.yaml").symlink_to("..data/entries.yaml")
    async with Watch(folder) as watch:
        (folder / "..data_tmp").symlink_to("..two")
        (folder / "..data_tmp").replace(folder / "..data")
        await watch.tells()


async def test_a_link_to_the_folder_that_is_turned(tmp_path: Path) -> None:
    for edition in ("one", "two"):
        (tmp_path / edition).mkdir()
        (tmp_path / edition / "entries.yaml").write_text(edition, "utf-8")
    current = tmp_path / "current"
    current.symlink_to("one")
    async with Watch(current) as watch:
        (tmp_path / "next").symlink_to("two")
        (tmp_path / "next").replace(current)
        await watch.tells()
        await watch.tells_no_more(tmp_path / "two" / "entries.yaml")


async def test_a_folder_that_vanishes_and_comes_back(folder: Path, tmp_path: Path) -> None:
    async with Watch(folder) as watch:
        away = folder.rename(tmp_path / "away")
        await watch.tells()
        away.rename(folder)
        await watch.tells()
        await watch.tells_no_more(folder / "entries.yaml")


async def test_a_folder_that_is_not_there_at_first(tmp_path: Path) -> None:
    async with Watch(tmp_path / "later") as watch:
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "entries.yaml").write_text("x", "utf-8")
        await watch.tells()


async def test_where_the_system_tells_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_notifications(*_: object, **__: object) -> None:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr(watching, "awatch", no_notifications)
    async with Watch(folder) as watch:
        (folder / "entries.yaml").write_text("again", "utf-8")
        await watch.tells()


async def test_files_that_never_come_to_rest_are_told_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def always_different(_: Path) -> tuple[tuple[int, ...], ...]:
        nonlocal looks
        looks += 1
        return ((looks,),)

    monkeypatch.setattr(watching, "QUIET_SECONDS", 0)
    monkeypatch.setattr(watching, "glance", always_different)
    async with Watch(folder) as watch:
        await watch.tells()
