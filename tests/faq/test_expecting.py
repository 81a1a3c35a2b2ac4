from __future__ import annotations

import pytest

from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.search import Index

CALLS = ["my phone rings", "call me on the phone", "a phone number", "does the phone ring at night"]
HOMES = ["a new home", "the kitchen at home", "paint the home", "is the kitchen part of the home"]


@pytest.fixture(scope="module")
def index() -> Index:
    vocabulary = Vocabulary(synonyms=(("phone", "mobile"),), ignore=("the", "a", "my", "is"))
    return Index(vocabulary, learn(Lessons([CALLS, HOMES]), vocabulary))


def read(index: Index, text: str) -> list[str]:
    return [token.stem for clause in index.read(text) for token in clause]


def test_the_words_around_say_which_word_was_meant(index: Index) -> None:
    assert read(index, "hone rings at night") == ["phone", "ring", "at", "night"]
    assert read(index, "paint kitchen hone") == ["paint", "kitchen", "home"]


def test_another_part_of_the_message_says_nothing(index: Index) -> None:
    told = index.read("paint the kitchen. hone rings")
    assert [token.stem for token in told[1]] == ["phone", "ring"]


def test_without_other_words_the_likeliest_slip_was_made(index: Index) -> None:
    assert read(index, "hone") == [index.reader.read(["hone"])[0].stem]


def test_a_word_that_is_spelt_rightly_stays_what_it_is(index: Index) -> None:
    assert read(index, "home rings at night")[0] == "home"


def test_each_of_several_words_is_chosen_by_those_that_are_sure(index: Index) -> None:
    assert read(index, "hone rings hone") == ["phone", "ring", "phone"]


def test_two_letters_are_a_longer_word_only_where_others_speak_for_it(index: Index) -> None:
    assert read(index, "nw home kitchen") == ["new", "home", "kitchen"]
    assert read(index, "nw") == ["nw"]
    assert read(index, "nw qk") == ["nw", "qk"]
    assert "nw" in read(index, "home kitchen " * 9 + "nw")
