"""What changes no answer: the order of the entries, an entry about something else, chance, threads, the cache."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from faq import Answerer, Entry, Outcome, Reply
from tests.faq.labelled import packaged_answerer, packaged_faq, verdicts
from tests.faq.written import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PARKING = (
    "Where can I park?", "parking space", "is there parking nearby", "parking", "where do I leave my car",
    "do you have a car park", "is parking free",
)  # fmt: skip
HOURS = (
    "When do you open?", "opening hours", "are you open on sundays", "when do you close", "what time do you open",
    "hours", "are you open today",
)  # fmt: skip


@cache
def replies(name: str) -> dict[str, Reply]:
    return {verdict.question.text: verdict.reply for verdict in verdicts(name)}


def answerer_of(entries: Sequence[Entry]) -> Answerer:
    return Answerer(replace(packaged_faq(), entries=tuple(entries)))


def decision(reply: Reply) -> tuple[Outcome, str | None]:
    return reply.outcome, reply.entry.id if reply.entry else None


def test_the_order_of_the_entries_changes_nothing() -> None:
    entries = list(packaged_faq().entries)
    random.Random(1).shuffle(entries)  # noqa: S311 - no secret depends on it
    turned = answerer_of(entries)
    assert {text: turned.reply(text) for text in replies("third")} == replies("third")


@pytest.mark.parametrize("questions", [PARKING, HOURS], ids=["parking", "hours"])
def test_an_entry_about_something_else_moves_no_answer(questions: tuple[str, ...]) -> None:
    more = answerer_of([*packaged_faq().entries, Entry("new", questions, "Behind the house.")])
    assert [decision(more.reply(text)) for text in questions] == [(Outcome.ANSWER, "new")] * len(questions)
    asked = {text: reply for text, reply in replies("third").items() if "park" not in text.lower()}
    moved = [text for text, reply in asked.items() if decision(more.reply(text)) != decision(reply)]
    assert len(moved) <= 0.01 * len(asked), moved


def test_two_answerers_of_the_same_faq_say_the_same_and_threads_may_share_one() -> None:
    fresh = answerer_of(packaged_faq().entries)
    expected = replies("first") | replies("third")
    texts = list(expected) * 2
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(fresh.reply, texts)) == [expected[text] for text in texts]


def test_an_answerer_from_the_cache_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not what was learnt when the program was installed.
    monkeypatch.setattr("faq.caching.PACKAGED", tmp_path / "none")
    faq = packaged_faq()
    Answerer(faq, tmp_path)
    assert len(list(tmp_path.glob("*.learnt"))) == 1
    kept = Answerer(faq, tmp_path)
    for text, reply in replies("third").items():
        assert kept.reply(text) == reply
        assert kept.completions(text) == packaged_answerer().completions(text)


SMALL = """\
- id: hours
  questions: [When do you open?, opening hours, are you open on sundays, when do you close, open on holidays]
  answer: Nine to five.
- id: parking
  questions: [Where can I park?, parking space, is there parking nearby, car park]
  answer: Behind the house.
- id: cards
  questions: [Do you take cards?, pay by card, can I pay with a credit card]
  answer: Yes.
- id: fire
  kind: emergency
  questions: [the house is on fire, smoke in the room]
  words: {places: [house, room, kitchen]}
  signs: [{all: [[fire, burning], places]}]
  calm: [is there a fire place]
  answer: Call 112.
"""
ASKED = ("opening hours", "prking", "the kitchen is burning", "fire place", "pay by card on sundays, or park", "moon")


def test_hash_seeds_change_nothing(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {"a.yaml": SMALL, "vocabulary.yaml": "synonyms: [[park, garage, space], [card, visa]]\nnear: [moon landing]\n"},
    )
    assert _asked(folder, "0", tmp_path / "one") == _asked(folder, "4242", tmp_path / "other")


def _asked(folder: Path, seed: str, cache: Path) -> list[object]:
    """What the program says in a process of its own, in which it learns anew."""
    found = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--faq", folder],
        input="\n".join(ASKED),
        env={**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stderr == ""
    assert list(cache.rglob("*.learnt"))
    said = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(said) == len(ASKED)
    return said
