from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faq.phrase_tables import PhraseTable

TABLE = PhraseTable(
    [
        (("can", "not"), ("cannot",)),
        (("can",), ("may",)),
        (("gua",), ("gua", "sha")),
        (("can", "not"), ("never",)),
        ((), ("nothing",)),
    ]
)


def test_the_longest_phrase_at_a_place_is_found_and_of_the_same_ones_the_first() -> None:
    assert TABLE.longest(["i", "can", "not"], 1) == (2, ("cannot",))
    assert TABLE.longest(["i", "can"], 1) == (1, ("may",))
    assert TABLE.longest(["i", "can"], 0) == (0, ())


def test_a_text_falls_into_pieces_that_become_something_else_or_stay() -> None:
    assert list(TABLE.pieces(["i", "can", "not", "gua"])) == [
        (("i",), ("i",)),
        (("can", "not"), ("cannot",)),
        (("gua",), ("gua", "sha")),
    ]


def test_the_words_that_phrases_begin_with_are_told() -> None:
    assert list(TABLE) == ["can", "gua"]
    assert "can" in TABLE
    assert "not" not in TABLE


phrases = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)


@given(st.dictionaries(phrases, phrases, max_size=6), st.lists(st.sampled_from("abcd"), max_size=12))
def test_no_word_is_lost_and_none_counts_twice(table: dict[tuple[str, ...], tuple[str, ...]], text: list[str]) -> None:
    pieces = list(PhraseTable(table.items()).pieces(text))
    assert [word for piece, _ in pieces for word in piece] == text
    for piece, becomes in pieces:
        assert becomes == table.get(piece, piece)
