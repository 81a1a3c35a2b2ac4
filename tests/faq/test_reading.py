from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.reading import LIGHT_WEIGHT, MENDED_WEIGHT, NUMBER, Reader, Token, count_words
from faq.text import words

VOCABULARY = Vocabulary(
    synonyms=(("child", "kid", "little one"), ("oil", "lotion")),
    ignore=("is", "it", "the", "my", "to", "hope you are well"),
    spellings={"cant": "cannot", "can not": "cannot", "ashi atsu": "ashiatsu"},
    common=frozenset({"message", "pack"}),
)
TEXTS = ("Is it safe to walk on my back?", "massage with oil", "what is ashiatsu", "the spine", "cannot walk")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(VOCABULARY, count_words(VOCABULARY, TEXTS))


def read(reader: Reader, text: str) -> tuple[Token, ...]:
    return reader.read(words(text))


def terms(reader: Reader, text: str) -> list[str]:
    return [token.term for token in read(reader, text)]


def test_words_of_one_stem_are_one_term(reader: Reader) -> None:
    assert terms(reader, "walked") == terms(reader, "walking") == terms(reader, "walks") == ["walk"]


def test_synonyms_are_one_term_and_keep_their_own_stem(reader: Reader) -> None:
    kid, child = read(reader, "kids children")[0], read(reader, "child")[0]
    assert kid.term == child.term
    assert kid.stem != child.stem


def test_a_phrase_of_several_words_can_be_a_synonym(reader: Reader) -> None:
    (token,) = read(reader, "little ones")
    assert token.term == read(reader, "kid")[0].term
    assert token.word == "little ones"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("saef", "safe"),  # two letters swapped
        ("wlk", "walk"),  # three letters, one left out
        ("spien", "spine"),
        ("maassage", "massage"),
        ("bqck", "back"),
        ("pine", "spine"),  # the first letter left out
        ("xpine", "spine"),  # the first letter wrong
        ("psine", "spine"),  # the first two swapped
    ],
)
def test_a_typing_error_is_mended_to_the_faqs_own_word(reader: Reader, typed: str, meant: str) -> None:
    (token,) = read(reader, typed)
    assert token.mended == meant
    assert token.term == read(reader, meant)[0].term
    assert token.weight == pytest.approx(MENDED_WEIGHT)


@pytest.mark.parametrize("word", ["message", "pack"])
def test_an_everyday_word_is_no_typing_error(reader: Reader, word: str) -> None:
    (token,) = read(reader, word)
    assert token.common
    assert not token.known
    assert token.mended is None


@pytest.mark.parametrize("word", ["treadmill", "xyz", "q"])
def test_a_word_far_from_all_others_stays_unknown(reader: Reader, word: str) -> None:
    (token,) = read(reader, word)
    assert not token.known
    assert token.telling


def test_two_words_typed_as_one_are_parted(reader: Reader) -> None:
    assert terms(reader, "backwalk") == ["back", "walk"]


def test_odd_spellings_are_put_right_and_so_are_typing_errors_in_them(reader: Reader) -> None:
    assert terms(reader, "can't") == terms(reader, "can not") == terms(reader, "cannot")
    assert terms(reader, "xant") == terms(reader, "cannot")
    assert terms(reader, "ashi atsu") == terms(reader, "ashiatsu")


def test_a_word_that_says_little_weighs_less(reader: Reader) -> None:
    (token,) = read(reader, "the")
    assert not token.telling
    assert token.weight == LIGHT_WEIGHT


def test_a_phrase_that_says_nothing_is_left_out(reader: Reader) -> None:
    assert terms(reader, "hope you are well is it safe") == terms(reader, "is it safe")


def test_all_numbers_are_one_term(reader: Reader) -> None:
    assert terms(reader, "90") == terms(reader, "7") == [NUMBER]


def test_long_texts_are_mended_more_strictly(reader: Reader) -> None:
    typed = "mossige"
    assert read(reader, typed)[0].mended == "massage"
    chatter = " ".join(["safe"] * 20)
    assert read(reader, f"{chatter} {typed}")[-1].mended is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    reader = Reader(VOCABULARY, count_words(VOCABULARY, TEXTS))
    for token in reader.read(words(text)):
        assert 0 < token.weight <= 1
        assert token.term
        assert not (token.mended and not token.known)
