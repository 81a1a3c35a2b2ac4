from __future__ import annotations

import pytest

from faq.evaluation import Figures, LabelledQuestion, Subject, Verdict, emergencies_of, figures, judge
from tests.faq import verdicts as made
from tests.faq.labelled import packaged_answerer


def verdict(text: str, entry: str | None = None, *also: str) -> Verdict:
    (found,) = judge(packaged_answerer(), [LabelledQuestion(text, entry, frozenset(also))])
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
    verdicts = [
        verdict("is it safe?", "is-it-safe"),
        verdict("is it safe?", "oil-at-home"),
        verdict("how do I cook back bacon"),
        verdict("is it safe?"),
        verdict("my legs are numb since she stood on my back", "emergency"),
        verdict("I can't feel my legs", "oil-at-home"),
    ]
    found = figures(verdicts)
    assert found.right == pytest.approx(1 / 3)
    assert found.offered == pytest.approx(1 / 3)
    assert found.wrong == pytest.approx(2 / 3)
    assert found.outside_answered == pytest.approx(1 / 2)
    assert found.alarms_found == 1
    assert found.false_alarms == pytest.approx(1 / 5)


def test_every_question_counts_once() -> None:
    found = figures(
        [
            made.answered("a", "a"),
            made.offered("a", "b", "a"),
            made.offered("a", "b", "c"),
            made.refused("a"),
            made.refused(None),
            made.offered(None, "a", "b"),
            made.alarmed(None),
            made.refused(made.SOS),
            # Right in either way: neither an emergency missed nor a false alarm.
            made.verdict(made.question("a", made.SOS), made.alarmed("a").reply),
        ]
    )
    assert found == Figures(
        inside=5,
        outside=3,
        emergencies=1,
        right=2 / 5,
        offered=3 / 5,
        wrong=0,
        refused=1 / 5,
        outside_answered=1 / 3,
        alarms_found=0,
        false_alarms=1 / 8,
    )


def test_what_a_question_is_about() -> None:
    emergencies = emergencies_of(packaged_answerer().faq)
    assert "emergency" in emergencies
    assert LabelledQuestion("x", "emergency").subject(emergencies) is Subject.EMERGENCY
    assert LabelledQuestion("x", "risks", frozenset({"emergency"})).subject(emergencies) is Subject.FAQ
    assert LabelledQuestion("x", None, frozenset({"risks"})).subject(emergencies) is Subject.OUTSIDE


def test_an_entry_may_be_right_though_none_was_asked_for() -> None:
    harmless = made.verdict(made.question(None, "a"), made.answered("a", "a").reply)
    assert (harmless.right, harmless.wrong) == (True, False)


def test_the_best_match_may_be_right_though_it_was_not_shown() -> None:
    listed = made.offered("a", "a", "b", score=0.6)
    assert (listed.best_is_right, listed.right, listed.score) == (True, False, 0.6)
    assert not made.verdict(made.question("a"), made.reply(listed.reply.outcome)).best_is_right


def test_replies_are_timed() -> None:
    assert 0 < verdict("is it safe?", "is-it-safe").seconds < 60


def test_without_questions_all_figures_are_nought() -> None:
    found = figures([])
    assert (found.right, found.wrong, found.alarms_found) == (0, 0, 0)
