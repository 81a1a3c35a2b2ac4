from __future__ import annotations

from faq.calibration import BANDS, calibration
from tests.faq.verdicts import SOS, alarmed, answered, offered, refused


def test_best_matches_are_sorted_by_their_score() -> None:
    bands = calibration(
        [
            answered("a", "a", 0.85),
            answered("a", "b", 0.8),
            offered("a", "a", "b", score=0.81),
            answered("a", "a", 1.0),
            offered(None, "a", "b", score=0.0),
            refused("a"),
            alarmed(SOS),
        ]
    )
    assert len(bands) == BANDS
    eighties = bands[8]
    assert (eighties.low, eighties.high) == (0.8, 0.9)
    assert (eighties.count, eighties.right, eighties.answered) == (3, 2, 2)
    assert eighties.share == 2 / 3
    assert [(band.count, band.right) for band in (bands[0], bands[9])] == [(1, 0), (1, 1)]
    assert sum(band.count for band in bands) == 5
    assert bands[5].share == 0
