from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from faq import load
from faq.answering import learnt_from
from faq.caching import MOST_KEPT, cache_folder, learnt
from faq.entries import Vocabulary
from faq.learning import Learnt, Lessons, learn
from tests.faq.alike import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lesson() -> Learnt:
    vocabulary = Vocabulary(synonyms=(("car", "auto"),), near=("moon landing",), chatter=("my cousin says",))
    lessons = Lessons(
        [["opening hours", "when open, Straße"], ["parking space", "park the auto"], ["fire in the house"]],
        alarming=frozenset({2}),
        calm=["is there a fire place"],
    )
    return learn(lessons, vocabulary)


@pytest.fixture
def empty() -> Learnt:
    return learn(Lessons([["?"]]), Vocabulary())


def never() -> Learnt:
    raise AssertionError("was learnt anew")


def giving(found: Learnt) -> Callable[[], Learnt]:
    return lambda: found


def test_what_was_learnt_is_read_again(tmp_path: Path, lesson: Learnt) -> None:
    assert alike(learnt("v1", tmp_path, giving(lesson)), lesson)
    assert alike(learnt("v1", tmp_path, never), lesson)


def test_what_little_was_learnt_is_read_again_too(tmp_path: Path, empty: Learnt) -> None:
    learnt("v1", tmp_path, giving(empty))
    assert alike(learnt("v1", tmp_path, never), empty)


def test_another_version_is_learnt_anew(tmp_path: Path, lesson: Learnt) -> None:
    learnt("v1", tmp_path, giving(lesson))
    with pytest.raises(AssertionError):
        learnt("v2", tmp_path, never)


def test_other_meanings_of_words_are_learnt_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Learnt
) -> None:
    vectors = tmp_path / "words" / "english" / "vectors.npy"
    vectors.parent.mkdir(parents=True)
    monkeypatch.setattr("faq.meanings.FOLDER", tmp_path / "words")
    np.save(vectors, np.zeros((2, 2), np.int8))
    learnt("v1", tmp_path / "own", giving(lesson))
    learnt("v1", tmp_path / "own", never)
    np.save(vectors, np.ones((2, 2), np.int8))
    with pytest.raises(AssertionError):
        learnt("v1", tmp_path / "own", never)


def test_what_the_installation_has_learnt_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Learnt
) -> None:
    learnt("v1", tmp_path / "installed", giving(lesson))
    monkeypatch.setattr("faq.caching.PACKAGED", tmp_path / "installed")
    assert alike(learnt("v1", tmp_path / "own", never), lesson)
    assert not (tmp_path / "own").exists()


def test_without_a_folder_nothing_is_kept(lesson: Learnt) -> None:
    assert alike(learnt("v1", None, giving(lesson)), lesson)


def zipped(arrays: Mapping[str, ArrayLike]) -> bytes:
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"PK\x03\x04",
        b"PK\x05\x06" + 18 * b"\0",
        b"\x93NUMPY\x01\x00v\x00",
        zipped({}),
        zipped({"features": [1, 2]}),
        zipped({"counts.keys": np.array([0xFF, 0xFE], np.uint8), "counts.values": np.array([1])}),
        zipped({"counts.keys": np.array([97], np.uint8), "counts.values": np.array([1, 2])}),
    ],
)
def test_a_damaged_file_is_replaced(tmp_path: Path, lesson: Learnt, content: bytes) -> None:
    learnt("v1", tmp_path, giving(lesson))
    (file,) = tmp_path.glob("*.learnt")
    file.write_bytes(content)
    assert alike(learnt("v1", tmp_path, giving(lesson)), lesson)
    assert alike(learnt("v1", tmp_path, never), lesson)


def test_a_file_that_was_cut_off_is_replaced(tmp_path: Path, lesson: Learnt) -> None:
    learnt("v1", tmp_path, giving(lesson))
    (file,) = tmp_path.glob("*.learnt")
    whole = file.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 50)):
        file.write_bytes(whole[:length])
        assert alike(learnt("v1", tmp_path, giving(lesson)), lesson)


def test_a_file_with_a_wrong_byte_is_replaced_or_read_as_it_was(tmp_path: Path, lesson: Learnt) -> None:
    learnt("v1", tmp_path, giving(lesson))
    (file,) = tmp_path.glob("*.learnt")
    whole = file.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 200)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert alike(learnt("v1", tmp_path, giving(lesson)), lesson)


def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path, lesson: Learnt) -> None:
    file = tmp_path / "a-file"
    file.write_text("in the way", encoding="utf-8")
    assert alike(learnt("v1", file, giving(lesson)), lesson)
    assert file.read_text(encoding="utf-8") == "in the way"


def test_old_files_are_removed_and_no_parts_are_left(tmp_path: Path, lesson: Learnt) -> None:
    for number in range(MOST_KEPT + 3):
        learnt(f"v{number}", tmp_path, giving(lesson))
    assert len(list(tmp_path.iterdir())) == MOST_KEPT
    assert alike(learnt(f"v{MOST_KEPT + 2}", tmp_path, never), lesson)


def test_the_cache_belongs_to_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == "backwalk"


def test_an_edited_answer_needs_no_learning(tmp_path: Path) -> None:
    folder, cache = tmp_path / "faq", tmp_path / "cache"
    folder.mkdir()

    def kept(question: str, answer: str) -> set[str]:
        entry = f"- id: hello\n  questions: [{question}]\n  answer: {answer}\n"
        (folder / "entries.yaml").write_text(entry, encoding="utf-8")
        learnt_from(load(folder), cache)
        return {file.name for file in cache.iterdir()}

    first = kept("hello there", "Good day.")
    assert kept("hello there", "Good evening.") == first
    assert len(kept("good evening", "Good evening.")) == 2


def test_every_process_finds_what_another_has_kept(tmp_path: Path) -> None:
    code = "import sys, pathlib; from faq.answering import *; from faq import load; "
    code += "learnt_from(load(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2]))"
    (tmp_path / "entries.yaml").write_text("- id: a\n  questions: [hello]\n  answer: b\n", encoding="utf-8")
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(tmp_path), str(tmp_path / "cache")]
        subprocess.run(command, check=True, env=environment)
    assert len(list((tmp_path / "cache").iterdir())) == 1
