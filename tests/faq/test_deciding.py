"""The decision, on matches put together by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import Kind, Match, Outcome, Reply
from faq.deciding import LEAD, LEAST_OFFERED, MOST_OFFERED, OFFERED_SCORE, decide
from faq.entries import Thresholds
from tests.faq.verdicts import entry

THRESHOLDS = Thresholds(answer=0.5, offer=0.3)


def decided(scope: float, *matches: tuple[str, float]) -> Reply:
    return decide("q", scope, tuple(Match(entry(name), score, f"{name}?") for name, score in matches), THRESHOLDS)


def offered(reply: Reply) -> list[str]:
    return [one.id for one in reply.suggestions]


@pytest.mark.parametrize(
    ("scope", "score", "outcome"),
    [
        (1.0, 0.9, Outcome.ANSWER),
        (0.3, 0.5, Outcome.ANSWER),
        (1.0, 0.49, Outcome.SUGGEST),
        (0.3, 0.1, Outcome.SUGGEST),
        (0.29, 0.9, Outcome.NONE),
    ],
)
def test_an_answer_needs_the_right_subject_and_the_right_entry(scope: float, score: float, outcome: Outcome) -> None:
    assert decided(scope, ("a", score), ("b", 0.05)).outcome is outcome


def test_the_question_the_scope_and_all_matches_are_told_whatever_the_outcome() -> None:
    for scope in (0.1, 0.5, 1.0):
        reply = decided(scope, ("a", 0.4), ("b", 0.05))
        assert (reply.question, reply.scope, len(reply.matches)) == ("q", scope, 2)


def test_two_entries_as_likely_as_each_other_are_offered_though_both_are_likely_enough() -> None:
    reply = decided(1.0, ("a", 0.68), ("b", 0.67))
    assert (reply.outcome, offered(reply)) == (Outcome.SUGGEST, ["a", "b"])
    assert decided(1.0, ("a", 0.68), ("b", 0.67 - LEAD)).outcome is Outcome.ANSWER


def test_small_talk_as_likely_as_an_answer_needs_no_lead() -> None:
    # It is no choice that a person could be asked to make.
    assert decided(1.0, ("a", 0.68), ("hello", 0.67)).outcome is Outcome.ANSWER
    assert decided(1.0, ("hello", 0.68), ("a", 0.67)).outcome is Outcome.SMALLTALK


def test_small_talk_is_small_talk_and_is_never_offered() -> None:
    assert decided(1.0, ("hello", 0.9)).outcome is Outcome.SMALLTALK
    assert offered(decided(1.0, ("hello", 0.4), ("a", 0.2), ("b", 0.1))) == ["a", "b"]


def test_unlikely_entries_are_not_offered_beside_two_likely_ones() -> None:
    few = decided(1.0, ("a", 0.4), ("b", 0.3), ("c", OFFERED_SCORE - 0.01))
    assert offered(few) == ["a", "b"]


def test_two_are_offered_however_unlikely_the_second() -> None:
    assert offered(decided(1.0, ("a", 0.4), ("b", 0.001), ("c", 0.0))) == ["a", "b"]


def test_no_more_are_offered_than_a_person_reads() -> None:
    assert offered(decided(1.0, *((name, 0.2) for name in "abcde"))) == list("abcd")


@pytest.mark.parametrize("matches", [(), (("a", 0.4),), (("a", 0.4), ("hello", 0.3))])
def test_what_leaves_no_choice_is_not_offered(matches: tuple[tuple[str, float], ...]) -> None:
    reply = decided(1.0, *matches)
    assert (reply.outcome, reply.suggestions, reply.entry) == (Outcome.NONE, (), None)


scores = st.floats(0, 1)


@given(scores, st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d", "e", "hello"]), scores), max_size=5))
def test_a_reply_is_whole(scope: float, found: list[tuple[str, float]]) -> None:
    reply = decided(scope, *sorted(dict(found).items(), key=lambda match: -match[1]))
    assert (reply.outcome is Outcome.SUGGEST) == bool(reply.suggestions)
    assert all(one.kind is Kind.ANSWER for one in reply.suggestions)
    assert not reply.suggestions or LEAST_OFFERED <= len(reply.suggestions) <= MOST_OFFERED
    if reply.outcome in {Outcome.ANSWER, Outcome.SMALLTALK}:
        assert reply.entry is reply.matches[0].entry
        assert (reply.entry.kind is Kind.SMALLTALK) == (reply.outcome is Outcome.SMALLTALK)
        assert reply.matches[0].score >= THRESHOLDS.answer
    else:
        assert reply.entry is None
