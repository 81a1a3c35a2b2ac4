from __future__ import annotations

import pytest

from faq.evaluation import LabelledQuestion, Verdict, figures, judge
from tests.faq.labelled import packaged_answerer


def verdict(text: str, *entries: str) -> Verdict:
    (found,) = judge(packaged_answerer(), [LabelledQuestion(text, frozenset(entries))])
    return found


def test_verdicts() -> None:
    right = verdict("is it safe?", "is-it-safe")
    assert (right.shown, right.right, right.offered, right.wrong) == ("is-it-safe", True, True, False)
    wrong = verdict("is it safe?", "oil-at-home")
    assert (wrong.right, wrong.offered, wrong.wrong) == (False, False, True)
    alarm = verdict("my legs are numb since she stood on my back", "emergency")
    assert (alarm.right, alarm.alarmed) == (True, True)
    silent = verdict("how do I cook back bacon")
    assert (silent.shown, silent.right, silent.offered, silent.wrong) == (None, False, False, False)


def test_figures_are_shares_of_what_they_are_about() -> None:
    answerer = packaged_answerer()
    verdicts = [
        verdict("is it safe?", "is-it-safe"),
        verdict("is it safe?", "oil-at-home"),
        verdict("how do I cook back bacon"),
        verdict("is it safe?"),
        verdict("my legs are numb since she stood on my back", "emergency"),
        verdict("I can't feel my legs", "oil-at-home"),
    ]
    found = figures(verdicts, answerer)
    assert found.right == pytest.approx(1 / 3)
    assert found.offered == pytest.approx(1 / 3)
    assert found.wrong == pytest.approx(2 / 3)
    assert found.outside_answered == pytest.approx(1 / 2)
    assert found.alarms_found == 1
    assert found.false_alarms == pytest.approx(1 / 5)


def test_without_questions_all_figures_are_nought() -> None:
    found = figures([], packaged_answerer())
    assert (found.right, found.wrong, found.alarms_found) == (0, 0, 0)
