from pathlib import Path

import pytest

from faq.idle_words import idle_words, own_vocabulary
from faq.reading import Reader, count_words
from tests.faq.shop import shop


def told(folder: Path, vocabulary: str) -> list[str]:
    faq = shop(folder, vocabulary=vocabulary)
    reader = Reader(faq.vocabulary, count_words(faq.vocabulary, (text for e in faq.entries for text in e.questions)))
    own = own_vocabulary(folder)
    assert own is not None
    return [str(mistake).replace(f"{folder}/", "") for mistake in idle_words(faq, reader, own)]


def test_a_folder_without_a_vocabulary_has_none_of_its_own(tmp_path: Path) -> None:
    shop(tmp_path)
    assert own_vocabulary(tmp_path) is None


@pytest.mark.parametrize(
    "vocabulary",
    [
        "synonyms: [[car, vehicle, automobile]]",
        "synonyms: [[vehicle, automobile, parks]]",
        "synonyms: [[whereabouts, opening hours]]",
        "synonyms: [[tree, oak]]\nnear: [how tall is an oak]",
        "synonyms: [[tree, oak]]\nchatter: [I sat below an oak]",
        "synonyms: [[rib, ribs, opening]]",
        "spellings: {parking: [parkin]}",
        "synonyms: [[car, lorry]]\nspellings: {lorry: [lorrie]}",
        "ignore: [lorry]\nspellings: {lorry: [lorrie]}",
        "ignore: [spouse, buddy, car]",
        "near: [theme park, car wash, parking ticket]",
    ],
)
def test_what_is_good_for_something(tmp_path: Path, vocabulary: str) -> None:
    assert told(tmp_path, vocabulary + "\n") == []


def test_synonyms_that_nothing_has(tmp_path: Path) -> None:
    assert told(tmp_path, "synonyms:\n  - [car, lorry]\n  - [zebra, space zebra]\n") == [
        (
            "vocabulary.yaml:3: no phrasing has any of the synonyms 'zebra, space zebra'; "
            "write phrasings with one of them, or delete the group"
        )
    ]


def test_a_synonym_of_two(tmp_path: Path) -> None:
    assert told(tmp_path, "synonyms:\n  - [park, stop]\n  - [space, gap,\n     stops]\n") == [
        (
            "vocabulary.yaml:4: 'stops' is a synonym of 'park' already (as 'stop' in line 2), so not of 'space'; "
            "keep it in one of the two groups"
        )
    ]


def test_a_synonym_that_says_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, "synonyms:\n  - [car, auto]\nignore:\n  - autos\n") == [
        "vocabulary.yaml:4: 'autos' says nothing, and is a synonym (line 2); delete it here, or there"
    ]


def test_spellings_of_what_nothing_has(tmp_path: Path) -> None:
    assert told(tmp_path, "spellings:\n  car: [kar]\n  zebra: [sebra]\n") == [
        (
            "vocabulary.yaml:3: the spellings of 'zebra' lead nowhere: no phrasing has it; "
            "write phrasings with it, or delete it"
        )
    ]


def test_what_is_near_and_a_phrasing_contradict_each_other(tmp_path: Path) -> None:
    assert told(tmp_path, "near:\n  - car wash\n  - spaces for parking\n  - a parking space\n  - Parking space!\n") == [
        (
            "vocabulary.yaml:5: 'Parking space!' is not for this FAQ, and has the words of 'parking space' of "
            "'parking' (entries.yaml:15); delete one of the two"
        )
    ]


def test_what_is_near_stands_once(tmp_path: Path) -> None:
    assert told(tmp_path, "near:\n  - car wash\n  - '?'\n  - '!'\n  - wash cars\n") == [
        "vocabulary.yaml:5: 'wash cars' has the words of line 2; delete one of the two"
    ]
