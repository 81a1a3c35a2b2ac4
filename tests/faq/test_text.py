from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text import (
    _CLAUSE_END,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_WORDS,
    Clause,
    count_words,
    fold,
    read_clauses,
    sentences,
    words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SAFE", "safe"),
        ("Café", "cafe"),
        ("ＢＡＣＫ", "back"),
        ("Straße", "strasse"),
        ("sa\u200bfe", "safe"),
        ("z\u0335\u0321a\u0340l\u0341go", "zalgo"),
    ],
)
def test_a_text_is_folded_to_one_plain_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("back-walking", ("back", "walking")),
        ("can't can’t can`t", ("cant", "cant", "cant")),
        ("my husband's", ("my", "husbands")),
        ("'quoted' words", ("quoted", "words")),
        ("heeeelp", ("heelp",)),
        ("90kg", ("90", "kg")),
        ("L5 S1", ("l5", "s1")),
        ("is_it_safe", ("is", "it", "safe")),
        ("безопасно ли это", ("безопасно", "ли", "это")),
        ("🙂🙂", ()),
        ("", ()),
    ],
)
def test_words_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


def test_a_text_is_cut_into_its_clauses() -> None:
    assert sentences("Hi!! My legs, both of them\nis it ok?") == (
        ("hi",),
        ("my", "legs"),
        ("both", "of", "them"),
        ("is", "it", "ok"),
    )


def test_a_hyphen_inside_a_word_ends_no_clause() -> None:
    assert sentences("back-walking at home") == (("back", "walking", "at", "home"),)


def test_a_dash_between_words_ends_a_clause() -> None:
    assert sentences("stop - it hurts") == (("stop",), ("it", "hurts"))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=2 * LONGEST_TEXT))
def test_words_are_short_and_plain_whatever_the_text(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert word == fold(word)


@given(st.text())
def test_clauses_hold_no_other_words_than_the_text(text: str) -> None:
    whole = set(words(text))
    for clause in sentences(text):
        for word in clause:
            assert word in whole or any(word in longer for longer in whole)


def test_no_more_than_the_longest_text_is_read() -> None:
    assert words("a " * LONGEST_TEXT) == ("a",) * (LONGEST_TEXT // 2)


def test_of_very_many_words_the_first_are_read() -> None:
    assert sum(map(len, sentences("a b. " * LONGEST_TEXT))) == MOST_WORDS
    assert sentences("a. " * (MOST_WORDS + 7)) == (("a",),) * MOST_WORDS
    assert sentences("a b. " * 20) == (("a", "b"),) * 20


def test_clauses_know_their_sentence_and_how_they_were_typed() -> None:
    assert read_clauses("Hi, is it SAFE? (no\u2026) 42\nyes") == (
        Clause(("hi",), 0, "Hi"),
        Clause(("is", "it", "safe"), 0, " is it SAFE"),
        Clause(("no",), 1, "no"),
        Clause(("42",), 1, " 42"),
        Clause(("yes",), 2, "yes"),
    )


@given(st.text(max_size=500))
def test_clauses_hold_the_words_of_the_text_in_their_order(text: str) -> None:
    assert [word for clause in read_clauses(text) for word in clause.words] == list(words(text))
    assert count_words(text) == len(words(text))


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("aA.,\n'\u2019\u0301\u200b\u00bd\ufb01\u0130 -")), max_size=200)
)
def test_each_clause_reads_as_it_would_alone(text: str) -> None:
    """They are folded at one go."""
    assert [clause.words for clause in read_clauses(text)] == [words(clause.typed) for clause in read_clauses(text)]
    assert len(read_clauses(text)) == len([piece for piece in _CLAUSE_END.split(text)[::2] if words(piece)])


@pytest.mark.parametrize("ending", ["", ". "])
def test_what_a_single_character_stands_for_is_read_up_to_a_limit(ending: str) -> None:
    """One character may stand for eighteen."""
    text = f"\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}{ending}" * LONGEST_TEXT
    assert sum(len(word) for clause in read_clauses(text) for word in clause.words) < 2 * LONGEST_TEXT
    assert len(fold(text)) <= LONGEST_TEXT
