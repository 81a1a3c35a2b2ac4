from itertools import chain
from pathlib import Path

import pytest

from faq import trials
from faq.answering import Answerer
from faq.deciding import Reply
from faq.trials import FOLDS, MARGIN, Rival, Trial, ask, tried
from tests.faq.shop import HOURS, PARKING, entry, shop

EMERGENCY = entry("fire", ("it burns", "there is fire"), "  kind: emergency\n  signs: [{all: [[fire, burns]]}]\n")


def test_each_phrasing_is_asked_once_but_for_those_that_stand_alone(tmp_path: Path) -> None:
    found = chain.from_iterable(tried(shop(tmp_path, entry("toilet", ("is there a toilet",)))))
    assert sorted((trial.entry, trial.phrasing) for trial in found) == [
        *((0, number) for number in range(len(HOURS))),
        *((1, number) for number in range(len(PARKING))),
    ]


def test_what_is_asked_has_not_been_learnt_and_the_rest_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Watched(Answerer):
        def reply(self, question: str) -> Reply:
            learnt = {phrasing for entry in self.faq.entries for phrasing in entry.questions}
            assert question not in learnt
            assert len(learnt) >= len((*HOURS, *PARKING)) - 4
            asked.append(question)
            return super().reply(question)

    monkeypatch.setattr(trials, "Answerer", Watched)
    assert len(list(tried(shop(tmp_path)))) == FOLDS
    assert sorted(asked) == sorted((*HOURS, *PARKING))


def test_the_own_entry_is_found_by_what_is_like_it_and_missed_by_what_is_not(tmp_path: Path) -> None:
    faq = shop(tmp_path, entry("odd", ("zebra crossing", "purple umbrellas")))
    found = {(trial.entry, trial.phrasing): trial for trial in chain.from_iterable(tried(faq))}
    sundays = found[0, HOURS.index("opening hours on sundays")]
    assert sundays.first
    assert sundays.score > 0.3
    assert not sundays.missed
    umbrellas = found[2, 1]
    assert not umbrellas.first
    assert umbrellas.missed


def test_a_rival_is_named_with_its_phrasing(tmp_path: Path) -> None:
    faq = shop(tmp_path, entry("late", ("are you open on saturdays", "lanterns")))
    saturdays = next(trial for trial in chain.from_iterable(tried(faq)) if (trial.entry, trial.phrasing) == (2, 0))
    assert not saturdays.first
    assert saturdays.other is not None
    assert faq.entries[saturdays.other.entry].id == "hours"
    assert HOURS[saturdays.other.phrasing] in {"are you open on sundays", "are you open on mondays"}


def test_an_alarm_counts_as_coming_first(tmp_path: Path) -> None:
    faq = shop(tmp_path, EMERGENCY)
    trial = ask(Answerer(faq), faq, 2, 1)
    assert trial.first
    assert trial.score == 1


def test_nothing_may_be_found(tmp_path: Path) -> None:
    faq = shop(tmp_path, entry("odd", ("?!", "purple umbrellas")))
    trial = ask(Answerer(faq), faq, 2, 0)
    assert trial == Trial(2, 0, first=False, score=0.0)
    assert trial.missed


@pytest.mark.parametrize(
    ("first", "score", "missed"),
    [(True, 0.5 + 1.1 * MARGIN, False), (True, 0.5 + 0.9 * MARGIN, True), (False, 0.5, True)],
)
def test_the_own_entry_must_be_well_ahead(*, first: bool, score: float, missed: bool) -> None:
    assert Trial(0, 0, first=first, score=score, other=Rival(1, 0, 0.5)).missed is missed


def test_without_a_rival_a_low_score_will_do() -> None:
    assert not Trial(0, 0, first=True, score=1.1 * MARGIN).missed


def test_other_processes_find_the_same(tmp_path: Path) -> None:
    faq = shop(tmp_path)
    apart, here = (sorted(chain.from_iterable(tried(faq, workers)), key=_place) for workers in (2, 1))
    assert apart == here


def test_a_large_faq_is_worth_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[object, ...]] = []
    monkeypatch.setattr(trials, "spread", lambda *work: given.append(work))
    faq = shop(tmp_path)
    monkeypatch.setattr(trials, "FEW", 15)
    tried(faq)
    assert given == [(trials._try_fold, faq, FOLDS, trials.WORKERS)]
    monkeypatch.setattr(trials, "FEW", 16)
    assert len(list(tried(faq))) == FOLDS


def _place(trial: Trial) -> tuple[int, int]:
    return trial.entry, trial.phrasing
