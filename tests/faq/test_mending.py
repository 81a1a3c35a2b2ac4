from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from faq.meanings import meanings
from faq.mending import ONE_ERROR, SHORTEST, Mender, doubt
from faq.reading import stem_of

COUNTS = {
    "walk": 50, "walker": 12, "walking": 30, "massage": 40, "back": 60, "safe": 20, "spine": 9, "ashiatsu": 15,
    "wall": 1, "roller": 10, "oil": 6, "leg": 8, "on": 70, "pregnancy": 7,
}  # fmt: skip
NOTHING = meanings("a language without a folder")
STEM = stem_of("english")


def mend(mender: Mender, typed: str, *, strict: bool = False, most_errors: int = 2) -> str | None:
    """The likeliest of the words that may have been meant."""
    return next((word for word, _ in mender.meant(typed, strict=strict, most_errors=most_errors)), None)


@pytest.fixture(scope="module")
def mender() -> Mender:
    """Mends to the FAQ's words alone."""
    return Mender(COUNTS, NOTHING)


@pytest.fixture(scope="module")
def english() -> Mender:
    """Knows the words of English as well."""
    return Mender(COUNTS, meanings("english"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("masage", "massage"),  # a letter left out
        ("masssage", "massage"),  # a letter twice
        ("nassage", "massage"),  # a key beside the first one
        ("amssage", "massage"),  # the first two swapped
        ("assage", "massage"),  # the first left out
        ("mossige", "massage"),  # two errors in a long word
        ("massqgr", "massage"),
        ("saef", "safe"),
        ("sfe", "safe"),
        ("oli", "oil"),
        ("lrg", "leg"),
        ("ashiastu", "ashiatsu"),
        ("pregnacny", "pregnancy"),
    ],
)
def test_a_typing_error_is_mended_to_the_faqs_own_word(mender: Mender, english: Mender, typed: str, meant: str) -> None:
    assert mend(mender, typed) == meant
    assert mend(english, typed) == meant


@pytest.mark.parametrize("typed", ["", "q", "zz", "on", "xy", "hhh", "hh", "blorp", "xyzzy", "quux", "42", "безопасно"])
def test_what_is_near_to_no_word_is_not_mended(mender: Mender, typed: str) -> None:
    assert mend(mender, typed) is None


@pytest.mark.parametrize(("typed", "meant"), [("oi", "oil"), ("le", "leg"), ("lg", "leg"), ("bk", None), ("sp", None)])
def test_two_letters_may_be_three_of_which_one_was_left_out(mender: Mender, typed: str, meant: str | None) -> None:
    assert mend(mender, typed) == meant


def test_a_short_word_becomes_no_shorter_one_and_no_other_word_of_its_length_but_by_a_slip(mender: Mender) -> None:
    assert mend(mender, "lef") == "leg"  # f is beside g
    assert mend(mender, "lea") is None  # a is far from g
    assert mend(mender, "ofn") is None
    assert mend(mender, "oilx") == "oil"


def test_of_words_as_near_the_one_that_the_finger_slips_to_was_meant(mender: Mender) -> None:
    # To "walk" from "wall": k is beside l, and "walk" is used more.
    assert mend(mender, "waljk") == "walk"
    assert mend(Mender({"cat": 5, "car": 5}, NOTHING), "cae") == "car"


def test_of_words_as_near_the_one_that_is_used_more_was_meant() -> None:
    assert mend(Mender({"walk": 5, "wale": 50}, NOTHING), "walq") == "wale"
    assert mend(Mender({"walk": 50, "wale": 5}, NOTHING), "walq") == "walk"


def test_the_first_letter_is_seldom_wrong() -> None:
    assert mend(Mender({"sack": 5, "back": 5, "bank": 5}, NOTHING), "bnck") in {"back", "bank"}
    assert mend(Mender({"tine": 5, "spine": 5}, NOTHING), "pine") == "spine"


def test_a_word_of_the_language_is_meant_where_it_is_much_nearer(english: Mender) -> None:
    assert mend(english, "langauge") == "language"
    assert mend(english, "becuase") == "because"


def test_words_of_the_faq_go_before_words_of_the_language(english: Mender) -> None:
    # "beck", "deck" and "black" are English as well.
    assert mend(english, "bavk") == "back"


def test_a_letter_is_left_out_more_often_than_the_finger_slips() -> None:
    assert [word for word, _ in Mender({"new": 5, "need": 5}, NOTHING).meant("nee")] == ["need", "new"]


def test_all_words_that_may_be_meant_are_told_with_what_speaks_against_them(mender: Mender) -> None:
    meant = mender.meant("walp")
    assert [word for word, _ in meant] == ["walk", "wall"]
    assert [cost for _, cost in meant] == sorted(cost for _, cost in meant)
    assert mender.meant("xyzzy") == []


def test_long_texts_are_mended_more_strictly(mender: Mender) -> None:
    assert mend(mender, "mossige", strict=True) is None
    assert mend(mender, "masage", strict=True) == "massage"
    assert mend(mender, "pregnansi", strict=True) == "pregnancy"


def test_no_more_errors_are_mended_than_asked_for(mender: Mender) -> None:
    assert mend(mender, "mossige", most_errors=1) is None
    assert mend(mender, "mossage", most_errors=1) == "massage"


@given(st.text(st.sampled_from("abegiklmnorsw"), max_size=9))
def test_what_was_meant_is_a_word_of_the_faq_within_one_or_two_errors(typed: str) -> None:
    meant = mend(Mender(COUNTS, NOTHING), typed)
    if meant is not None:
        assert len(typed) >= SHORTEST
        assert meant in COUNTS
        assert OSA.distance(typed, meant) <= (1 if len(typed) <= ONE_ERROR else 2)


@given(st.permutations(sorted(COUNTS)), st.text(st.sampled_from("abegiklmnorsw"), max_size=9))
def test_the_order_of_the_words_decides_nothing(order: list[str], typed: str) -> None:
    turned = Mender({word: COUNTS[word] for word in order}, NOTHING)
    assert mend(turned, typed) == mend(Mender(COUNTS, NOTHING), typed)
    assert turned.halves(typed) == Mender(COUNTS, NOTHING).halves(typed)


def test_two_words_typed_as_one_are_parted(mender: Mender) -> None:
    assert mender.halves("backwalk") == ("back", "walk")
    assert mender.halves("massageoil") == ("massage", "oil")


def test_a_letter_left_out_is_likelier_than_a_space_left_out_between_words_that_are_hardly_used() -> None:
    mender = Mender({"accident": 20, "acid": 2, "ent": 1}, NOTHING)
    ((_, cost),) = mender.meant("acident")
    assert mender.halves("acident") == ("acid", "ent")
    assert mender.halves("acident", cost) is None


@pytest.mark.parametrize("word", ["onback", "backon", "backxyz", "back", "", "walkbackwall"])
def test_halves_are_two_whole_words_of_three_letters_or_more(mender: Mender, word: str) -> None:
    assert mender.halves(word) is None


def test_of_several_halves_those_that_are_used_most_were_meant() -> None:
    counts = {"back": 9, "backw": 1, "walk": 9, "alk": 1}
    assert Mender(counts, NOTHING).halves("backwalk") == ("back", "walk")


def test_completions_are_the_most_used_words_that_begin_so(mender: Mender) -> None:
    assert mender.completions("wal", 4) == ["walk", "walking", "walker", "wall"]
    assert mender.completions("wal", 2) == ["walk", "walking"]
    assert mender.completions("walk", 4) == ["walking", "walker"]
    assert mender.completions("xyz", 4) == []


def test_typing_errors_in_the_faq_itself_are_found() -> None:
    counts = {"back": 60, "bakc": 1, "walk": 50, "walkd": 2, "physio": 1}
    assert Mender(counts, meanings("english")).slips(STEM) == {"bakc", "walkd"}


@pytest.mark.parametrize(
    "counts",
    [
        {"back": 9, "bakc": 1},  # not ten times as often
        {"back": 60, "bakc": 3},  # too often for an error
        {"back": 60, "pack": 1, "packs": 1},  # words of the language
        {"ashiatsu": 60, "shiatsux": 1},  # more than one error
        {"leg": 60, "lgs": 1},  # too short to tell
    ],
)
def test_words_that_may_well_be_right_are_no_typing_errors(counts: dict[str, int]) -> None:
    assert Mender(counts, meanings("english")).slips(STEM) == frozenset()


def test_without_a_word_of_the_language_every_word_of_the_faq_is_taken_for_right() -> None:
    assert Mender({"back": 60, "bakc": 1}, NOTHING).slips(STEM) == frozenset()


def test_of_words_as_near_the_one_with_two_letters_swapped_was_meant() -> None:
    assert mend(Mender({"chat": 5, "cant": 5}, NOTHING), "cnat") == "cant"


@pytest.mark.parametrize(
    ("typed", "meant", "errors"),
    [("walk", "walk", 0), ("wlak", "walk", 0.5), ("waalk", "walk", 0.5), ("wakl", "walk", 0.5), ("wslk", "walk", 1)],
)
def test_errors_that_only_fingers_make_cast_less_doubt(typed: str, meant: str, errors: float) -> None:
    assert doubt(typed, meant) == errors
