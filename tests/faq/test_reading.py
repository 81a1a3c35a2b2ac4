from __future__ import annotations

import gc
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.reading import DOUBT, LIGHT_WEIGHT, MENDED_WEIGHT, MOST_MENDED, Reader, count_words
from faq.text import words
from faq.tokens import NUMBER, Token

VOCABULARY = Vocabulary(
    synonyms=(("child", "kid", "little one"), ("oil", "lotion")),
    ignore=("is", "it", "the", "my", "to", "hope you are well"),
    spellings={"cant": "cannot", "can not": "cannot", "ashi atsu": "ashiatsu"},
    common=frozenset({"message", "pack"}),
)
TEXTS = ("Is it safe to walk on my back?", "massage with oil", "what is ashiatsu", "the spine", "cannot walk")
READER = Reader(VOCABULARY, count_words(VOCABULARY, TEXTS))


@pytest.fixture
def reader() -> Reader:
    return READER


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
        ("assage", "massage"),  # the first letter left out
        ("xpine", "spine"),  # the first letter wrong
        ("psine", "spine"),  # the first two swapped
    ],
)
def test_a_typing_error_is_mended_to_the_faqs_own_word(reader: Reader, typed: str, meant: str) -> None:
    (token,) = read(reader, typed)
    assert token.mended == meant
    assert token.term == read(reader, meant)[0].term
    assert token.weight == pytest.approx(MENDED_WEIGHT)


# Of the vocabulary, and of the language.
@pytest.mark.parametrize("word", ["message", "pack", "pine", "sole", "wall", "passage"])
def test_an_everyday_word_is_no_typing_error(reader: Reader, word: str) -> None:
    (token,) = read(reader, word)
    assert token.common
    assert not token.known
    assert token.mended is None


@pytest.mark.parametrize("word", ["qzxqzx", "xyz", "q", "zq", "hhhhhhhhhhhhhh", "\u80cc\u4e2d"])
def test_a_word_far_from_all_others_stays_unknown(reader: Reader, word: str) -> None:
    (token,) = read(reader, word)
    assert not token.known
    assert not token.common
    assert token.mended is None
    assert token.rows == ()
    assert token.telling


def test_a_typing_error_in_a_word_of_the_language_is_mended_to_it(reader: Reader) -> None:
    (token,) = read(reader, "umbrelal")
    assert token.mended == "umbrella"
    assert token.common
    assert not token.known


def test_a_typing_error_that_shares_a_stem_with_another_word_is_mended_all_the_same() -> None:
    # The stemmer takes "acident" for a form of "acid".
    reader = Reader(Vocabulary(), count_words(Vocabulary(), ["acid rain", "a car accident"]))
    assert reader.read(["acident"])[0].mended == "accident"
    assert reader.read(["acids"])[0].term == "acid"


def test_words_of_the_language_have_a_meaning_and_unknown_ones_have_none(reader: Reader) -> None:
    assert [len(token.rows) for token in read(reader, "umbrella walked ashiatsux qzxqzx 7")] == [1, 1, 0, 0, 0]


def test_a_mended_word_means_what_the_right_one_does(reader: Reader) -> None:
    assert read(reader, "spien")[0].rows == read(reader, "spine")[0].rows != ()


def test_a_phrase_means_what_its_words_do(reader: Reader) -> None:
    (phrase,) = read(reader, "little one")
    assert phrase.rows == tuple(row for word in ("little", "one") for row in read(reader, word)[0].rows)
    assert len(phrase.rows) == 2


def test_a_language_without_meanings_goes_by_the_words_alone() -> None:
    vocabulary = Vocabulary(language="norwegian", common=frozenset({"hund"}))
    reader = Reader(vocabulary, count_words(vocabulary, ["rygg massasje"]))
    massage, dog, other = read(reader, "masasje hund treadmill")
    assert (massage.mended, massage.rows) == ("massasje", ())
    assert dog.common
    assert not other.known


def test_parts_of_a_message_are_read_as_they_would_be_alone(reader: Reader) -> None:
    parts = ["is it saef", "", "umbrella qzxqzx", "hope you are well 90"]
    assert reader.read_all([words(part) for part in parts]) == [read(reader, part) for part in parts]


def test_of_very_many_unknown_words_only_the_first_are_mended(reader: Reader) -> None:
    unknown = [f"q{first}{second}zx" for first in "abcdefghij" for second in "abcdefghij"]
    assert len(unknown) > MOST_MENDED
    assert reader.read(["maassage", *unknown])[0].mended == "massage"
    assert reader.read([*unknown, "maassage"])[-1].mended is None
    # The same unknown word again and again is one.
    assert reader.read(["qzxqzx"] * (2 * MOST_MENDED) + ["maassage"])[-1].mended == "massage"


def test_a_flood_of_different_words_leaves_little_to_look_through_for_garbage() -> None:
    reader = Reader(VOCABULARY, count_words(VOCABULARY, TEXTS))
    gc.collect()
    before = len(gc.get_objects())
    for start in product("bcdfghjklmnpqrstvwxz", repeat=2):
        reader.read(["".join((*start, *end)) for end in product("aeiou", "bcdfghjklm", "aeiou")])
    gc.collect()
    assert len(gc.get_objects()) - before < 8_000


def test_stems_for_red_flags_are_mended_and_keep_numbers_and_synonyms_as_they_stand(reader: Reader) -> None:
    assert reader.mended_stems([words("kids 112"), words("hope you are wlel")]) == [
        ["kid", "112"],
        ["hope", "you", "are", "well"],
    ]


def test_typing_errors_in_the_faqs_own_texts_are_no_words_of_it() -> None:
    counts = count_words(VOCABULARY, ["walk on my back"] * 10 + ["my bakc"])
    assert "bakc" not in counts
    assert counts["back"] == 10


def test_words_of_the_vocabulary_count_whatever_they_look_like() -> None:
    vocabulary = Vocabulary(near=("a bakc",), chatter=("bcak",), synonyms=(("bak", "x"),), spellings={"bck": "back"})
    counts = count_words(vocabulary, ["walk on my back"] * 20)
    assert {"bakc", "bcak", "bak", "bck"} <= set(counts)


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


def test_numbers_are_rounded_down_to_their_first_digit(reader: Reader) -> None:
    assert terms(reader, "7") == terms(reader, "9") == [NUMBER]
    assert terms(reader, "70") == terms(reader, "78") == [f"{NUMBER}70"]
    assert len({*terms(reader, "7 17 70 107 1700")}) == 5
    assert {token.stem for token in read(reader, "7 17 70 107 1700")} == {NUMBER}


def test_long_texts_are_mended_more_strictly(reader: Reader) -> None:
    typed = "mossige"
    assert read(reader, typed)[0].mended == "massage"
    chatter = " ".join(["safe"] * 20)
    assert read(reader, f"{chatter} {typed}")[-1].mended is None


def test_what_was_put_right_parted_and_left_out_can_be_told(reader: Reader) -> None:
    typed = words("hope you are well, I can not backwalk with oil, cant you?")
    assert reader.respellings(typed) == [("can not", "cannot"), ("cant", "cannot")]
    assert reader.parted(typed) == [("backwalk", "back walk")]
    assert reader.left_out([typed, typed]) == ["hope you are well"] * 2


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for token in READER.read(words(text)):
        assert 0 < token.weight <= 1
        assert token.term
        assert not token.mended or token.known or token.common
        assert not (token.known and token.common)


def test_a_word_as_typed_is_sure_a_mended_one_less_and_an_unknown_one_not_at_all(reader: Reader) -> None:
    safe, massage, saef, walp, unknown = (read(reader, word)[0] for word in ("safe", "mossage", "saef", "walp", "qzxq"))
    assert (safe.sure, unknown.sure) == (1, 0)
    # An error in a long word, or two letters in the wrong order, leave little doubt.
    assert 1 > saef.sure == 1 - DOUBT / 2 / 4 > walp.sure == 1 - DOUBT / 4
    assert massage.sure == pytest.approx(1 - DOUBT / 7)


def test_an_odd_spelling_is_as_likely_meant_as_what_it_stands_for() -> None:
    vocabulary = Vocabulary(spellings={"cant": "cannot"})
    counts = count_words(vocabulary, ["I cannot walk"] * 5)
    assert counts["cant"] == counts["cannot"] == 5
