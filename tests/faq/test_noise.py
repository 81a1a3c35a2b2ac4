from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from faq import Entry, Faq, FaqError, Kind, Vocabulary, noise
from faq.evaluation import LabelledQuestion
from faq.noise import Chatter, Noise, chatter, noisy, spoil, spoilt
from faq.text import words
from tests.faq.labelled import packaged_answerer
from tests.faq.verdicts import question

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = chatter("english")


def faq(language: str = "english") -> Faq:
    entries = (Entry("a", ("A?",), "a"), Entry("hello", ("hello",), "hi", kind=Kind.SMALLTALK))
    return Faq(entries, {}, {}, Vocabulary(language), packaged_answerer().faq.phrases, "v")


def test_chatter_makes_15_to_30_words() -> None:
    assert len(set(ENGLISH.openings)) >= 12
    assert len(set(ENGLISH.endings)) >= 10
    openings, endings = ([len(words(text)) for text in texts] for texts in (ENGLISH.openings, ENGLISH.endings))
    assert min(openings) + min(endings) >= 15
    assert max(openings) + max(endings) <= 30


def test_the_question_stands_whole_between_an_opening_and_an_ending() -> None:
    said = spoil("is it safe", Noise.CHATTER, ENGLISH)
    before, asked, after = said.partition(" is it safe. ")
    assert asked
    assert before in ENGLISH.openings
    assert after in ENGLISH.endings
    assert " Is it safe? " in spoil("Is it safe?", Noise.CHATTER, ENGLISH)


@given(st.text(alphabet="abcdefgXYZ äßé日本", max_size=60))
def test_one_slip_is_one_typing_error(text: str) -> None:
    mistyped = spoil(text, Noise.ONE_SLIP, ENGLISH)
    has_words = any(len(word) > 2 for word in text.split())
    assert OSA.distance(text, mistyped) == (1 if has_words else 0)


@given(st.text(max_size=60))
def test_two_slips_are_two_typing_errors_at_most_and_none_without_two_words(text: str) -> None:
    mistyped = spoil(text, Noise.TWO_SLIPS, ENGLISH)
    assert OSA.distance(text, mistyped) in {0, 2}


def test_two_slips_go_into_two_words() -> None:
    assert spoil("osteoporosis?", Noise.TWO_SLIPS, ENGLISH) == "osteoporosis?"
    before, after = "walker weight", spoil("walker weight", Noise.TWO_SLIPS, ENGLISH)
    assert all(one != other for one, other in zip(before.split(), after.split(), strict=True))


@given(st.text(), st.sampled_from(Noise))
def test_the_same_question_is_spoilt_in_the_same_way(text: str, way: Noise) -> None:
    assert spoil(text, way, ENGLISH) == spoil(text, way, ENGLISH)


def test_fingers_slip_to_a_letter_beside() -> None:
    slipped = {spoil(f"EEE {number}", Noise.ONE_SLIP, Chatter(keyboard=("we",))) for number in range(50)}
    assert any("W" in text for text in slipped)


def test_without_a_keyboard_letters_are_still_swapped_dropped_and_doubled() -> None:
    slipped = {spoil(f"abc {number}", Noise.ONE_SLIP, Chatter()).split()[0] for number in range(80)}
    assert slipped == {"bac", "acb", "bc", "ac", "aabc", "abbc"}


def test_labels_stay_and_what_cannot_be_spoilt_is_left_out() -> None:
    asked = (question("a", "b", kind="typo", text="is it safe"), question(None, text="42?"))
    (found,) = spoilt(asked, Noise.ONE_SLIP, ENGLISH)
    assert found.text != "is it safe"
    assert replace(found, text="is it safe") == asked[0]


def test_small_talk_is_none_inside_chatter() -> None:
    asked = [question("hello", text="hello you there"), question("a", text="what is that")]
    found = noisy(asked, faq())
    assert list(found) == list(Noise)
    assert [one.entry for one in found[Noise.CHATTER]] == ["a"]
    assert len(found[Noise.ONE_SLIP]) == 2


def test_a_language_without_chatter_has_typing_errors_alone() -> None:
    assert set(noisy([LabelledQuestion("wie geht das", "a")], faq("german"))) == {Noise.ONE_SLIP, Noise.TWO_SLIPS}


def test_mistakes_in_the_chatter_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(noise, "CHATTER", tmp_path)
    (tmp_path / "english.yaml").write_text("openings: [a]\nendings: []\n", encoding="utf-8")
    with pytest.raises(FaqError) as caught:
        chatter("english")
    assert [mistake.problem for mistake in caught.value.mistakes] == [
        "the chatter has no key 'keyboard'",
        "'endings' has 0 items",
    ]
