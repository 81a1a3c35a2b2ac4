from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.figures import Counts, figures
from bot.store import Question, Tally, VoteCount

MONDAY = date(2026, 11, 2)
OUTCOMES = ("answer", "suggest", "pick", "none", "emergency", "smalltalk")
TALLIES = st.builds(
    Tally,
    day=st.dates(MONDAY, MONDAY + timedelta(80)),
    chat=st.sampled_from(("private", "group", "guest")),
    outcome=st.sampled_from(OUTCOMES),
    entry=st.sampled_from(("", "oil", "weight")),
    times=st.integers(1, 50),
)


def tally(outcome: str, times: int = 1, entry: str = "", chat: str = "private", day: date = MONDAY) -> Tally:
    return Tally(day=day, chat=chat, outcome=outcome, entry=entry, times=times)


def vote(entry: str, phrasing: str, up: int, down: int) -> VoteCount:
    return VoteCount(entry=entry, phrasing=phrasing, up=up, down=down)


def test_each_end_is_counted_and_a_pick_is_no_question() -> None:
    total = figures(MONDAY, MONDAY, [tally(outcome, 2**place) for place, outcome in enumerate(OUTCOMES)], [], []).total
    assert total == Counts(answered=1, suggested=2, picked=4, missed=8, emergencies=16, smalltalk=32)
    assert total.asked == 1 + 2 + 8 + 16 + 32


def test_shares_are_of_what_can_be_answered() -> None:
    counts = Counts(answered=6, suggested=3, picked=2, missed=1, emergencies=5, smalltalk=90)
    assert counts.share_answered == pytest.approx(0.6)
    assert counts.share_found == pytest.approx(0.8)


def test_more_picks_than_suggestions_do_not_make_more_than_all() -> None:
    assert Counts(answered=1, suggested=1, picked=7).share_found == 1


def test_nothing_asked_gives_no_share() -> None:
    empty = figures(MONDAY, MONDAY + timedelta(2), [], [], [])
    assert (empty.total.share_answered, empty.total.share_found, len(empty.days)) == (0, 0, 3)
    assert (empty.chats, empty.entries, empty.voted_down, empty.questions) == ({}, (), (), ())


def test_days_on_which_nothing_was_asked_are_there_too() -> None:
    found = figures(MONDAY, MONDAY + timedelta(2), [tally("answer", day=MONDAY + timedelta(1))], [], [])
    assert [(day.first, day.counts.asked) for day in found.days] == [
        (MONDAY, 0),
        (MONDAY + timedelta(1), 1),
        (MONDAY + timedelta(2), 0),
    ]


def test_kinds_of_chat_stand_by_how_much_was_asked() -> None:
    tallies = [tally("answer", 1, chat="guest"), tally("none", 3, chat="group"), tally("answer", 3, chat="private")]
    assert list(figures(MONDAY, MONDAY, tallies, [], []).chats) == ["group", "private", "guest"]


def test_entries_are_counted_with_their_thumbs() -> None:
    tallies = [tally("answer", 3, "oil"), tally("pick", 2, "oil"), tally("emergency", 9, "sos"), tally("none", 8)]
    found = figures(MONDAY, MONDAY, tallies, [vote("oil", "lotion", 1, 2), vote("gone", "", 0, 1)], [])
    assert [(one.entry, one.shown, one.up, one.down) for one in found.entries] == [
        ("sos", 9, 0, 0),
        ("oil", 5, 1, 2),
        ("gone", 0, 0, 1),
    ]
    assert [one.entry for one in found.top] == ["sos", "oil"]
    assert found.never_shown(["weight", "oil", "gone"]) == ("weight", "gone")


def test_entries_voted_down_have_the_phrasings_that_led_there() -> None:
    votes = [vote("oil", "lotion", 5, 0), vote("oil", "cream", 0, 1), vote("oil", "", 1, 3), vote("fine", "x", 9, 0)]
    (one,) = figures(MONDAY, MONDAY, [], votes, []).voted_down
    assert (one.entry, one.up, one.down) == ("oil", 6, 4)
    assert [(phrasing.phrasing, phrasing.down) for phrasing in one.phrasings] == [("", 3), ("cream", 1)]


def test_questions_stand_by_how_often_they_were_asked() -> None:
    questions = [Question(text="b", outcome="none", times=2), Question(text="a", outcome="none", times=2)]
    often = Question(text="c", outcome="suggest", times=3)
    assert [one.text for one in figures(MONDAY, MONDAY, [], [], [*questions, often]).questions] == ["c", "a", "b"]


def test_what_was_counted_on_other_days_is_left_out() -> None:
    tallies = [tally("answer", day=MONDAY - timedelta(1)), tally("answer", day=MONDAY + timedelta(1))]
    assert figures(MONDAY, MONDAY, tallies, [], []).total.asked == 0


@pytest.mark.parametrize(
    ("days", "count", "first", "second"),
    [
        (35, 35, MONDAY, MONDAY + timedelta(1)),
        (36, 6, MONDAY, MONDAY + timedelta(7)),
        (400, 14, MONDAY, date(2026, 12, 1)),
    ],
)
def test_a_long_period_is_told_in_weeks_or_months(days: int, count: int, first: date, second: date) -> None:
    spans = figures(MONDAY, MONDAY + timedelta(days - 1), [], [], []).spans()
    assert (len(spans), spans[0].first, spans[1].first) == (count, first, second)
    assert spans[-1].last == MONDAY + timedelta(days - 1)


@given(st.lists(TALLIES), st.integers(1, 90))
def test_the_sums_agree(tallies: list[Tally], most: int) -> None:
    found = figures(MONDAY, MONDAY + timedelta(80), tallies, [], [])
    assert sum(day.counts.asked for day in found.days) == found.total.asked
    assert sum(span.counts.asked for span in found.spans(most)) == found.total.asked
    assert sum(chat.asked for chat in found.chats.values()) == found.total.asked
    assert sum(span.counts.picked for span in found.spans(most)) == found.total.picked
    assert 0 <= found.total.share_answered <= found.total.share_found <= 1
