from __future__ import annotations

from pathlib import Path

import pytest

from faq.indentation import USUAL, indent_of_phrasings
from faq.loading import load


@pytest.mark.parametrize(
    ("text", "indent"),
    [
        ("- id: a\n  questions:\n    - b\n    - c\n  answer: d\n", "    "),
        ("- id: a\n  questions:\n  - b\n  - c\n  answer: d\n", "  "),
        ("topic: t\nentries:\n  - id: a\n    questions:\n      - b\n    answer: d\n", "      "),
        ("- id: a\n  questions: [b, c]\n  answer: d\n", USUAL),
        ("- id: a\n  questions: [b]\n  answer: d\n- id: e\n  questions:\n     - f\n  answer: g\n", "     "),
    ],
)
def test_it_is_as_the_curator_writes(tmp_path: Path, text: str, indent: str) -> None:
    (tmp_path / "entries.yaml").write_text(text, encoding="utf-8")
    assert indent_of_phrasings(load(tmp_path)) == indent


def test_of_several_it_is_the_commonest(tmp_path: Path) -> None:
    for name, spaces, count in (("one", 4, 2), ("two", 8, 3)):
        asked = "".join(f"{' ' * spaces}- {name} {number}\n" for number in range(count))
        (tmp_path / f"{name}.yaml").write_text(f"- id: {name}\n  questions:\n{asked}  answer: x\n", encoding="utf-8")
    assert indent_of_phrasings(load(tmp_path)) == " " * 8


def test_files_that_have_gone_tell_nothing(tmp_path: Path) -> None:
    (tmp_path / "entries.yaml").write_text("- id: a\n  questions:\n    - b\n  answer: d\n", encoding="utf-8")
    faq = load(tmp_path)
    (tmp_path / "entries.yaml").unlink()
    assert indent_of_phrasings(faq) == USUAL


def test_the_faq_that_comes_along_is_written_as_usual() -> None:
    import faq  # noqa: PLC0415

    assert indent_of_phrasings(load(Path(next(iter(faq.__path__))) / "content" / "en")) == USUAL
