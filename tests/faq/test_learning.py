from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.learning import (
    MOST_OUTSIDE,
    OUTSIDE,
    OWN_WORD_WEIGHT,
    PAIR_WEIGHT,
    Learnt,
    Lessons,
    features_of,
    learn,
    numbered_features_of,
    terms_of,
)
from faq.reading import LIGHT_WEIGHT, MENDED_WEIGHT, Reader, count_words
from faq.search import Index
from faq.text import words
from faq.vectors import Rows
from tests.faq.alike import alike
from tests.faq.small_faqs import SmallFaq, faqs_of_unlike_entries, small_faqs

VOCABULARY = Vocabulary(
    synonyms=(("oil", "lotion"),), ignore=("the", "my"), near=("oil painting", "the moon"), chatter=("what a week",)
)
PHRASINGS = (("massage oil", "which lotion", "the oil"), ("walk on my back", "back walking"), ("fire in the house",))
LESSONS = Lessons(PHRASINGS, alarming=frozenset({2}), calm=("is there a fire place",), words_of=("burning",))


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return learn(LESSONS, VOCABULARY)


def features(text: str) -> dict[str, float]:
    reader = Reader(VOCABULARY, count_words(VOCABULARY, [text for texts in PHRASINGS for text in texts]))
    return features_of(reader.read(words(text)))


def test_features_are_words_and_neighbours() -> None:
    assert features("back walking") == {"back": 1, "walk": 1, "back\x1fwalk": PAIR_WEIGHT}


def test_features_of_synonyms_are_their_group_and_the_very_word() -> None:
    found = features("lotion")
    assert found == {"=oil": 1, "'lotion": OWN_WORD_WEIGHT}
    assert features("oil") == {"=oil": 1, "'oil": OWN_WORD_WEIGHT}


def test_features_of_light_and_mended_words_weigh_less() -> None:
    pair = PAIR_WEIGHT * (LIGHT_WEIGHT * MENDED_WEIGHT) ** 0.5
    assert features("the bcak") == pytest.approx({"the": LIGHT_WEIGHT, "back": MENDED_WEIGHT, "the\x1fback": pair})


def test_of_a_word_that_comes_twice_the_clearer_one_counts() -> None:
    assert features("bcak back")["back"] == features("back bcak")["back"] == 1


def test_every_phrasing_is_a_unit_vector_of_the_known_features(learnt: Learnt) -> None:
    squares = Rows(learnt.phrasings.starts, learnt.phrasings.columns, learnt.phrasings.values**2)
    np.testing.assert_allclose(squares.times(np.ones(len(learnt.features))), 1, rtol=1e-5)


def test_all_tables_fit_each_other(learnt: Learnt) -> None:
    sizes, classes = [len(texts) for texts in PHRASINGS], len(PHRASINGS) + OUTSIDE
    assert np.diff(learnt.first).tolist() == sizes
    assert learnt.phrasings.height == sum(sizes)
    assert len(set(learnt.features)) == len(learnt.features) == len(learnt.rarity) == len(learnt.alarm)
    assert isinstance(learnt.weights, np.ndarray)
    assert learnt.weights.shape == (len(learnt.features), classes)
    assert learnt.meaning_weights.shape == (len(learnt.meaning_alarm), classes)


def test_the_usage_of_a_word_is_the_share_of_an_entrys_phrasings_that_have_it(learnt: Learnt) -> None:
    def usage(name: str) -> dict[int, float]:
        number = learnt.features.index(name)
        _, entries, shares = learnt.usage.part(number, number + 1)
        return dict(zip(entries.tolist(), shares.tolist(), strict=True))

    assert usage("=oil") == {0: 1}
    assert usage("which") == {0: pytest.approx(1 / 3)}
    assert usage("the") == {0: pytest.approx(1 / 3), 2: 1}
    assert usage("moon") == {}


def test_rare_features_tell_more_than_common_ones(learnt: Learnt) -> None:
    rarity = dict(zip(learnt.features, learnt.rarity.tolist(), strict=True))
    assert 0 < rarity["the"] < rarity["fire"] < rarity["moon"] <= 1


def test_pairs_of_one_text_alone_are_left_out(learnt: Learnt) -> None:
    assert "in\x1fthe" not in learnt.features
    twice = learn(Lessons([["in the house"], ["in the garden"]]), Vocabulary())
    assert "in\x1fthe" in twice.features
    assert "the\x1fhous" not in twice.features


def test_words_of_all_texts_of_the_faq_are_known(learnt: Learnt) -> None:
    assert {"lotion", "place", "burning", "painting", "week"} <= set(learnt.counts)
    assert learnt.counts["oil"] > learnt.counts["moon"]


def test_what_is_near_is_kept_by_its_terms_unless_it_is_a_phrasing_too() -> None:
    vocabulary = Vocabulary(synonyms=(("oil", "lotion"),), near=("lotion for walls", "back walking"))
    found = learn(LESSONS, vocabulary)
    reader = Reader(vocabulary, found.counts)
    assert found.near == [terms_of("oils for a wall".replace("a ", ""), reader)]


def test_a_small_faq_is_not_drowned_by_what_it_does_not_answer() -> None:
    subjects = [f"{first}{second}kiwi melon" for first in "abcdefghij" for second in "abcdefghij"]
    vocabulary = Vocabulary(near=tuple(subjects), chatter=tuple(f"so {text}" for text in subjects))
    found = learn(Lessons([["oil"], ["walk"]]), vocabulary)
    taught = [name for name in found.features if name.endswith("kiwi")]
    # Texts from all over the list, not the first ones alone.
    assert len(taught) == 2 * MOST_OUTSIDE
    assert min(taught) < "b"
    assert max(taught) > "i"


def test_light_words_tell_less() -> None:
    plain, light = (learn(Lessons([["the oil"], ["the walk"]]), Vocabulary(ignore=words)) for words in ((), ("the",)))

    def share(found: Learnt) -> float:
        row = found.phrasings.part(0, 1)
        return float(row.values[row.columns == found.features.index("the")][0])

    assert share(light) < share(plain)


def test_the_same_lessons_teach_the_same(learnt: Learnt) -> None:
    assert alike(learn(LESSONS, VOCABULARY), learnt)


def test_an_faq_of_one_entry_with_one_phrasing_without_a_word_can_be_learnt() -> None:
    found = learn(Lessons([["?"]]), Vocabulary())
    assert found.features == []
    assert np.isfinite(found.meaning_weights).all()


@pytest.fixture(params=[6_000_000, 0], ids=["regression", "means"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few weights are learnt; beyond the most, a class is the mean of its phrasings."""
    monkeypatch.setattr("faq.training.MOST_WEIGHTS", request.param)


@pytest.mark.usefixtures("either_way")
@settings(max_examples=25)
@given(faq=small_faqs())
def test_however_it_is_learnt_all_is_finite(faq: SmallFaq) -> None:
    learnt = learn(faq.lessons, faq.vocabulary)
    weights = learnt.weights.values if isinstance(learnt.weights, Rows) else learnt.weights
    for table in (weights, learnt.meaning_weights, learnt.alarm, learnt.meaning_alarm, learnt.rarity):
        assert np.isfinite(table).all()


@pytest.mark.usefixtures("either_way")
@settings(max_examples=25)
@given(faq=faqs_of_unlike_entries())
def test_however_it_is_learnt_each_phrasing_finds_its_own_entry(faq: SmallFaq) -> None:
    index = Index(faq.vocabulary, learn(faq.lessons, faq.vocabulary))
    for entry, texts in enumerate(faq.lessons.phrasings):
        for text in texts:
            hit = index.search(text).hits[0]
            assert hit.entry == entry
            assert hit.similarity == pytest.approx(1, abs=1e-5)
            assert index.coverage(hit) == pytest.approx(1)


@given(st.lists(st.sampled_from(["oil", "lotion", "the", "walk", "bcak", "fire", "qzxqzx", "7"]), max_size=12))
def test_features_by_number_are_those_by_name(learnt: Learnt, typed: list[str]) -> None:
    tokens = Reader(VOCABULARY, learnt.counts).read(typed)
    numbers = {name: number for number, name in enumerate(learnt.features)}
    named = {numbers[name]: value for name, value in features_of(tokens).items() if name in numbers}
    assert numbered_features_of(tokens, numbers) == named
