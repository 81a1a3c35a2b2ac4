from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.tables import Page
from bot.why import MOST_WORDS, print_why
from tests.faq.labelled import packaged_answerer
from tests.faq.test_explaining import STORY


def told(capsys: pytest.CaptureFixture[str], question: str, width: int = 80) -> str:
    print_why(Page(width), packaged_answerer().explain(question), packaged_answerer().faq.vocabulary.thresholds)
    shown = capsys.readouterr().out
    assert max(map(cell_len, shown.splitlines())) <= width
    return "\n".join(line.rstrip() for line in shown.splitlines())


def test_the_decision_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "can my husbnad use lotoin").splitlines()
    assert lines[:2] == ["'can my husbnad use lotoin'", "answer: oil-at-home"]
    assert lines[2].startswith("Why: ")


def test_what_became_of_the_words_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "by the way cant my husbnad of 95 kilos use lotoin on a zyxxyz in paris")
    for text in (
        "put right by 'spellings'  cant -> cannot",
        "husbnad -> husband, lotoin -> lotion",
        "lotoin -> oil",
        "left out                  by the way",
        "number, its first digit   95",
        "in no phrasing            paris",
        "unknown                   zyxxyz",
    ):
        assert text in shown


def test_each_word_is_listed_once_and_no_more_than_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert "walk (300 times)" in told(capsys, "walk " * 300)
    odd = " ".join(f"qqz{letter}{other}x" for letter in "bcdfghk" for other in "bcdfghk")
    assert f"and {49 - MOST_WORDS} more" in told(capsys, odd)


def test_of_a_long_message_the_decisive_part_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert "spoke loudest for the first entry: '" in " ".join(told(capsys, STORY).split())
    assert "spoke loudest" not in told(capsys, "is it safe?")
    assert "longer than what is read" in told(capsys, STORY * 20)


def test_entries_are_shown_with_their_nearest_phrasing_and_scores(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "is it safe?")
    first = packaged_answerer().explain("is it safe?").candidates[0]
    assert f"{first.entry.id} " in shown
    assert f"'{first.phrasing}'" in shown
    assert f"{first.score:.2f}   {first.share:.2f}     {first.similarity:.2f}     {first.coverage:.2f}" in shown


def test_an_alarm_comes_before_what_came_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "my legs are numb since she walked on me")
    assert "\nemergency: emergency\n" in shown
    assert shown.index("\nAlarm\n") < shown.index("\nWhat came nearest\n")
    assert "what spoke for an alarm" in shown
    assert "has the score" not in shown


def test_what_spoke_for_an_alarm_is_told_only_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "what spoke for an alarm" not in told(capsys, "is it safe?")
    assert "what spoke for an alarm" in told(capsys, "what is numb legs a sign of")


def test_where_nothing_is_found_there_are_no_tables(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "")
    assert "There are no words in it." in shown
    assert "nearest" not in shown


@settings(max_examples=30)
@given(text=st.text(max_size=300), width=st.integers(40, 100))
def test_any_text_is_told_in_any_width(capsys: pytest.CaptureFixture[str], text: str, width: int) -> None:
    assert "\x1b" not in told(capsys, text, width)


@pytest.mark.parametrize("width", [40, 80])
def test_no_figure_is_lost_in_a_narrow_terminal(capsys: pytest.CaptureFixture[str], width: int) -> None:
    first = packaged_answerer().explain("can we use oil").candidates[0]
    assert f"{first.similarity:.2f}     {first.coverage:.2f}" in told(capsys, "can we use oil", width)
