from __future__ import annotations

from typing import TYPE_CHECKING

from faq import load
from tests.benchmarks import synthetic
from tests.benchmarks.plain_faq import write_faq

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_size_is_always_the_same_faq(tmp_path: Path) -> None:
    entries = synthetic.entries(300)
    assert entries == synthetic.entries(300)
    write_faq(entries, tmp_path)
    assert {entry.id: entry.questions for entry in load(tmp_path).entries} == entries


def test_questions_are_no_phrasings_and_name_their_entry() -> None:
    entries = synthetic.entries(100)
    asked = synthetic.questions(entries, 20)
    assert asked == synthetic.questions(entries, 20)
    assert all(question.entry in entries for question in asked)
    phrasings = {phrasing for own in entries.values() for phrasing in own}
    assert not phrasings & {question.text for question in asked}


def test_a_phrasing_that_comes_again_is_written_once(tmp_path: Path) -> None:
    write_faq({"a": ("Is it?", "is it", "why"), "b": ("why?", "how")}, tmp_path)
    assert [entry.questions for entry in load(tmp_path).entries] == [("is it", "why"), ("how",)]
