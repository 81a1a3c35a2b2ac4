"""What people and programs may send: texts of any script and length, and nonsense."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import Outcome
from faq.text import LONGEST_TEXT
from tests.faq.labelled import packaged_answerer

LETTERS = [
    *"aqz7é",
    "ß",
    "я",
    "ש",
    "ع",
    "क",
    "ก",
    "中",
    "の",
    "한",
    "🙂",
    "\u0301",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\U000e0061",
]


@pytest.mark.parametrize("letter", LETTERS, ids=[f"U+{ord(letter):04X}" for letter in LETTERS])
def test_one_letter_again_and_again_gets_a_reply(letter: str) -> None:
    assert_whole(letter * LONGEST_TEXT)


# Scripts, what joins onto letters, what turns the direction, what is not seen, pictures of several code points.
SIGNS = st.sampled_from(
    [
        "back", "walk", "сpина", "背中", "ظهر", "גב", "पीठ", "หลัง", "등", "e\u0301", "a\u0308\u0301\u0327",
        "\u202eabc\u202c", "\u2067", "\u200b", "\u200d", "\ufeff", "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "🇳🇴", "\x00",
        "\ud7ff", "ﬁ", "Ⅷ", "½", "\u2028", " ", ". ", "?!",
    ]
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(SIGNS, max_size=40).map("".join) | st.text(max_size=5000))
def test_any_text_of_any_script_gets_a_reply(text: str) -> None:
    assert_whole(text)


@settings(max_examples=25)
@given(st.lists(SIGNS, min_size=1, max_size=5).map("".join), st.integers(500, 5000))
def test_a_long_text_of_any_script_gets_a_reply(text: str, length: int) -> None:
    assert_whole((text * length)[:length])


def assert_whole(text: str) -> None:
    reply = packaged_answerer().reply(text)
    assert reply.question == text
    assert 0 <= reply.scope <= 1
    assert all(0 <= match.score <= 1 for match in reply.matches)
    assert packaged_answerer().completions(text, limit=1)[1:] == ()


@pytest.mark.parametrize(
    "question",
    [
        "hhhhhhhhhhhhhh", "blorp the wibble", "???", "q", "zz", "qk", "xq zk", "asdf", "qwertz", "asdkjh qwpeo zxmnv",
        "0", "42 17", "какая столица австралии", "!", "...", "🙂🙂", "aaaaaaaa bbbbbbbb",
    ],
)  # fmt: skip
def test_nonsense_gets_no_answer(question: str) -> None:
    assert packaged_answerer().reply(question).entry is None


LETTER_PAIRS = [first + second for first in "bcdfgjkqvxz" for second in "cdfgjkqvxz"]


def test_two_letters_are_taken_for_no_longer_word() -> None:
    reader = packaged_answerer()._index.reader
    for pair in LETTER_PAIRS:
        assert all(token.mended is None for token in reader.read([pair]))


@pytest.mark.parametrize(
    "around", ["I had a long week with my family. ", "qwzrt plommel, ", "спина болит ", "背中 ", "1 2 3. "]
)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_an_emergency_is_found_wherever_it_stands_in_a_long_text(around: str, share: float) -> None:
    report = ". I can't feel my legs since this morning. "
    around = (around * LONGEST_TEXT)[: LONGEST_TEXT - len(report)]
    place = int(share * len(around))
    reply = packaged_answerer().reply(around[:place] + report + around[place:])
    assert reply.outcome is Outcome.EMERGENCY
