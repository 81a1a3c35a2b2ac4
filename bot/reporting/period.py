"""Since when: a day, so many days or weeks, or all there is."""

from __future__ import annotations

import re
from datetime import date, timedelta

DEFAULT = "30d"
"""What is told about when nothing else is asked for."""

ALL = "all"

_DAYS = {"d": 1, "w": 7}
_LONGEST_DAYS = 36_500


def first_day(text: str, today: date) -> date | None:
    """Give the first day of a period that ends today; None where it has no beginning.

    Parameters
    ----------
    text
        A day such as ``2026-01-31``, a number of days or weeks such as ``7d`` and ``4w`` (today is the last of them),
        or ``all``.

    Raises
    ------
    ValueError
        When it is none of these, or lies ahead. The text says so in words for people.
    """
    wanted = text.strip().lower()
    if wanted == ALL:
        return None
    if found := re.fullmatch(r"([0-9]{1,6})\s*([dw])", wanted, re.ASCII):
        days = int(found[1]) * _DAYS[found[2]]
        if not 0 < days <= _LONGEST_DAYS:
            raise ValueError(f"{text!r} is not a number of days or weeks that lie behind us")
        return today - timedelta(days - 1)
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        raise ValueError(f"{text!r} is neither a day such as 2026-01-31, nor 7d, 4w or all") from None
    if day > today:
        raise ValueError(f"{text!r} has not come yet (today is {today}, UTC)")
    return day
