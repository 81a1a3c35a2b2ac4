from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.reporting.figures import Counts, Span
from bot.reporting.page.columns import HEIGHT, columns

DAY = date(2026, 11, 2)


def test_parts_stand_on_each_other_and_fill_the_longest_column() -> None:
    tall, small = Counts(answered=5, suggested=3, missed=2, smalltalk=90), Counts(answered=1)
    chart = columns([Span(DAY, DAY, tall), Span(DAY, DAY + timedelta(6), small)])
    assert chart.most == 10
    first, second = chart.columns
    assert [(part.name, part.top, part.height) for part in first.parts] == [
        ("answered", 50, 50),
        ("suggested", 20, 30),
        ("missed", 0, 20),
    ]
    assert [(part.name, part.top + part.height) for part in second.parts] == [("answered", HEIGHT)]
    assert first.label == "2026-11-02: 5 answered, 3 offered a choice, 2 missed"
    assert second.label.startswith("2026-11-02 to 2026-11-08: ")


@pytest.mark.parametrize("spans", [[], [Span(DAY, DAY, Counts(smalltalk=3))]])
def test_nothing_to_answer_makes_no_columns(spans: list[Span]) -> None:
    chart = columns(spans)
    assert chart.most == 0
    assert not any(column.parts for column in chart.columns)
