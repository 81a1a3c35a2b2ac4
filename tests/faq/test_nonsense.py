"""What means nothing gets nothing, and no alarm; what is only mistyped is read all the same."""

from __future__ import annotations

import random
import re

import pytest
import yaml

from faq import Outcome
from faq.noise import Noise, chatter, spoil
from faq.text import words
from tests.faq.labelled import QUESTIONS, packaged_answerer
from tests.faq.nonsense import nonsense

COUNT = 150

SIGNS_ALONE = {
    "ambulance", "breathless", "breathlessness", "choked", "choking", "collapse", "collapsed", "collapses",
    "emergencies", "emergency", "faint", "fainted", "fainting", "faints", "gasping", "gasps", "incontinence",
    "incontinent",
    "numb", "numbed", "numbing", "numbness", "numbs", "numness", "overdose", "paralyse", "paralysed", "paralysis",
    "paralyzed", "seizure", "slurred", "slurring", "suffocate", "suffocating", "unconscious", "unconsciousness",
    "unresponsive",
}  # fmt: skip
"""Words that are a red flag by themselves."""


def outcome(text: str) -> Outcome:
    return packaged_answerer().reply(text).outcome


@pytest.mark.parametrize(("kind", "texts"), nonsense(COUNT).items())
def test_nonsense_gets_no_answer(kind: str, texts: tuple[str, ...]) -> None:
    outcomes = [outcome(text) for text in texts]
    assert outcomes.count(Outcome.NONE) >= 0.97 * COUNT, kind
    assert outcomes.count(Outcome.ANSWER) <= 0.01 * COUNT
    assert outcomes.count(Outcome.EMERGENCY) <= 0.01 * COUNT


@pytest.mark.parametrize("text", ["blorp fizzle zanth", "asdf jkl qwer", "ghhh jjj", "qwerty uiop", "zxcv zxcv zxcv"])
def test_nonsense_that_people_really_type_gets_nothing(text: str) -> None:
    assert outcome(text) is Outcome.NONE


def test_a_word_alone_raises_no_alarm_unless_it_is_a_red_flag() -> None:
    faq = packaged_answerer().faq
    texts = [text for entry in faq.entries for text in (*entry.questions, *entry.calm)]
    texts += [phrase for entry in faq.entries for sign in entry.signs for group in sign.all for phrase in group]
    used = {word for text in texts for word in words(text)}
    assert len(used) > 5000
    assert {word for word in used if outcome(word) is Outcome.EMERGENCY} <= SIGNS_ALONE


@pytest.mark.parametrize("word", ["paralysed", "paralized", "INCONTINENCE", "unconscious", "unconcious", "numbness"])
def test_a_word_that_is_a_red_flag_raises_the_alarm_alone_and_mistyped(word: str) -> None:
    assert outcome(word) is Outcome.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "i cnat feel my lges",
        "my legz r nubm",
        "cant breeth",
        "numlb betwen my lgs",
        "he cnat mvoe since i stod on his bakc",
        "icant pee",
        "i wett mysefl",
    ],
)
def test_red_flags_are_found_in_broken_spelling(text: str) -> None:
    assert outcome(text) is Outcome.EMERGENCY


@pytest.mark.parametrize("report", ["i can't feel my legs", "my legs are numb since he stood on my back"])
@pytest.mark.parametrize(("kind", "texts"), nonsense(6).items())
def test_red_flags_are_found_among_nonsense(kind: str, texts: tuple[str, ...], report: str) -> None:
    for text in texts:
        assert outcome(f"{text}. {report}. {text}") is Outcome.EMERGENCY, kind
        assert outcome(f"{text} {report}") is Outcome.EMERGENCY, kind


def test_most_reports_are_found_though_more_than_every_second_word_is_mistyped() -> None:
    rows = yaml.safe_load((QUESTIONS / "alarms.yaml").read_text(encoding="utf-8"))
    reports = [_mistyped(row["q"], 0.6) for row in rows if row["alarm"]]
    assert sum(outcome(text) is Outcome.EMERGENCY for text in reports) >= 0.9 * len(reports)


def _mistyped(text: str, share: float) -> str:
    """The text with a slip of the finger in such a share of its longer words."""
    chance = random.Random(text)  # noqa: S311 - no secret depends on it
    keyboard = chatter("english")
    return re.sub(
        r"[^\W\d_]{3,}",
        lambda word: spoil(word.group(), Noise.ONE_SLIP, keyboard) if chance.random() < share else word.group(),
        text,
    )
