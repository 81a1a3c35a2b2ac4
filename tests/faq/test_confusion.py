from pathlib import Path

import pytest

from faq.confusion import CLOSE_PHRASINGS, CLOSE_SHARE, Reach, out_of_reach, reaches, too_close
from faq.entries import Faq
from faq.trials import Rival, Trial
from tests.faq.shop import entry, shop


@pytest.fixture
def faq(tmp_path: Path) -> Faq:
    more = entry("hello", ("hi",), "  kind: smalltalk\n") + entry("fire", ("it burns",), "  kind: emergency\n")
    return shop(tmp_path, more)


def trials(entry: int, tried: int, **missed: int) -> list[Trial]:
    """Trials of an entry, so many of which find each of the others, which are called e0, e1 and so on."""
    others = [int(name[1:]) for name, count in missed.items() for _ in range(count)]
    found = [
        Trial(entry, place, first=False, score=0.0, other=Rival(other, 0, 0.5)) for place, other in enumerate(others)
    ]
    return found + [Trial(entry, place, first=True, score=0.5) for place in range(len(others), tried)]


def told(folder: Path, faq: Faq, *found: Trial) -> list[str]:
    summed = reaches(faq, found)
    return [str(mistake).replace(f"{folder}/", "") for mistake in (*out_of_reach(summed), *too_close(summed))]


def test_trials_are_summed_up_by_entry(faq: Faq) -> None:
    worst = Trial(0, 3, first=False, score=0.1, other=Rival(1, 0, 0.9))
    bad = Trial(0, 1, first=False, score=0.2, other=Rival(2, 0, 0.3))
    close = Trial(0, 2, first=True, score=0.32, other=Rival(1, 0, 0.3))
    good = Trial(0, 0, first=True, score=0.9, other=Rival(1, 0, 0.3))
    hours, parking, hello, _ = faq.entries
    found = reaches(faq, (good, bad, close, worst))
    assert found == (Reach(hours, 4, 2, (worst, bad, close), ((parking, 2), (hello, 1))),)
    assert found[0].share == 0.75


def test_emergencies_come_first_and_small_talk_last(faq: Faq) -> None:
    missed = (*trials(0, 8, e1=1), *trials(1, 8, e0=4), *trials(2, 8, e0=8), *trials(3, 8))
    assert [reach.entry.id for reach in reaches(faq, missed)] == ["fire", "parking", "hours", "hello"]


def test_an_entry_that_nobody_finds_by_other_words(tmp_path: Path, faq: Faq) -> None:
    assert told(tmp_path, faq, *trials(0, 3, e1=2)) == []
    assert told(tmp_path, faq, *trials(0, 3, e1=2, e2=1)) == [
        (
            "entries.yaml:1: none of the 3 phrasings of 'hours' leads to it without itself; "
            "nobody will find it by other words: write phrasings that share the words which matter"
        )
    ]


def test_two_entries_that_cannot_be_told_apart(tmp_path: Path, faq: Faq) -> None:
    assert told(tmp_path, faq, *trials(0, 8, e1=5), *trials(1, 40, e0=2)) == [
        (
            "entries.yaml:1: too close to the entry in entries.yaml:12: without themselves 5 of 8 phrasings of 'hours' "
            "go to 'parking' and 2 of 40 phrasings of 'parking' go to 'hours'; "
            "merge the two, or write phrasings that say what differs"
        )
    ]


def test_one_way_is_enough(tmp_path: Path, faq: Faq) -> None:
    assert told(tmp_path, faq, *trials(0, 8), *trials(1, 16, e0=5)) == [
        (
            "entries.yaml:1: too close to the entry in entries.yaml:12: without themselves 5 of 16 phrasings of "
            "'parking' go to 'hours'; merge the two, or write phrasings that say what differs"
        )
    ]


def test_few_phrasings_or_a_small_share_are_not_enough(tmp_path: Path, faq: Faq) -> None:
    assert (CLOSE_PHRASINGS, CLOSE_SHARE) == (5, 0.25)
    assert told(tmp_path, faq, *trials(0, 8, e1=4), *trials(1, 8, e0=4)) == []
    assert told(tmp_path, faq, *trials(0, 24, e1=5), *trials(1, 40, e0=9)) == []
