"""An edit is seen without reading, and the version without loading."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from faq import FaqError, load
from faq.editions import glance, version_of
from tests.faq.labelled import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "- id: hello\n  questions: [hello there]\n  answer: Good day.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entries.yaml").write_text(ENTRY, "utf-8")
    return tmp_path


def test_the_version_is_the_one_that_loading_gives(folder: Path) -> None:
    assert version_of(folder) == load(folder).version
    assert version_of(CONTENT) == load(CONTENT).version


def test_a_broken_file_has_a_version_too(folder: Path) -> None:
    before = version_of(folder)
    (folder / "entries.yaml").write_text("- id: [", "utf-8")
    assert version_of(folder) != before


def test_what_cannot_be_read_has_none(folder: Path) -> None:
    (folder / "other.yaml").mkdir()
    with pytest.raises(FaqError, match=r"other\.yaml:1: the file cannot be read"):
        version_of(folder)
    with pytest.raises(FaqError, match="the folder cannot be read"):
        version_of(folder / "nowhere")


def test_nothing_new_is_seen_where_nothing_happened(folder: Path) -> None:
    (folder / "notes.txt").write_text("x", "utf-8")
    seen = glance(folder)
    (folder / "notes.txt").write_text("y", "utf-8")
    (folder / "more.txt").touch()
    (folder / ".entries.yaml.swp").touch()
    assert glance(folder) == seen


def test_every_edit_is_seen(folder: Path) -> None:
    file = folder / "entries.yaml"
    seen = {glance(folder)}
    file.write_text(f"{ENTRY}# longer\n", "utf-8")
    seen.add(glance(folder))
    os.utime(file, (1, 1))
    seen.add(glance(folder))
    file.rename(folder / "renamed.yaml")
    seen.add(glance(folder))
    (folder / "link.yaml").symlink_to("nowhere")
    seen.add(glance(folder))
    for lying in folder.iterdir():
        lying.unlink()
    seen.add(glance(folder))
    folder.rmdir()
    seen.add(glance(folder))
    assert len(seen) == 7
