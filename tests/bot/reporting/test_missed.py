from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reporting.missed import LIKELY, Missed, missed
from faq import Outcome
from tests.bot.reporting.stores import USUAL, question

if TYPE_CHECKING:
    from bot.store import Question
    from faq import Answerer


@pytest.fixture(scope="module")
def usual(answerer: Answerer) -> Missed:
    return missed(USUAL, answerer)


def test_what_the_faq_answers_by_now_is_settled(usual: Missed) -> None:
    assert [asked.question.text for asked in usual.settled] == ["when do you open"]
    assert "when do you open" not in {asked.text for one in usual.phrasings.values() for asked in one}


def test_what_it_calls_an_emergency_now_stands_apart(usual: Missed) -> None:
    assert [asked.question.text for asked in usual.alarming] == ["my room is burning"]
    assert all(asked.outcome is not Outcome.EMERGENCY for group in usual.groups for asked in group.questions)


def test_what_is_alike_stands_together_most_frequent_first(usual: Missed) -> None:
    first = usual.groups[0]
    assert [asked.question.text for asked in first.questions] == [
        "is there wifi",
        "do you have wifi here",
        "the wifi password please",
    ]
    assert (first.title, first.times) == ("is there wifi", 7)


def test_a_question_goes_to_the_entry_that_somebody_picked(usual: Missed) -> None:
    (asked,) = usual.phrasings["dogs"]
    assert (asked.text, asked.picked, asked.times) == ("can zebras visit", True, 3)


@pytest.mark.parametrize("gone", ["no-such-entry", "sos", "hello"])
def test_a_picked_entry_that_is_no_answer_any_more_says_nothing(answerer: Answerer, gone: str) -> None:
    found = missed([question("zebra qwerty", picked=gone)], answerer)
    assert not found.phrasings
    assert [group.title for group in found.candidates] == ["zebra qwerty"]


def test_a_question_goes_to_the_nearest_entry_if_it_is_likely(careful: Answerer) -> None:
    asked = [question("dogs on sundays", 2), question("zebras allowed"), question("where is the shop")]
    found = missed(asked, careful)
    likely = LIKELY * careful.faq.vocabulary.thresholds.answer
    assert [(one.text, one.picked, one.score >= likely) for one in found.phrasings["dogs"]] == [
        ("dogs on sundays", False, True),
        ("zebras allowed", False, True),
    ]
    (group,) = found.candidates
    assert (group.title, group.nearest) == ("where is the shop", "parking")
    assert group.score < likely


def test_what_belongs_nowhere_is_a_candidate(usual: Missed) -> None:
    assert "is there wifi" in {group.title for group in usual.candidates}


def test_marks_of_what_was_taken_out_teach_nothing(answerer: Answerer) -> None:
    found = missed([question("zebras call [number] or [email] at [link]…", picked="dogs")], answerer)
    assert [asked.text for asked in found.phrasings["dogs"]] == ["zebras call or at"]


def test_what_differs_in_marks_alone_is_one_phrasing(answerer: Answerer) -> None:
    asked = [question("zebras at [link]", 2, picked="dogs"), question("Zebras at [email]", 5, picked="dogs")]
    found = missed(asked, answerer)
    assert [(one.text, one.times) for one in found.phrasings["dogs"]] == [("Zebras at", 5)]
    assert sum(group.times for group in found.groups) == 7


def test_a_question_of_marks_alone_is_counted_and_no_phrasing(answerer: Answerer) -> None:
    found = missed([question("[link]", picked="dogs")], answerer)
    assert [group.title for group in found.groups] == ["[link]"]
    assert not any(found.phrasings.values())


def test_the_group_comes_nearest_to_what_most_of_it_does(usual: Missed) -> None:
    zebras = next(group for group in usual.groups if group.title == "can zebras visit")
    assert zebras.nearest == "dogs"


def test_nothing_missed_gives_nothing(answerer: Answerer) -> None:
    assert missed([], answerer) == Missed((), (), ())


def test_the_order_of_the_questions_makes_no_difference(answerer: Answerer) -> None:
    questions: list[Question] = [*USUAL, question("wifi"), question("zebras")]
    assert missed(questions, answerer).groups == missed(questions[::-1], answerer).groups
