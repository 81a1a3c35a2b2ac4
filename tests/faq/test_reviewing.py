from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from faq.checking import check
from faq.entries import Entry, Faq, Vocabulary
from faq.loading import load
from faq.reviewing import unreviewed
from tests.faq.written import ENTRY, write

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 1)


def told(folder: Path, reviewed: object, more: str = "") -> list[str]:
    """What is said about an entry that was reviewed on that day, in an FAQ with more in its vocabulary."""
    vocabulary = f"language: english\n{more}"
    write(folder, {"a.yaml": f"{ENTRY}  reviewed: {reviewed}\n", "vocabulary.yaml": vocabulary})
    return [str(mistake).removeprefix(f"{folder}/") for mistake in unreviewed(load(folder), TODAY)]


def test_a_review_holds_a_year_unless_the_faq_says_otherwise(tmp_path: Path) -> None:
    assert told(tmp_path, "2025-03-01") == []
    assert told(tmp_path, "2025-02-28") == [
        (
            "a.yaml:4: 'a' was last reviewed on 2025-02-28, more than 365 days ago; "
            "read it again, and set 'reviewed' to the day on which you did"
        )
    ]


@pytest.mark.parametrize("days", [1, 30, 3650])
def test_the_faq_says_how_long_a_review_holds(tmp_path: Path, days: int) -> None:
    setting = f"review_after_days: {days}\n"
    assert told(tmp_path, TODAY - timedelta(days), setting) == []
    (line,) = told(tmp_path, TODAY - timedelta(days + 1), setting)
    assert f"more than {days} days ago" in line


def test_a_day_to_come_is_told_but_not_tomorrow(tmp_path: Path) -> None:
    assert told(tmp_path, TODAY) == told(tmp_path, TODAY + timedelta(1)) == []
    assert told(tmp_path, TODAY + timedelta(2)) == [
        (
            "a.yaml:4: 'a' is said to be reviewed on 2026-03-03, which is still to come; "
            "set 'reviewed' to the day on which it was last read"
        )
    ]


def test_the_first_and_the_last_day_of_all(tmp_path: Path) -> None:
    assert "0001-01-01" in told(tmp_path, "0001-01-01")[0]
    assert "9999-12-31" in told(tmp_path, "9999-12-31")[0]


def test_who_keeps_no_record_gets_no_reminder(tmp_path: Path) -> None:
    assert told(tmp_path, "null") == []


def test_an_entry_that_comes_from_no_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ENTRY})
    made = Faq((Entry("x", ("y",), "z", reviewed=date(2020, 1, 1)),), {}, {}, Vocabulary(), load(tmp_path).phrases, "1")
    assert [str(mistake.place) for mistake in unreviewed(made, TODAY)] == [":0"]


def test_the_check_tells_it_if_it_knows_the_day(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": f"{ENTRY}  reviewed: 2020-01-01\n"})
    said = {str(warning) for warning in check(tmp_path, TODAY).warnings}
    assert {line for line in said if "reviewed" in line} == said - set(map(str, check(tmp_path).warnings))
    assert len(said) == len(check(tmp_path).warnings) + 1
