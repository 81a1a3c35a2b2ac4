from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import Outcome, Reply
from faq.costs import cost
from faq.entries import Thresholds
from faq.thresholds import best, decided, weighed
from tests.faq.labelled import packaged_faq, verdicts
from tests.faq.verdicts import SOS, alarmed, answered, question, reply, verdict

if TYPE_CHECKING:
    from faq.evaluation import Verdict

NOW = Thresholds(answer=0.4, offer=0.3)


def scored(label: str | None, score: float, scope: float, first: str = "a") -> Verdict:
    return verdict(question(label), reply(Outcome.ANSWER, (first, score), ("b", score / 2), ("c", 0.01), scope=scope))


@pytest.mark.parametrize("name", ["first", "third"])
def test_the_current_thresholds_decide_as_the_bot_does(name: str) -> None:
    for found in verdicts(name):
        assert decided(found.reply, packaged_faq().vocabulary.thresholds) == found.reply


def test_what_other_thresholds_would_have_done() -> None:
    given_reply = reply(Outcome.ANSWER, ("a", 0.6), ("b", 0.2), ("c", 0.01), scope=0.5)
    assert decided(given_reply, Thresholds(0.6, 0.5)).outcome is Outcome.ANSWER
    offered = decided(given_reply, Thresholds(0.61, 0.5))
    assert (offered.outcome, [entry.id for entry in offered.suggestions]) == (Outcome.SUGGEST, ["a", "b"])
    assert decided(given_reply, Thresholds(0.1, 0.51)).outcome is Outcome.NONE


def test_small_talk_stays_small_talk_and_is_never_offered() -> None:
    greeted = reply(Outcome.SMALLTALK, ("hello", 0.9), ("a", 0.1))
    assert decided(greeted, Thresholds(0.5, 0.5)).outcome is Outcome.SMALLTALK
    assert decided(greeted, Thresholds(0.95, 0.5)).outcome is Outcome.NONE


def test_emergencies_and_what_matches_nothing_are_left_alone() -> None:
    assert decided(alarmed(SOS).reply, Thresholds(1.0, 1.0)).outcome is Outcome.EMERGENCY
    assert decided(Reply("", Outcome.NONE, ()), Thresholds(0.01, 0.01)).outcome is Outcome.NONE


def test_the_best_thresholds_part_right_from_wrong() -> None:
    verdicts = [
        *[scored("a", 0.60 + 0.01 * step, 0.9) for step in range(10)],
        *[scored("z", 0.40 + 0.01 * step, 0.9) for step in range(10)],
        *[scored(None, 0.95, 0.5) for _ in range(10)],
    ]
    found = best(verdicts, NOW)
    assert 0.5 <= found.answer <= 0.6
    assert 0.5 < found.offer <= 0.9
    # Wrong ones get a list without the right answer.
    assert weighed(verdicts, found).cost == 30


def test_among_equals_the_current_ones_stay() -> None:
    assert best([answered("a", "a", 0.99)], NOW) == NOW
    assert best([], NOW) == NOW


def test_figures_go_with_the_cost() -> None:
    verdicts = [scored("a", 0.9, 0.9), scored("a", 0.5, 0.9), scored(None, 0.9, 0.4)]
    found = weighed(verdicts, Thresholds(0.7, 0.3))
    assert (found.cost, found.figures.right, found.figures.offered, found.figures.outside_answered) == (11, 0.5, 1, 1)


shares = st.integers(0, 100).map(lambda hundredth: hundredth / 100)


@given(
    st.lists(
        st.builds(
            scored, st.sampled_from(["a", "b", "z", SOS, None]), shares, shares, st.sampled_from(["a", "b2", "hello"])
        ),
        max_size=8,
    )
)
def test_no_pair_of_thresholds_is_better_than_the_best(verdicts: list[Verdict]) -> None:
    def plainly(thresholds: Thresholds) -> int:
        return sum(cost(replace(one, reply=decided(one.reply, thresholds))) for one in verdicts)

    found = plainly(best(verdicts, NOW))
    tried = [value / 100 for value in range(1, 101, 9)]
    assert all(found <= plainly(Thresholds(answer, offer)) for answer in tried for offer in tried)
    assert found <= plainly(NOW)
