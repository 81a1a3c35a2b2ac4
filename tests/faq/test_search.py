from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.search import MOST_HITS, Index

PHRASINGS = (
    ("When do you open?", "opening hours", "are you open on sundays"),
    ("Where can I park?", "parking space", "is there parking nearby"),
    ("Do you take cards?", "pay by card", "can I pay with a credit card"),
)
CHATTER = "hello there it has been such a long week and the rain never ends "


@pytest.fixture(scope="module")
def index() -> Index:
    return build(PHRASINGS)


def build(phrasings: tuple[tuple[str, ...], ...], vocabulary: Vocabulary | None = None) -> Index:
    vocabulary = vocabulary or Vocabulary(
        ignore=("do", "you", "are", "on", "i", "can", "is", "there", "by", "a", "the")
    )
    return Index(vocabulary, learn(Lessons(phrasings), vocabulary))


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("opening hours", 0),
        ("hours of opening", 0),
        ("parkng spcae", 1),
        ("credit card?", 2),
        (CHATTER * 3 + "where can I park. " + CHATTER, 1),
    ],
)
def test_the_entry_that_was_asked_for_comes_first(index: Index, question: str, entry: int) -> None:
    assert index.search(question).hits[0].entry == entry


def test_a_phrasing_of_an_entry_is_as_near_as_can_be(index: Index) -> None:
    for number, texts in enumerate(PHRASINGS):
        for place, text in enumerate(texts):
            hit = index.search(text).hits[0]
            assert (hit.entry, hit.phrasing) == (number, place)
            assert hit.similarity == pytest.approx(1)
            assert hit.coverage == pytest.approx(1)


def test_words_that_an_entry_does_not_have_lower_its_coverage(index: Index) -> None:
    assert index.search("parking for elephants").hits[0].coverage < 1


@pytest.mark.parametrize("question", ["", "  ", "?!", "🙂", "elephants"])
def test_nothing_in_common_is_no_hit(index: Index, question: str) -> None:
    assert index.search(question).hits == ()


def test_what_is_near_but_not_the_topic_speaks_against(index: Index) -> None:
    near = Vocabulary(near=("parking the car on the moon", "card games", "open heart surgery"))
    taught = build(PHRASINGS, near)
    assert taught.search("card games").inside < 0 < taught.search("pay by card").inside
    assert index.search("card games").hits[0].strength > max(hit.strength for hit in taught.search("card games").hits)


def test_an_alarm_is_learnt_from_emergencies_and_from_calm_questions() -> None:
    vocabulary = Vocabulary()
    lessons = Lessons(
        (*PHRASINGS, ("the house is on fire", "smoke and fire in the kitchen")),
        alarming=frozenset({3}),
        calm=("is there a fire place", "may I smoke"),
    )
    index = Index(vocabulary, learn(lessons, vocabulary))
    assert index.search("fire in the house").alarm > 0 > index.search("is there a fire place").alarm
    assert index.search("fire in the house").alarm > index.search("opening hours").alarm


def test_the_order_of_entries_changes_no_hit(index: Index) -> None:
    turned = build(PHRASINGS[::-1])
    for question in ("opening hours", "parkng", "credit card"):
        assert index.search(question).hits[0].entry == 2 - turned.search(question).hits[0].entry


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=6000))
def test_any_text_can_be_searched_for(text: str) -> None:
    finding = build(PHRASINGS).search(text)
    assert len(finding.hits) <= MOST_HITS
    for hit in finding.hits:
        assert 0 <= hit.similarity <= 1
        assert 0 <= hit.coverage <= 1
    strengths = [hit.strength for hit in finding.hits]
    assert strengths == sorted(strengths, reverse=True)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.text("abc def", min_size=1, max_size=12), min_size=1, max_size=3), min_size=1, max_size=4),
    st.text("abc def", max_size=20),
)
def test_any_phrasings_can_be_learnt_twice_alike(phrasings: list[list[str]], question: str) -> None:
    texts = tuple(tuple(texts) for texts in phrasings)
    assert build(texts).search(question) == build(texts).search(question)
