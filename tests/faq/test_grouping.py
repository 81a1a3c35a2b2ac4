from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import grouping
from faq.answering import Answerer
from faq.labelling import read_questions
from faq.loading import load
from tests.faq import likenesses
from tests.faq.shop import shop

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

QUESTIONS = Path(__file__).parent / "questions"
WORDS = st.sampled_from(["open", "parking", "dog", "dogs", "zebra", "wifi", "is", "the", "my"])
TEXTS = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=6).map(" ".join))


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load(Path(grouping.__file__).parent / "content" / "en"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return Answerer(shop(tmp_path_factory.mktemp("shop")))


def right_and_found(answerer: Answerer, groups: Sequence[Sequence[str]], *others: str) -> tuple[float, float]:
    """Share of the pairs that were put together rightly, and of those to be put together that were."""
    wanted = likenesses.pairs(groups)
    texts = {text for group in groups for text in group}
    found = likenesses.pairs([set(group) & texts for group in answerer.group([*texts, *others])])
    return len(found & wanted) / len(found), len(found & wanted) / len(wanted)


class TestQuality:
    def test_of_the_groups_that_the_threshold_was_chosen_by(self, answerer: Answerer) -> None:
        right, found = right_and_found(answerer, likenesses.TUNED)
        assert right == 1
        assert found >= 0.85

    def test_of_groups_that_nothing_was_fitted_to(self, answerer: Answerer) -> None:
        right, found = right_and_found(answerer, likenesses.BLIND)
        assert right >= 0.98
        assert found >= 0.63

    def test_among_hundreds_of_other_questions(self, answerer: Answerer) -> None:
        others = read_questions([QUESTIONS / "fifth.yaml", QUESTIONS / "fourth.yaml"], answerer.faq.by_id)
        groups = (*likenesses.TUNED, *likenesses.BLIND)
        right, found = right_and_found(answerer, groups, *(question.text for question in others))
        assert right >= 0.95
        assert found >= 0.7

    def test_groups_seldom_mix_entries(self, answerer: Answerer) -> None:
        asked = read_questions([QUESTIONS / f"{name}.yaml" for name in ("third", "fourth")], answerer.faq.by_id)
        entry_of = {question.text: question.entry for question in asked if question.entry}
        groups = answerer.group(entry_of)
        pure = sum(Counter(entry_of[text] for text in group).most_common(1)[0][1] for group in groups)
        assert pure / len(entry_of) >= 0.88
        assert len(groups) <= 0.6 * len(entry_of)


def test_the_largest_group_comes_first_and_its_most_central_question(small: Answerer) -> None:
    zebras = ["may I bring a zebra", "is a zebra allowed to come with me", "zebra"]
    groups = small.group(["free wifi", *zebras, "wifi password"])
    assert set(groups[0]) == set(zebras)
    assert set(groups[1]) == {"free wifi", "wifi password"}
    assert groups[0][0] == "zebra"


def test_typing_errors_and_synonyms_make_no_difference(tmp_path: Path) -> None:
    vocabulary = "synonyms: [[parking, garage]]\n"
    answerer = Answerer(shop(tmp_path, vocabulary=vocabulary))
    assert (
        len(answerer.group(["prking for zebras", "parking for zebras", "garage for zebras", "PARKING, for Zebras!"]))
        == 1
    )


def test_what_shares_only_everyday_words_stays_apart(small: Answerer) -> None:
    assert len(small.group(["can I have a zebra", "can I have a receipt", "can I have a discount"])) == 3


def test_nothing_gives_no_groups(small: Answerer) -> None:
    assert small.group([]) == ()


def test_texts_without_words_stand_together(small: Answerer) -> None:
    assert small.group(["?", "\N{THUMBS UP SIGN}", "zebra"]) == (("?", "\N{THUMBS UP SIGN}"), ("zebra",))


@given(st.lists(TEXTS, max_size=8), st.randoms(use_true_random=False))
def test_every_text_once_whatever_the_order(small: Answerer, texts: list[str], chance: random.Random) -> None:
    groups = small.group(texts)
    assert Counter(text for group in groups for text in group) == Counter(set(texts))
    chance.shuffle(texts)
    assert small.group(texts) == groups


@pytest.mark.parametrize("most", [1, 2, 7, 30])
def test_many_texts_are_grouped_as_few_are(answerer: Answerer, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    texts = [text for group in likenesses.TUNED for text in group]
    few = answerer.group(texts)
    monkeypatch.setattr(grouping, "MOST_AT_ONCE", most)
    monkeypatch.setattr(grouping, "_BLOCK", 3)
    many = answerer.group(texts)
    assert Counter(text for group in many for text in group) == Counter(texts)
    assert likenesses.pairs(many) <= likenesses.pairs(few)
    if most == 30:
        assert many == few
