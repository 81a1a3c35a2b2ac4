from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faq import FaqError
from faq.checked_files import MOST_MISTAKES, checked, read_checked
from faq.shapes import ListShape, TextShape
from faq.yaml_nodes import SequenceNode

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ListShape(TextShape(5), at_least=1)


def test_what_is_wrong_within_a_file_has_its_place() -> None:
    document, mistakes = checked("x.yaml", b"- short\n- far too long\n", TEXTS)
    assert isinstance(document.root, SequenceNode)
    assert [str(mistake) for mistake in mistakes] == [
        "x.yaml:2: the item in the file has 12 characters; shorten it to 5"
    ]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    _, mistakes = checked("x.yaml", b"- far too long\n" * (MOST_MISTAKES + 2), TEXTS)
    assert [mistake.place.line for mistake in mistakes] == list(range(1, MOST_MISTAKES + 2))
    assert str(mistakes[-1]).startswith("x.yaml:1001: the file has more than 1000 mistakes; mend those that are told")
    assert len(checked("x.yaml", b"- far too long\n" * MOST_MISTAKES, TEXTS)[1]) == MOST_MISTAKES


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("- a\n", encoding="utf-8")
    assert read_checked(tmp_path / "x.yaml", TEXTS)[1] == []


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FaqError, match=r":1: the file cannot be read \(.+\); name a file"):
        read_checked(tmp_path / name, TEXTS)
