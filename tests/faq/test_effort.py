"""What a text may cost, in calls of functions: the same on every machine, unlike seconds.

A question takes about a thousand calls; ten thousand take about two milliseconds. ``tests/benchmarks/hostile.py`` has
the times.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from faq.red_flags import RedFlags
from faq.text import LONGEST_TEXT
from tests.faq.labelled import packaged_answerer, packaged_faq

if TYPE_CHECKING:
    from types import FrameType

MOST_CALLS = 60_000

CHANCE = random.Random(7)  # noqa: S311 - no secret depends on it
SIGNS = [sign for entry in packaged_faq().entries for sign in entry.signs]


def calls_of(text: str) -> int:
    """How many functions are called for a reply."""
    answerer, calls = packaged_answerer(), 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        answerer.reply(text)
    finally:
        sys.setprofile(before)
    return calls


def full(unit: str) -> str:
    return (unit * LONGEST_TEXT)[:LONGEST_TEXT]


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "dont ",
            "i dont, ",
            "do not i you ",
            "won las top. ",
            "i awful carnt. sob. ",
            "fire won. ",
            "heavy ",
            "when ",
        ),
        *("a ", "a. ", "é. ", "numb legs. ", "1 kg ", "½, ", "\ufdfa", "\ufdfa. ", "\u0344\u0958", "e\u0301\u200b "),
        *("👩\u200d👧 ", "背"),
    ],
    ids=ascii,
)
def test_the_same_again_and_again(unit: str) -> None:
    assert calls_of(full(unit)) < MOST_CALLS


@pytest.mark.parametrize("number", range(len(SIGNS)))
def test_the_words_of_a_sign_in_blocks_and_what_calls_it_off(number: int) -> None:
    """Each phrase of a block stands near none of the other, or every one is called off."""
    words = [phrases[0] for phrases in SIGNS[number].all]
    off = [phrases[0] for phrases in SIGNS[number].unless[:1]]
    size = LONGEST_TEXT // len(words)
    assert calls_of(" ".join((f"{word} " * size)[:size] for word in words)) < MOST_CALLS
    assert calls_of(full(" ".join((*off, *words, *off)) + " ")) < MOST_CALLS


@pytest.mark.parametrize("between", [" ", ", ", ". "])
def test_phrases_of_all_signs_in_any_order(between: str) -> None:
    phrases = [phrase for sign in SIGNS for group in (*sign.all, *sign.unless) for phrase in group]
    assert calls_of(between.join(CHANCE.choice(phrases) for _ in range(LONGEST_TEXT))[:LONGEST_TEXT]) < MOST_CALLS


@pytest.mark.parametrize("letters", range(1, 12))
def test_words_that_nobody_knows(letters: int) -> None:
    words = ("".join(CHANCE.choice("aeioustrnlc") for _ in range(letters)) for _ in range(LONGEST_TEXT))
    assert calls_of(" ".join(words)) < MOST_CALLS


@pytest.mark.parametrize("unit", ["dont ", "do not i you ", "numb ", "what is "])
def test_a_half_of_a_sign_is_not_looked_for(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[object] = []
    monkeypatch.setattr(RedFlags, "_spans", lambda _, read: looked_for.append(read))
    assert packaged_answerer()._red_flags.hint(full(unit)) is None
    assert not looked_for


def test_a_usual_question_costs_little() -> None:
    assert calls_of("is it safe to walk on my back?") < 3_000
