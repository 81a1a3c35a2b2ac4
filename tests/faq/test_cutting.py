from __future__ import annotations

from itertools import count, islice

from hypothesis import given
from hypothesis import strategies as st

from faq.cutting import LONGEST_WHOLE, MOST_PARTS, cut
from faq.tokens import Token, Tokens


def clauses(*lengths: int) -> list[Tokens]:
    """Clauses of so many words, no two of them alike."""
    words = (Token(f"w{number}", f"w{number}", f"w{number}") for number in count())
    return [tuple(islice(words, length)) for length in lengths]


def test_a_short_question_is_one_part_whatever_stands_between_its_words() -> None:
    read = clauses(4, 0, 10)
    assert cut(read) == [read[0] + read[2]]


def test_where_nothing_is_said_there_is_no_part() -> None:
    assert cut([]) == cut(clauses(0, 0)) == []


def test_a_long_question_is_the_whole_its_clauses_and_neighbours_that_are_short_enough() -> None:
    one, other, long = read = clauses(6, 8, 13)
    parts = cut(read)
    assert parts[0] == one + other + long
    assert {one, other, one + other} < set(parts)
    assert other + long not in parts


# No more than a thousand words of a text are read.
@given(st.lists(st.integers(0, 90), min_size=1, max_size=11) | st.lists(st.integers(0, 16), min_size=1, max_size=60))
def test_every_word_is_in_a_part_and_there_are_only_so_many_parts(lengths: list[int]) -> None:
    read = clauses(*lengths)
    parts = cut(read)
    assert {token for part in parts[1:] or parts for token in part} == {token for clause in read for token in clause}
    assert len(parts) <= 4 * MOST_PARTS
    assert all(len(part) <= LONGEST_WHOLE for part in parts)
