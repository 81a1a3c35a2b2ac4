from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import charts
from faq.entries import Thresholds
from tests.faq.verdicts import SOS, alarmed, answered, offered, refused

if TYPE_CHECKING:
    from pathlib import Path

VERDICTS = (
    answered("a", "a"),
    answered("a", "b", 0.75),
    answered(None, "b"),
    offered("a", "a", "b"),
    refused(None),
    alarmed(SOS),
)
THRESHOLDS = Thresholds(answer=0.75, offer=0.3)


@pytest.mark.parametrize(("name", "begins"), [("x.png", b"\x89PNG"), ("x.svg", b"<?xml"), ("X.PNG", b"\x89PNG")])
def test_a_picture_has_the_format_that_its_name_says(tmp_path: Path, name: str, begins: bytes) -> None:
    charts.draw(VERDICTS, THRESHOLDS, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_one_question_is_enough_for_a_picture(tmp_path: Path) -> None:
    charts.draw(VERDICTS[-1:], THRESHOLDS, tmp_path / "x.svg")
    assert (tmp_path / "x.svg").stat().st_size > 0


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"x\.png"):
        charts.draw(VERDICTS, THRESHOLDS, tmp_path / "missing" / "x.png")
