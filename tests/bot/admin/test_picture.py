"""/stats as a picture."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from matplotlib.image import imread

from bot.admin.picture import draw
from bot.reporting.figures import figures
from bot.store import Tally


def tally(outcome: str, day: int, entry: str = "") -> Tally:
    return Tally(day=date(2026, 11, day), chat="private", outcome=outcome, entry=entry, times=3)


@pytest.mark.parametrize("days", [1, 24])
@pytest.mark.parametrize(
    "tallies",
    [
        [],
        [tally("smalltalk", 24, "hello")],
        [tally("answer", 24, "x" * 48), tally("suggest", 24), tally("pick", 24, "$odd_id$"), tally("none", 24)],
    ],
)
def test_it_is_a_picture_that_a_telephone_can_show(tallies: list[Tally], days: int) -> None:
    found = figures(date(2026, 11, 25 - days), date(2026, 11, 24), tallies, [], [])
    height, width, _ = imread(BytesIO(draw(found)), format="png").shape
    assert 600 <= width <= 1280
    assert 600 <= height <= 1280


def test_what_was_asked_is_to_be_seen() -> None:
    pictures = {
        draw(figures(date(2026, 11, 1), date(2026, 11, 24), tallies, [], []))
        for tallies in ([], [tally("answer", 3, "a")], [tally("answer", 3, "b")], [tally("none", 3)])
    }
    assert len(pictures) == 4
