from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.tables import Page
from bot.why_scores import MOST_VOICES, print_alarm_words, print_scores, print_words
from faq.voices import Voice
from tests.faq.labelled import packaged_answerer

if TYPE_CHECKING:
    import pytest


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_a_score_is_made_from_what_counts(capsys: pytest.CaptureFixture[str]) -> None:
    found = packaged_answerer().explain("is it bad")
    first = found.candidates[0]
    assert found.evidence is not None
    print_scores(Page(80), found)
    shown = lines(capsys)
    assert f"Why {first.entry.id} has the score {first.score:.2f}" in shown
    assert f"covered by its words {first.coverage:.2f} {found.evidence.coverage.counts:+.2f}" in shown
    assert f"Score: scope times that {first.score:.2f}" in shown


def test_a_score_that_was_raised_by_the_same_words_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = packaged_answerer().explain("is it safe?")
    low = found.candidates[0].evidence._replace(usual=found.candidates[0].evidence.usual._replace(counts=-30.0))
    raised = replace(found, candidates=(replace(found.candidates[0], evidence=low, same_words=True),))
    print_scores(Page(80), raised)
    assert "with the same words as a phrasing no less than 0.90" in lines(capsys)


def test_a_scope_that_was_raised_by_the_same_words_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    found = packaged_answerer().explain("is it safe?")
    assert found.evidence is not None
    low = found.evidence._replace(usual=found.evidence.usual._replace(counts=-30.0))
    print_scores(Page(80), replace(found, evidence=low))
    assert f"but a phrasing has the same words {found.reply.scope:.2f}" in lines(capsys)


def test_the_loudest_are_listed_and_the_others_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    voices = [Voice(f"word{number}", very=False, first=1.0, second=0.5) for number in range(MOST_VOICES)]
    found = packaged_answerer().explain("is it bad")
    others = (Voice("", very=False, first=0.25), Voice("last", very=True, first=-0.25))
    print_words(Page(80), replace(found, voices=(*voices, *others)))
    shown = lines(capsys)
    assert "'word0' +1.00 +0.50 +0.50" in shown
    assert "2 others +0.00 +0.00 +0.00" in shown
    assert f"together +{MOST_VOICES:.2f} +{MOST_VOICES / 2:.2f} +{MOST_VOICES / 2:.2f}" in shown
    print_words(Page(80), replace(found, voices=others))
    shown = lines(capsys)
    assert "what the words mean together +0.25 +0.00 +0.25" in shown
    assert "the very word 'last' -0.25 +0.00 -0.25" in shown


def test_an_entry_alone_has_nothing_to_be_ahead_of(capsys: pytest.CaptureFixture[str]) -> None:
    found = packaged_answerer().explain("is it bad")
    print_words(
        Page(80), replace(found, candidates=found.candidates[:1], voices=(Voice("bad", very=False, first=2.0),))
    )
    shown = lines(capsys)
    assert f"What spoke for {found.candidates[0].entry.id}" in shown
    assert "'bad' +2.00" in shown


def test_what_spoke_for_an_alarm_has_one_figure(capsys: pytest.CaptureFixture[str]) -> None:
    print_alarm_words(Page(80), [Voice("numb", very=False, first=1.5), Voice("if", very=False, first=-0.5)])
    assert lines(capsys)[-3:] == ["'numb' +1.50", "'if' -0.50", "together +1.00"]
