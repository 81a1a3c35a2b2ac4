from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entries import Entry, Kind, Sign, Vocabulary
from faq.reading import Reader, count_words
from faq.red_flags import REACH, RedFlags, SeenSign, _calls_off, _gap

NUMB = ("numb", "no feeling", "cannot feel")
LEGS = ("legs", "both feet")
ASKING = ("can it cause", "what is")
SIGN = Sign((NUMB, LEGS), (ASKING,))
EMERGENCY = Entry("emergency", ("Help",), "Call.", kind=Kind.EMERGENCY, signs=(SIGN,))
VOCABULARY = Vocabulary(ignore=("my", "in", "the", "are", "of", "all", "and", "a"), spellings={"cant": "cannot"})
WORDS = (*NUMB, *LEGS, *ASKING, "which roller should I buy", "since she stood on my back")


@pytest.fixture(scope="module")
def flags() -> RedFlags:
    return RedFlags([EMERGENCY], Reader(VOCABULARY, count_words(VOCABULARY, WORDS)))


@pytest.mark.parametrize(
    "message",
    [
        "my legs are numb",
        "numb legs",
        "NUMB!!! my legs",
        "i can't feel my legs",
        "i cant feel my legs",
        "no feeling in both my feet",  # a word that says little inside a phrase
        "numb lges",  # a typing error in a sign's word
        "which roller should I buy? since she stood on my back my legs are numb. thanks",
        "What is gua sha? My legs are numb.",  # called off in another sentence only
    ],
)
def test_a_sign_is_found(flags: RedFlags, message: str) -> None:
    found = flags.find(message)
    assert found is not None
    assert found.entry is EMERGENCY


@pytest.mark.parametrize(
    "message",
    [
        "",
        "numb",
        "legs",
        "my feet are numb",  # both are meant
        "what is numb legs",
        "can it cause numb legs",
        "numb " + "roller " * REACH + "legs",
    ],
)
def test_no_sign_is_found(flags: RedFlags, message: str) -> None:
    assert flags.find(message) is None


def test_words_far_apart_or_called_off_are_still_a_hint(flags: RedFlags) -> None:
    apart = SeenSign(EMERGENCY, 1, ("numb", "legs"), together=False, called_off=None)
    assert flags.hint("numb " + "roller " * REACH + "legs") == apart
    assert flags.hint("what is numb legs") == replace(apart, together=True, called_off="what is")
    assert flags.hint("numb fingers") is None


def test_a_sign_that_is_seen_names_the_curators_words(flags: RedFlags) -> None:
    (seen,) = flags.seen("no feeling in both my feet")
    assert seen == SeenSign(EMERGENCY, 1, ("no feeling", "both feet"), together=True, called_off=None)
    assert seen.shown


def test_a_phrase_that_shows_the_sign_goes_before_one_that_does_not(flags: RedFlags) -> None:
    (seen,) = flags.seen("what is numb legs? " + "roller " * REACH + "cannot feel legs")
    assert (seen.phrases, seen.called_off) == (("cannot feel", "legs"), None)


def test_without_signs_there_is_no_alarm() -> None:
    quiet = RedFlags([], Reader(VOCABULARY, count_words(VOCABULARY, WORDS)))
    assert quiet.find("my legs are numb") is None
    assert quiet.hint("my legs are numb") is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_sign_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    flags = RedFlags([EMERGENCY], Reader(VOCABULARY, count_words(VOCABULARY, WORDS)))
    assert flags.find(f"{before}. My legs are numb. {after}") is not None


@st.composite
def _told(draw: st.DrawFn) -> str:
    """Short messages of the words of a sign, of what calls it off, and of words between."""
    word = st.sampled_from([*NUMB, *LEGS, *ASKING, "feeling", "both", "no", "my", "roller", "in"])
    return " ".join(draw(st.lists(st.tuples(word, st.sampled_from(["", "", "", ".", ","])).map("".join), max_size=30)))


@given(_told())
def test_a_sign_is_shown_where_any_of_its_phrases_stand_together(message: str) -> None:
    """Said the long way: all phrases of one list with all of the other."""
    flags = RedFlags([EMERGENCY], Reader(VOCABULARY, count_words(VOCABULARY, WORDS)))
    read = flags._read(message)
    spans = flags._spans(read)
    numb, legs, asking = (spans.get(number, []) for number in range(3))
    pairs = [(one, min(legs, key=lambda other: _gap(one, other))) for one in numb if legs]
    stretches = [(min(one.start, other.start), max(one.end, other.end)) for one, other in pairs]
    within = [(start, end) for start, end in stretches if end - start <= REACH]
    shown = [
        (start, end) for start, end in within if not any(_calls_off(off, start, end, read.sentences) for off in asking)
    ]
    seen = flags.hint(message)
    assert (seen is not None) == bool(pairs)
    if seen is not None:
        assert seen.together == bool(within)
        assert seen.shown == bool(shown)


@given(_told())
def test_every_phrase_is_found_where_it_stands(message: str) -> None:
    flags = RedFlags([EMERGENCY], Reader(VOCABULARY, count_words(VOCABULARY, WORDS)))
    read = flags._read(message)
    found = {(span.phrase, span.start, span.end) for spans in flags._spans(read).values() for span in spans}
    for phrase in (*NUMB, *LEGS, *ASKING):
        stems = flags._reader.stems(phrase)
        for start in range(len(read.stems)):
            begins = read.stems[start] == stems[0]
            end = _end_of(stems[1:], read.stems, start + 1, read.light) if begins else 0
            assert ((phrase, start, end) in found) == (end > 0)


def _end_of(rest: tuple[str, ...], stems: tuple[str, ...], start: int, light: tuple[bool, ...]) -> int:
    """Where the rest of a phrase ends, each of its words after two at most that say little; 0 where it is not there."""
    if not rest:
        return start
    for place in range(start, min(start + 3, len(stems))):
        if stems[place] == rest[0]:
            return _end_of(rest[1:], stems, place + 1, light)
        if not light[place]:
            break
    return 0
