from __future__ import annotations

import math

import pytest

from faq.weighing import Evidence, Weighing, likelihood


def test_evidence_adds_up_to_odds() -> None:
    assert likelihood([]) == 0.5
    assert likelihood([Evidence(0.3, math.log(2)), Evidence(1.0, math.log(2))]) == pytest.approx(4 / 5)
    assert likelihood([Evidence(0.3, math.log(2)), Evidence(1.0, -math.log(2))]) == 0.5


def test_where_nothing_is_found_there_is_nothing_to_show() -> None:
    assert Weighing().matches == ()
