from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from faq import Answerer, load
from tests.bot.museum import ENTRIES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Of the small FAQ."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "entries.yaml").write_text(ENTRIES, encoding="utf-8")
    return Answerer(load(folder))


@pytest.fixture(scope="session")
def careful(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Of the small FAQ, where it must be sure before anything is answered."""
    folder = tmp_path_factory.mktemp("careful")
    (folder / "entries.yaml").write_text(ENTRIES, encoding="utf-8")
    (folder / "vocabulary.yaml").write_text("answer_from: 90\n", encoding="utf-8")
    return Answerer(load(folder))


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, with the small FAQ in ``faq``, and no settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    folder = tmp_path / "work"
    (folder / "faq").mkdir(parents=True)
    (folder / "faq" / "entries.yaml").write_text(ENTRIES, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder
