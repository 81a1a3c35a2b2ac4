from __future__ import annotations

from dataclasses import replace

import pytest

from bot.why_words import alarm_in_words, below, decision_in_words, figure, sign_in_words, signed
from faq import Outcome, Thresholds
from faq.deciding import LEAD
from faq.explaining import Reason
from faq.red_flags import SeenSign
from faq.weighing import Alarm, Cause
from tests.faq.labelled import packaged_answerer, packaged_faq

FAQ = packaged_faq()
THRESHOLDS = Thresholds(answer=0.75, offer=0.3)
EMERGENCY = FAQ.by_id["emergency"]
SIGN = SeenSign(EMERGENCY, 3, ("numb", "legs"), together=True, called_off=None)


def decided(question: str) -> str:
    return " | ".join(decision_in_words(packaged_answerer().explain(question), THRESHOLDS))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "nothing | Why: no word in it says anything to the FAQ."),
        (FAQ.vocabulary.near[0], "nothing | Why: it reads the same as a line of 'near' in vocabulary.yaml."),
        ("what is the capital of France", " is under 0.30 (offer_from: 30)."),
        ("is it safe?", "answer: is-it-safe | Why: same words as a phrasing (similarity "),
        ("can my husbnad use lotoin", " is no less than 0.75 (answer_from: 75)."),
        ("hello", "small talk: greeting | Why: same words as a phrasing"),
        ("thanks for that, how heavy may he be?", " | Small talk gave way to 'how heavy may he be'."),
        (EMERGENCY.title, f"emergency: emergency | Why: same words as the phrasing '{EMERGENCY.title}' (similarity "),
    ],
)
def test_the_reason_is_told(question: str, words: str) -> None:
    assert words in decided(question)


def test_what_is_unsure_is_told_with_the_entries_that_are_offered() -> None:
    found = packaged_answerer().explain("is it bad")
    offered = tuple(one.entry for one in found.candidates[:2])
    first = replace(found.candidates[0], score=0.62)
    unsure = replace(
        found,
        reply=packaged_answerer().reply(""),
        reason=Reason.UNSURE,
        candidates=(first, *found.candidates[1:]),
    )
    assert list(decision_in_words(unsure, THRESHOLDS))[1] == "Why: score 0.62 is under 0.75 (answer_from: 75)."
    tied = replace(unsure, reason=Reason.TIED, candidates=(first, replace(found.candidates[1], score=0.6)))
    names = f"0.62 of {first.entry.id} and 0.60 of {found.candidates[1].entry.id}"
    assert list(decision_in_words(tied, THRESHOLDS))[1] == f"Why: the scores {names} are less than {LEAD:.2f} apart."
    few = replace(unsure, reason=Reason.TOO_FEW)
    assert list(decision_in_words(few, THRESHOLDS))[1].endswith(", and there are too few entries to offer.")
    suggesting = replace(unsure, reply=replace(unsure.reply, outcome=Outcome.SUGGEST, suggestions=offered))
    names = ", ".join(entry.id for entry in offered)
    assert next(decision_in_words(suggesting, THRESHOLDS)) == f"suggest: {names}"


@pytest.mark.parametrize(
    ("alarm", "words"),
    [
        (Alarm(EMERGENCY, Cause.LEARNT), "Raised: the learnt weights say -0.40, an alarm from "),
        (Alarm(EMERGENCY, Cause.HINT, sign=SIGN), "Raised: all words of a sign, and the learnt weights say -0.40"),
        (Alarm(EMERGENCY, Cause.SIGN, sign=SIGN), "sign 3 of emergency, by 'numb' + 'legs'."),
        (None, "None: the learnt weights say -0.40. They raise one by themselves from "),
    ],
)
def test_what_raised_an_alarm_is_told(alarm: Alarm | None, words: str) -> None:
    story = packaged_answerer().explain("is it safe?").alarm
    assert story is not None
    assert words in " ".join(alarm_in_words(replace(story, value=-0.4, raised=alarm)))


@pytest.mark.parametrize(
    ("value", "words"),
    [(-5.0, "None, and far from one: the learnt weights say -5.00"), (float("-inf"), "None: there is no word in it")],
)
def test_what_is_no_alarm_is_told_shortly(value: float, words: str) -> None:
    story = packaged_answerer().explain("is it safe?").alarm
    assert story is not None
    (line,) = alarm_in_words(replace(story, value=value))
    assert line.startswith(words)


def test_why_a_sign_raises_nothing_is_told() -> None:
    assert sign_in_words(SIGN) == "sign 3 of emergency, by 'numb' + 'legs'"
    assert sign_in_words(replace(SIGN, called_off="what is")).endswith(", but 'what is' calls it off")
    assert sign_in_words(replace(SIGN, together=False)).endswith(", but these stand too far apart")


def test_a_figure_below_a_limit_looks_below_it() -> None:
    assert below(0.62, 0.75) == "0.62"
    assert below(0.7499, 0.75) == "0.7499"
    assert below(0.74999, 0.75) == "0.74999"


def test_nothing_has_no_sign() -> None:
    assert (figure(-0.001), signed(-0.001), signed(2.5), signed(-2.5)) == ("0.00", "+0.00", "+2.50", "-2.50")
    assert figure(12345.678) == "12,345.68"
