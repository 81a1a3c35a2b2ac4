"""The search and its plain twin say the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.search import MOST_HITS, Index
from tests.faq.small_faqs import SmallFaq, questions, small_faqs
from tests.faq.twin import Twin

if TYPE_CHECKING:
    from faq.findings import Hit
    from tests.faq.twin import Question

NEAR = 1e-4


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


def compare(index: Index, twin: Twin, text: str) -> None:
    found, asked = index.search(text), twin.ask(text)
    if asked is None:
        assert found == ((), 0, -math.inf)
        return
    assert {part.tokens for part in index.parts(text)} == set(asked.parts)
    assert found.alarm == near(asked.alarm)
    if asked.refused:
        assert (found.hits, found.inside) == ((), 0)
        return
    entries = [hit.entry for hit in found.hits]
    assert len(set(entries)) == len(entries)
    assert [hit.share for hit in found.hits] == [near(asked.shares[entry]) for entry in entries]
    # Those that were found are the likeliest, in their order; of two within the tolerance either may come first.
    assert [hit.share for hit in found.hits] == [near(share) for share in sorted(asked.shares)[::-1][:MOST_HITS]]
    assert [hit.agreement for hit in found.hits] == [near(value) for value in twin.agreements(asked, entries)]
    assert any(found.inside == near(inside) for inside in asked.insides(entries[0], NEAR))
    for hit in found.hits:
        compare_hit(index, twin, asked, hit)


def compare_hit(index: Index, twin: Twin, asked: Question, hit: Hit) -> None:
    entry = hit.entry
    # Where two parts speak as loud as each other for the entry, either may have been looked at.
    loudest = [asked.parts[place] for place in asked.telling(entry, NEAR)]
    assert hit.telling in loudest
    whole = twin.similarity(asked.parts[0], entry)
    assert any(hit.similarity == near(max(whole, twin.similarity(part, entry))) for part in loudest)
    assert hit.segment in [asked.parts[0], *loudest]
    assert hit.similarity == near(twin.cosine(hit.segment, entry, hit.phrasing))
    coverage = twin.coverage(hit.segment, entry)
    assert index.coverage(hit) == near(hit.similarity if coverage is None else coverage)
    assert index.strangeness(hit) == near(twin.strangeness(hit.segment))


@settings(max_examples=60)
@given(small_faqs(), st.lists(questions, min_size=1, max_size=4))
def test_the_search_says_what_its_plain_twin_says(faq: SmallFaq, asked: list[str]) -> None:
    learnt = learn(faq.lessons, faq.vocabulary)
    index, twin = Index(faq.vocabulary, learnt), Twin(faq.lessons, faq.vocabulary, learnt)
    for text in (*asked, *faq.lessons.phrasings[0], *faq.vocabulary.near[:1]):
        compare(index, twin, text)


def test_they_say_the_same_where_classes_are_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.training.MOST_WEIGHTS", 0)
    vocabulary = Vocabulary(synonyms=(("oil", "lotion"),), near=("a bicycle", "an umbrella"), chatter=("my week",))
    lessons = Lessons([["walk on my back", "back walking"], ["oil", "which lotion"], ["fire"]], frozenset({2}), ["hot"])
    learnt = learn(lessons, vocabulary)
    index, twin = Index(vocabulary, learnt), Twin(lessons, vocabulary, learnt)
    for text in ("walk", "wich lotoin", "the fire is hot", "what a week. my umbrella and " * 8 + "which oil", "42", ""):
        compare(index, twin, text)
