from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faq.training import score, train

FEATURES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 1.0), min_size=1, max_size=4)


def winner(weights: dict[str, dict[int, float]], vector: dict[str, float]) -> int | None:
    scores = score(weights, vector)
    return min(scores, key=lambda entry: (-scores[entry], entry), default=None)


def test_entries_with_words_of_their_own_are_told_apart() -> None:
    vectors = [{"oil": 0.8, "back": 0.6}, {"child": 0.8, "back": 0.6}, {"roller": 1.0}]
    weights = train(vectors, [0, 1, 2])
    assert [winner(weights, vector) for vector in vectors] == [0, 1, 2]


def test_a_shared_word_says_less_than_an_entrys_own() -> None:
    weights = train([{"oil": 0.7, "back": 0.7}, {"child": 0.7, "back": 0.7}] * 5, [0, 1] * 5)
    assert weights["oil"][0] > abs(weights["back"].get(0, 0.0))


def test_an_unknown_feature_says_nothing() -> None:
    assert score(train([{"oil": 1.0}, {"child": 1.0}], [0, 1]), {"treadmill": 1.0}) == {}


def test_one_entry_alone_and_none_at_all_can_be_learnt() -> None:
    assert train([], []) == {}
    assert winner(train([{"oil": 1.0}], [0]), {"oil": 1.0}) == 0


@given(st.lists(st.tuples(FEATURES, st.integers(0, 3)), max_size=12))
def test_the_same_phrasings_teach_the_same_weights(examples: list[tuple[dict[str, float], int]]) -> None:
    vectors = [vector for vector, _ in examples]
    entries = [entry for _, entry in examples]
    assert train(vectors, entries) == train([dict(vector) for vector in vectors], list(entries))
