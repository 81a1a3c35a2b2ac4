from __future__ import annotations

import pytest

from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.rereading import Reading, Role, read_again
from faq.search import Index
from faq.text import LONGEST_TEXT

VOCABULARY = Vocabulary(
    synonyms=(("oil", "lotion"),),
    ignore=("is", "it", "the", "my", "to", "hope you are well"),
    spellings={"can not": "cannot"},
    common=frozenset({"carpet"}),
)
LESSONS = Lessons(phrasings=(("massage with oil", "is oil good for the back"), ("cannot walk", "walk to the spine")))
INDEX = Index(VOCABULARY, learn(LESSONS, VOCABULARY))


def read(question: str) -> Reading:
    return read_again(question, INDEX, {"massag", "=oil", "back"}, None)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("massage", Role.TELLING),
        ("lotion", Role.TELLING),
        ("spine", Role.ELSEWHERE),
        ("the", Role.LIGHT),
        ("90", Role.NUMBER),
        ("carpet", Role.EVERYDAY),
        ("zyxxyz", Role.UNKNOWN),
    ],
)
def test_each_word_has_a_role(word: str, role: Role) -> None:
    (found,) = read(word).words
    assert (found.typed, found.role) == (word, role)
    assert 0 < found.weight <= 1


def test_a_mended_word_names_what_it_was_taken_for() -> None:
    (found,) = read("maassage").words
    assert found.mended == "massage"


def test_a_synonym_names_its_group() -> None:
    assert [word.group for word in read("lotion massage").words] == ["oil", None]


def test_a_number_has_no_group() -> None:
    assert [word.group for word in read("9 90 900").words] == [None] * 3


def test_what_was_put_right_parted_and_left_out_is_told_clause_by_clause() -> None:
    found = read("hope you are well. I can not go; massageback?")
    assert found.left_out == ("hope you are well",)
    assert found.respelt == (("can not", "cannot"),)
    assert found.parted == (("massageback", "massage back"),)


def test_a_message_without_words_has_none() -> None:
    assert read(" ?! ") == Reading((), (), (), (), None, shortened=False)


def test_a_message_that_is_longer_than_what_is_read_says_so() -> None:
    assert not read("a" * LONGEST_TEXT).shortened
    assert read("oil " * LONGEST_TEXT).shortened
