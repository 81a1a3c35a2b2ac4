from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import pytest

from faq import load
from tests.benchmarks import synthetic
from tests.benchmarks.fuzzy_peers import TOKEN_SORT_RATIO
from tests.benchmarks.plain_faq import write_faq
from tests.benchmarks.refusing import best_cut, cut_by_phrasings, f1

if TYPE_CHECKING:
    from pathlib import Path


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    assert f1(refused_rightly=3, refused_wrongly=1, to_refuse=6) == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))
    assert f1(refused_rightly=0, refused_wrongly=0, to_refuse=1) == 0


def test_the_best_cut_parts_scores_that_can_be_parted() -> None:
    cut = best_cut(inside=[0.7, 0.9], outside=[0.1, 0.3])
    assert (cut.score, cut.f1) == (0.7, 1.0)


def test_the_best_cut_refuses_everything_where_scores_say_nothing() -> None:
    assert best_cut(inside=[0.5], outside=[0.5]).score == inf


def test_sides_that_weigh_alike_do_not_let_the_larger_one_win() -> None:
    inside, outside = [0.4, *[0.9] * 9], [0.3, 0.5]
    assert best_cut(inside, [0.5]).score == 0.9
    alike = best_cut(inside, outside, weigh_alike=True)
    assert alike.f1 == pytest.approx(f1(1.0, 0.1, 1.0))


def test_phrasings_alone_give_a_cut_between_other_entries_and_own_ones(tmp_path: Path) -> None:
    write_faq(synthetic.entries(200), tmp_path)
    assert 0 < cut_by_phrasings(TOKEN_SORT_RATIO, load(tmp_path)) < 100
