from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faq import Answerer
from faq.caching import MOST_KEPT, cache_folder, learnt
from faq.entries import Vocabulary
from faq.learning import Learnt, Lessons, learn
from tests.faq.labelled import packaged_answerer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def lesson() -> Learnt:
    return learn(Lessons([["opening hours"], ["parking space"]]), Vocabulary())


def never() -> Learnt:
    raise AssertionError("was learnt anew")


def giving(found: Learnt) -> Callable[[], Learnt]:
    return lambda: found


def test_what_was_learnt_is_read_again(tmp_path: Path, lesson: Learnt) -> None:
    assert learnt("v1", tmp_path, giving(lesson)) == lesson
    assert learnt("v1", tmp_path, never) == lesson


def test_another_version_is_learnt_anew(tmp_path: Path, lesson: Learnt) -> None:
    learnt("v1", tmp_path, giving(lesson))
    with pytest.raises(AssertionError):
        learnt("v2", tmp_path, never)


def test_what_the_installation_has_learnt_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Learnt
) -> None:
    learnt("v1", tmp_path / "installed", giving(lesson))
    monkeypatch.setattr("faq.caching.PACKAGED", tmp_path / "installed")
    assert learnt("v1", tmp_path / "own", never) == lesson
    assert not (tmp_path / "own").exists()


def test_without_a_folder_nothing_is_kept(lesson: Learnt) -> None:
    assert learnt("v1", None, giving(lesson)) == lesson


@pytest.mark.parametrize("content", [b"", b"nonsense", b"(\x01\x00\x00\x00N", b"\xe9\x00\x00\x00\x00"])
def test_a_damaged_file_is_replaced(tmp_path: Path, lesson: Learnt, content: bytes) -> None:
    learnt("v1", tmp_path, giving(lesson))
    (file,) = tmp_path.glob("*.learnt")
    file.write_bytes(content)
    assert learnt("v1", tmp_path, giving(lesson)) == lesson
    assert learnt("v1", tmp_path, never) == lesson


def test_a_file_that_was_cut_off_is_replaced(tmp_path: Path, lesson: Learnt) -> None:
    learnt("v1", tmp_path, giving(lesson))
    (file,) = tmp_path.glob("*.learnt")
    whole = file.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 50)):
        file.write_bytes(whole[:length])
        assert learnt("v1", tmp_path, giving(lesson)) == lesson


def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path, lesson: Learnt) -> None:
    file = tmp_path / "a-file"
    file.write_text("in the way", encoding="utf-8")
    assert learnt("v1", file, giving(lesson)) == lesson
    assert file.read_text(encoding="utf-8") == "in the way"


def test_old_files_are_removed_and_no_parts_are_left(tmp_path: Path, lesson: Learnt) -> None:
    for number in range(MOST_KEPT + 3):
        learnt(f"v{number}", tmp_path, giving(lesson))
    assert len(list(tmp_path.iterdir())) == MOST_KEPT
    assert learnt(f"v{MOST_KEPT + 2}", tmp_path, never) == lesson


def test_the_cache_belongs_to_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == "backwalk"


def test_an_answerer_from_the_cache_answers_the_same(tmp_path: Path) -> None:
    faq = packaged_answerer().faq
    first, second = Answerer(faq, tmp_path), Answerer(faq, tmp_path)
    for question in ("is it safe?", "osteop", "my legs are numb", "bacon"):
        assert first.reply(question) == second.reply(question) == packaged_answerer().reply(question)
