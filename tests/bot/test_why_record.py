from __future__ import annotations

import json

import pytest

from bot.why_record import as_why_record
from tests.faq.labelled import packaged_answerer

QUESTIONS = ("can my husbnad use lotoin", "I can't feel my legs", "what is numb legs a sign of", "42", "")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_record_is_plain_json(question: str) -> None:
    record = as_why_record(packaged_answerer().explain(question))
    assert set(json.loads(json.dumps(record, allow_nan=False))) == {
        "reason", "scope", "suggestions", "beside_small_talk", "reading", "scope_from", "entries", "voices", "alarm",
    }  # fmt: skip


def test_a_record_has_the_figures_of_the_explanation() -> None:
    found = packaged_answerer().explain("can my husbnad use lotoin")
    record = as_why_record(found)
    first = record["entries"][0]
    assert (first["id"], first["score"]) == ("oil-at-home", found.candidates[0].score)
    assert first["score_from"]["nearer"] == found.candidates[0].evidence.nearer._asdict()
    assert found.evidence is not None
    assert record["scope_from"]["coverage"] == {
        "value": found.evidence.coverage[0],
        "counts": found.evidence.coverage[1],
    }
    assert [voice["lead"] for voice in record["voices"]] == [voice.lead for voice in found.voices]
    typed = [(word["typed"], word["mended"], word["role"]) for word in record["reading"]["words"]]
    assert ("lotoin", "lotion", "telling") in typed


def test_an_alarm_names_its_cause() -> None:
    alarm = as_why_record(packaged_answerer().explain("I can't feel my legs"))["alarm"]
    assert (alarm["raised"]["id"], alarm["raised"]["cause"]) == ("emergency", "phrasing")
    assert alarm["raised"]["phrasing"] in packaged_answerer().faq.by_id["emergency"].questions
    assert alarm["signs"][0]["entry"] == "emergency"
    assert as_why_record(packaged_answerer().explain(""))["alarm"]["value"] is None
