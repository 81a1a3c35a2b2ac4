from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.cutting import LONGEST_WHOLE, MOST_PARTS
from faq.entries import Vocabulary
from faq.learning import Lessons, learn
from faq.search import MOST_HITS, Index
from faq.text import MOST_WORDS, sentences
from tests.benchmarks import synthetic
from tests.faq.small_faqs import SmallFaq, questions, small_faqs

PHRASINGS = (
    ("When do you open?", "opening hours", "are you open on sundays"),
    ("Where can I park?", "parking space", "is there parking nearby"),
    ("Do you take cards?", "pay by card", "can I pay with a credit card"),
)
LIGHT = ("do", "you", "are", "on", "i", "can", "is", "there", "by", "a", "the", "where", "when", "with")
CHATTER = "hello there it has been such a long week and the rain never ends "
VOCABULARY = Vocabulary(
    ignore=LIGHT,
    chatter=(
        "hello there it has been such a long week", "the rain never ends", "what a long week", "my cousin told me",
    ),
)  # fmt: skip


def build(phrasings: tuple[tuple[str, ...], ...], vocabulary: Vocabulary = VOCABULARY) -> Index:
    return Index(vocabulary, learn(Lessons(phrasings), vocabulary))


INDEX = build(PHRASINGS)


def first(question: str, index: Index = INDEX) -> int:
    return index.search(question).hits[0].entry


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
def test_the_entry_that_was_asked_for_comes_first(question: str, entry: int) -> None:
    assert first(question) == entry


@pytest.mark.parametrize(("question", "entry"), [("leave my bicycle", 1), ("visa or cash", 2), ("weekend", 0)])
def test_words_that_the_faq_does_not_have_are_found_by_what_they_mean(question: str, entry: int) -> None:
    assert first(question) == entry


def test_a_phrasing_of_an_entry_is_as_near_as_can_be() -> None:
    for number, texts in enumerate(PHRASINGS):
        for place, text in enumerate(texts):
            hit = INDEX.search(text).hits[0]
            assert (hit.entry, hit.phrasing) == (number, place)
            assert hit.similarity == pytest.approx(1)
            assert INDEX.coverage(hit) == pytest.approx(1)
            assert INDEX.strangeness(hit) == 0


def test_words_that_an_entry_does_not_have_lower_its_coverage() -> None:
    hit = INDEX.search("parking for elephants").hits[0]
    assert 0 < INDEX.coverage(hit) < 1
    assert INDEX.coverage(INDEX.search("card for elephants").hits[0]) < 1


def test_words_that_the_faq_does_not_have_are_strange_everyday_ones_less() -> None:
    known, everyday, rare = (
        INDEX.strangeness(INDEX.search(f"parking {word}").hits[0]) for word in ("space", "elephants", "qzxqzx")
    )
    assert 0 == known < everyday < rare == 1


def test_unknown_words_lower_the_similarity() -> None:
    assert INDEX.search("parking qzxqzx").hits[0].similarity < INDEX.search("parking").hits[0].similarity


@pytest.mark.parametrize("question", ["", "  ", "?!", "🙂", "42", "7 90", "qzxqzx", "q", "hhhhhhhhhhhhhh"])
def test_nothing_that_is_known_is_no_hit(question: str) -> None:
    assert INDEX.search(question) == ((), 0, -math.inf)


def test_words_that_only_what_is_outside_has_are_no_hit() -> None:
    vocabulary = Vocabulary(language="norwegian", near=("hund katt",), chatter=("hei hei",))
    index = Index(vocabulary, learn(Lessons([["rygg"], ["olje"]]), vocabulary))
    assert index.search("en hund") == index.search("hei du") == ((), 0, -math.inf)
    assert index.search("en rygg").hits[0].entry == 0


def test_what_is_near_but_not_the_topic_is_not_inside() -> None:
    near = ("parking the car on the moon", "card games", "play a game of cards", "open heart surgery")
    taught = build(PHRASINGS, Vocabulary(ignore=LIGHT, near=near))
    assert taught.search("games with cards").inside < 0.5 < taught.search("pay by card").inside
    assert INDEX.search("games with cards").inside > taught.search("games with cards").inside


def test_what_reads_as_a_line_of_what_is_near_is_refused() -> None:
    taught = build(PHRASINGS, Vocabulary(ignore=LIGHT, near=("card games", "opening hours")))
    found = taught.search("Card game!")
    assert (found.hits, found.inside) == ((), 0)
    # A phrasing is a phrasing all the same.
    assert taught.search("opening hours").hits[0].entry == 0


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
    story = CHATTER * 3 + "now the kitchen is on fire. " + CHATTER
    assert index.search(story).alarm > index.search(CHATTER * 4).alarm


def test_the_order_of_entries_changes_no_hit() -> None:
    turned = build(PHRASINGS[::-1])
    for question in ("opening hours", "parkng", "credit card", "leave my bicycle", CHATTER * 3 + "any parking"):
        one, other = INDEX.search(question), turned.search(question)
        assert [hit.entry for hit in one.hits] == [2 - hit.entry for hit in other.hits]
        assert [hit.share for hit in one.hits] == pytest.approx([hit.share for hit in other.hits], abs=1e-3)
        assert one.inside == pytest.approx(other.inside, abs=1e-3)


def test_of_a_long_question_the_part_that_speaks_loudest_is_told() -> None:
    hit = INDEX.search(CHATTER * 3 + ". where can I park my car? " + CHATTER).hits[0]
    assert [token.word for token in hit.telling] == ["where", "can", "i", "park", "my", "car"]


def test_a_short_question_is_no_parts_and_needs_no_agreement() -> None:
    (part,) = INDEX.parts("where can I park. and pay by card?")
    hit = INDEX.search("where can I park. and pay by card?").hits[0]
    assert hit.agreement == 0
    assert hit.segment == hit.telling == part.tokens


def test_of_a_long_question_only_the_entry_that_the_whole_speaks_for_agrees() -> None:
    hits = INDEX.search(
        "parking my car, a parking space, is there any nearby? thanks, a space to park in would be fine"
    ).hits
    assert hits[0].entry == 1
    assert hits[0].agreement > 0 > hits[1].agreement


@pytest.mark.parametrize("clause", ["park. ", "where can I park, ", "park ", "where is it and can I park there " * 20])
def test_however_long_a_message_is_there_are_only_so_many_parts(clause: str) -> None:
    parts = INDEX.parts(clause * (4096 // len(clause)))
    assert len(parts) <= 4 * MOST_PARTS
    assert len(parts[0].tokens) == LONGEST_WHOLE


@given(st.lists(st.integers(1, 90), min_size=1, max_size=60))
def test_no_word_of_a_long_message_is_passed_over(lengths: list[int]) -> None:
    words = iter(f"w{number}" for number in range(MOST_WORDS))
    clauses = [" ".join(islice(words, length)) for length in lengths]
    parts = INDEX.parts(". ".join(clauses))
    asked = [token.word for clause in INDEX.reader.read_all(sentences(". ".join(clauses))) for token in clause]
    assert {token.word for part in parts[1:] or parts for token in part.tokens} == set(asked)


def test_what_each_clause_speaks_for() -> None:
    read = INDEX.read("opening hours. credit card, 42! parkng")
    assert INDEX.leaders(read) == [0, 2, None, 1]
    assert INDEX.leaders([]) == []


@given(small_faqs(), st.lists(questions, min_size=1, max_size=3))
@settings(max_examples=25)
def test_figures_are_what_they_are_said_to_be(faq: SmallFaq, asked: list[str]) -> None:
    index = Index(faq.vocabulary, learn(faq.lessons, faq.vocabulary))
    for text in asked:
        check(index, text, len(faq.lessons.phrasings))


@given(st.text(max_size=6000))
@settings(max_examples=50)
def test_any_text_can_be_searched_for(text: str) -> None:
    check(INDEX, text, len(PHRASINGS))


def check(index: Index, text: str, entries: int) -> None:
    found = index.search(text)
    assert len(found.hits) in {0, min(MOST_HITS, entries)}
    assert len({hit.entry for hit in found.hits}) == len(found.hits)
    assert 0 <= found.inside <= 1
    assert found.alarm < math.inf
    for hit in found.hits:
        assert 0 <= hit.share <= 1
        assert -1 <= hit.agreement <= 1
        assert 0 <= hit.similarity <= 1
        assert 0 <= index.coverage(hit) <= 1 + 1e-6
        assert 0 <= index.strangeness(hit) <= len(hit.segment)
        assert all(0 < index.weight(token) <= 1 for token in hit.segment)
    shares = [hit.share for hit in found.hits]
    assert shares == sorted(shares, reverse=True)


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.text("abc def", min_size=1, max_size=12), min_size=1, max_size=3), min_size=1, max_size=4),
    st.text("abc def", max_size=20),
)
def test_any_phrasings_can_be_learnt_twice_alike(phrasings: list[list[str]], question: str) -> None:
    texts = tuple(tuple(texts) for texts in phrasings)
    assert build(texts).search(question) == build(texts).search(question)


def test_threads_may_share_an_index() -> None:
    asked = [f"{text} {number}" for number in range(40) for texts in PHRASINGS for text in (*texts, CHATTER * 4)]
    shared = build(PHRASINGS)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(shared.search, asked)) == [INDEX.search(text) for text in asked]


def test_where_entries_are_means_the_nearest_phrasing_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.training.MOST_WEIGHTS", 0)
    many = synthetic.entries(2000)
    names, index = list(many), build(tuple(many.values()), Vocabulary())
    asked = synthetic.questions(many, 100)
    assert sum(names[first(question.text, index)] == question.entry for question in asked) >= 95
