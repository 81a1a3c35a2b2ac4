from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.period import DEFAULT, first_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("2026-11-24", TODAY),
        ("1d", TODAY),
        ("7d", date(2026, 11, 18)),
        (" 4W ", date(2026, 10, 28)),
        ("ALL", None),
        (DEFAULT, date(2026, 10, 26)),
    ],
)
def test_what_may_be_written(text: str, first: date | None) -> None:
    assert first_day(text, TODAY) == first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yesterday", "neither a day"),
        ("", "neither a day"),
        ("2026-13-01", "neither a day"),
        ("0d", "lie behind us"),
        ("999999w", "lie behind us"),
        ("2026-11-25", "has not come yet"),
        ("\u0663d", "neither a day"),
    ],
)
def test_what_may_not_is_told_in_words(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        first_day(text, TODAY)


@given(st.text(max_size=12))
def test_any_text_gives_a_day_that_is_not_ahead_or_is_refused(text: str) -> None:
    try:
        first = first_day(text, TODAY)
    except ValueError as error:
        told = str(error)
    else:
        told = ""
        assert first is None or first <= TODAY
    assert not told or repr(text) in told
