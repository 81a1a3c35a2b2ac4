"""Hypothesis strategies: small FAQs of few words, and questions to ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from faq.entries import Vocabulary
from faq.learning import Lessons

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

WORDS = (
    "walk", "walking", "back", "oil", "lotion", "massage", "child", "kid", "heavy", "safe", "open", "opening", "hours",
    "parking", "card", "pay", "fire", "burning", "house", "is", "the", "my", "and", "90", "ashiatsu",
)  # fmt: skip
OTHER = ("umbrella", "bicycle", "qzxqzx", "blorp", "oi", "q", "bcak", "masage", "cdra", "backwalk", "112", "hoers")
"""What an FAQ of these words does not have: words of the language, nonsense, typing errors, two words as one."""


class SmallFaq(NamedTuple):
    lessons: Lessons
    vocabulary: Vocabulary


def texts(most: int, words: tuple[str, ...] = WORDS) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most).map(" ".join)


@st.composite
def small_faqs(draw: DrawFn) -> SmallFaq:
    phrasings = draw(st.lists(st.lists(texts(5), min_size=1, max_size=4), min_size=1, max_size=7))
    vocabulary = Vocabulary(
        language=draw(st.sampled_from(["english", "english", "norwegian"])),
        synonyms=(("child", "kid"), ("oil", "lotion", "massage oil"))[: draw(st.integers(0, 2))],
        ignore=("is", "the", "my", "and", "my house")[: draw(st.integers(0, 5))],
        spellings={"hoers": "hours"} if draw(st.booleans()) else {},
        near=tuple(draw(st.lists(texts(4, WORDS + OTHER[:3]), max_size=15))),
        chatter=tuple(draw(st.lists(texts(4, WORDS + OTHER[:3]), max_size=4))),
        common=frozenset(draw(st.lists(st.sampled_from(OTHER[:2]), max_size=2))),
    )
    alarming = draw(st.frozensets(st.integers(0, len(phrasings) - 1), max_size=2))
    calm = draw(st.lists(texts(4), max_size=3)) if alarming else []
    return SmallFaq(Lessons(phrasings, alarming, calm), vocabulary)


@st.composite
def faqs_of_unlike_entries(draw: DrawFn) -> SmallFaq:
    """FAQs whose entries share no word but light ones."""
    words = draw(
        st.permutations(["walk", "oil", "child", "heavy", "opening", "parking", "card", "fire", "house", "doctor"])
    )
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    phrasings = []
    for size in sizes:
        own, words = words[:size], words[size:]
        if own:
            phrasings.append([" ".join(["the", *draw(st.permutations(own))]), *own])
    vocabulary = Vocabulary(
        ignore=("the", "my"),
        near=tuple(draw(st.lists(texts(3, ("the", "my", "bicycle", "moon", "tax", "bread")), max_size=6))),
        chatter=tuple(draw(st.lists(texts(3, ("the", "my", "week", "rain", "cousin")), max_size=6))),
    )
    return SmallFaq(Lessons(phrasings), vocabulary)


def _joined(clauses: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["? ", ". ", ", ", " - "]).map(lambda end: end.join(clauses))


_few_words = texts(6, WORDS + OTHER)
_many_clauses = st.lists(texts(13, WORDS + OTHER), min_size=1, max_size=40).flatmap(_joined)
_long_clauses = st.lists(_few_words.map(lambda text: f"{text} " * 30), min_size=1, max_size=3).flatmap(_joined)
questions = _few_words | _many_clauses | _long_clauses
