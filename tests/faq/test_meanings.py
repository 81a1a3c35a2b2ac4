from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.meanings import FILES, Meanings, meanings, numbered
from faq.reading import stem_of
from faq.vectors import Gathering, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

STEM = stem_of("english")
WORDS = ("walk", "walked", "oil", "lotion")
VECTORS = np.array([[127, 0], [0, 127], [60, 80], [60, 80]], np.int8)
LENGTHS = np.array([0.5, 1, 1, 2], np.float32) / 100

some_words = st.text("ab\u00e9", min_size=1, max_size=4)


@pytest.fixture
def few() -> Meanings:
    """Four words with two numbers each; the last two mean the same, but the last says twice as much."""
    return Meanings(numbered(WORDS), numbered([STEM(word) for word in WORDS]), VECTORS, LENGTHS)


@pytest.fixture(scope="module")
def english() -> Meanings:
    return meanings("english")


def likeness(found: Meanings, one: str, other: str) -> float:
    vectors = []
    for text in (one, other):
        rows = [row for word in text.split() if (row := found.row(word, STEM(word))) is not None]
        vectors.append(found.of(rows, [1.0] * len(rows)))
    return float(vectors[0] @ vectors[1])


def test_words_are_known_by_their_rank(few: Meanings) -> None:
    assert list(few) == list(WORDS)
    assert [few.rank(word) for word in (*WORDS, "walking")] == [0, 1, 2, 3, None]


def test_another_form_of_a_word_means_what_its_commonest_form_does(few: Meanings) -> None:
    assert few.row("walking", STEM("walking")) == 0
    assert few.row("walked", STEM("walked")) == 1
    assert few.row("oils", STEM("oils")) == 2
    assert few.row("elephant", STEM("elephant")) is None


@given(st.lists(some_words, max_size=12, unique=True), st.lists(some_words, max_size=4), some_words)
def test_a_word_is_found_as_in_a_dictionary(words: list[str], stems: list[str], sought: str) -> None:
    rows = {word: row for row, word in enumerate(words)}
    of_stems = {stem: row for row, stem in reversed(list(enumerate(stems)))}
    found = Meanings(numbered(words), numbered(stems), np.zeros((12, 2), np.int8), np.ones(12, np.float32))
    assert list(found) == words
    for word in (sought, *words):
        assert found.rank(word) == rows.get(word)
        assert found.row(word, sought) == rows.get(word, of_stems.get(sought))


def test_a_text_is_the_sum_of_its_words_each_with_its_weight(few: Meanings) -> None:
    assert few.of([0], [1.0]).tolist() == pytest.approx([1, 0])
    assert few.of([0, 1], [1.0, 0.5]).tolist() == pytest.approx([0.5**0.5, 0.5**0.5])
    assert few.of([2, 1], [1.0, 0.0]).tolist() == pytest.approx([0.6, 0.8])


def test_a_text_without_a_known_word_means_nothing(few: Meanings) -> None:
    assert few.of([], []).tolist() == [0, 0]
    assert few.of([0], [0.0]).tolist() == [0, 0]


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_vectors_in_a_file_are_as_those_in_memory(
    few: Meanings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    tables: tuple[NDArray[Any], ...] = (numbered(WORDS), numbered([STEM(word) for word in WORDS]), VECTORS, LENGTHS)
    for name, table in zip(FILES, tables, strict=True):
        np.save(tmp_path / f"{name}.npy", table)
    monkeypatch.setattr("faq.meanings.FOLDER", tmp_path.parent)
    with monkeypatch.context() as there:
        there.setattr("faq.meanings.sys.platform", platform)
        found = meanings(tmp_path.name)
    assert found.size == 2
    for rows in ([0], [1, 3], [3, 2, 2]):
        weights = [1.0, 0.5, 0.3][: len(rows)]
        assert found.of(rows, weights).tolist() == few.of(rows, weights).tolist()


def test_many_texts_at_once_are_as_one_by_one(few: Meanings) -> None:
    texts = [([0, 3], [1.0, 0.7]), ([], []), ([2, 2, 1], [1.0, 0.9, 0.3])]
    gathering = Gathering()
    for rows, weights in texts:
        gathering.add(rows, weights)
    each = np.stack([few.of(rows, weights) for rows, weights in texts])
    np.testing.assert_allclose(few.of_texts(gathering.rows()), each, atol=1e-6)


def test_english_words_that_mean_the_same_are_near_each_other(english: Meanings) -> None:
    for word, near, far in [("pee", "urine", "window"), ("husband", "wife", "carpet"), ("heavy", "weight", "banana")]:
        assert likeness(english, word, near) > likeness(english, word, far) + 0.2


def test_everyday_words_of_english_are_known(english: Meanings) -> None:
    for word in ("the", "back", "walk", "husband", "safe", "pain"):
        rank = english.rank(word)
        assert rank is not None
        assert rank < 2000


def test_the_vectors_of_english_are_whole(english: Meanings) -> None:
    rows = list(range(len(list(english))))
    every = english.of_texts(_one_by_one(rows))
    np.testing.assert_allclose(np.linalg.norm(every, axis=1), 1, atol=1e-5)


def _one_by_one(rows: list[int]) -> Rows:
    gathering = Gathering()
    for row in rows:
        gathering.add([row], [1.0])
    return gathering.rows()


def test_a_language_is_read_once() -> None:
    assert meanings("english") is meanings("english")


def test_a_language_without_a_file_has_no_meanings() -> None:
    none = meanings("norwegian")
    assert none.size == 0
    assert list(none) == []
    assert none.row("is", "is") is None
    assert none.rank("is") is None
    assert none.of([], []).shape == (0,)
    assert none.of_texts(Gathering().rows()).shape == (0, 0)
