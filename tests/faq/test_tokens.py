from __future__ import annotations

import pytest

from faq.tokens import NUMBER, Token, joined, readable


def token(word: str, sure: float = 1.0) -> Token:
    return Token(word, word, word, sure=sure)


def test_long_words_say_more_about_whether_a_text_can_be_read() -> None:
    assert readable([token("massage"), token("xqz", sure=0.0)]) == pytest.approx(7 / 10)
    assert readable([token("massgae", sure=0.8)]) == pytest.approx(0.8)


def test_a_text_can_be_read_as_well_as_the_same_said_again_and_again() -> None:
    said = [token("is"), token("oi", sure=0.0), token("cdra", sure=0.2)]
    assert {readable(said * times) for times in range(1, 100)} == {0.35}


def test_numbers_can_be_read_in_any_language_and_count_nothing() -> None:
    number = Token("1000000", NUMBER, NUMBER)
    assert readable([number]) == readable([]) == 1
    assert readable([number, token("xqz", sure=0.0)]) == 0


def test_a_phrase_is_as_sure_as_its_words() -> None:
    phrase = joined([token("low"), token("bakc", sure=0.3)], "=lumbar")
    assert phrase.word == "low bakc"
    assert phrase.sure == pytest.approx((3 + 4 * 0.3) / 7)
