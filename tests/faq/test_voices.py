from __future__ import annotations

import pytest

from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.search import SHARPNESS, Index
from faq.voices import Voice, alarm_voices, voices

VOCABULARY = Vocabulary(synonyms=(("oil", "lotion"),), ignore=("is", "it", "the", "my", "i"))
LESSONS = Lessons(
    phrasings=(
        ("can we use oil", "lotion or cream", "is oil good"),
        ("how heavy may she be", "what weight is too much", "weight limit"),
        ("my legs are numb", "i cannot feel my legs", "numb legs"),
    ),
    alarming=frozenset({2}),
)
LONG = f"{'she is heavy and likes oil on her back ' * 3}. my legs are numb. {'we like weight and lotion ' * 4}"
LEARNT = learn(LESSONS, VOCABULARY)
INDEX = Index(VOCABULARY, LEARNT)


def said(question: str, *entries: int) -> tuple[Voice, ...]:
    return voices(INDEX.parts(question)[0], LEARNT, entries)


def test_a_word_speaks_for_its_entry_and_against_another() -> None:
    (lotion,) = [voice for voice in said("lotoin on the skin", 0, 1) if voice.words == "lotion" and not voice.very]
    assert lotion.first > 0 > lotion.second
    assert lotion.lead == lotion.first - lotion.second


def test_a_synonym_speaks_for_its_group_and_for_itself() -> None:
    assert {(voice.words, voice.very) for voice in said("lotion", 0)} >= {("lotion", False), ("lotion", True)}


def test_what_the_words_mean_together_is_a_voice_of_its_own() -> None:
    (meaning,) = [voice for voice in said("numb legs", 2, 0) if not voice.words]
    assert meaning.lead != 0


@pytest.mark.parametrize("question", ["can we use lotion", "weight or oil", "numb legs and oil"])
def test_voices_add_up_to_the_ratio_of_shares(question: str) -> None:
    score = sum(voice.lead for voice in said(question, 0, 1))
    (part,) = INDEX.parts(question)
    scores = INDEX._scores([part])[0]
    assert score == pytest.approx(SHARPNESS * (scores[0] - scores[1]), abs=1e-4)


@pytest.mark.parametrize("question", ["my legs are numb", "how heavy", "numb", LONG, "oil, " * 200])
def test_voices_add_up_to_the_alarm(question: str) -> None:
    found = alarm_voices(INDEX.parts(question), LEARNT)
    assert sum(voice.first for voice in found) == pytest.approx(INDEX.search(question).alarm, abs=1e-4)
    loudness = [abs(voice.lead) for voice in found]
    assert loudness == sorted(loudness, reverse=True)
