from __future__ import annotations

import io
import sys

import pytest

from bot.tables import WIDEST, Page


def test_texts_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page()
    page.heading("[b]a[/b]")
    page.paragraph(":smile: [link=x]")
    page.item("[red]", "[/]")
    page.table(("[i]", "n"), [("[nonsense", "1")])
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("[b]a[/b]", ":smile: [link=x]", "[red]", "    [/]", "[i]", "[nonsense"))


@pytest.mark.parametrize("columns", [80, 200])
def test_long_texts_are_wrapped_and_nothing_is_lost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    page = Page()
    page.paragraph("word " * 60)
    page.item("first " * 30, "second " * 30)
    page.table(("a", "b", "n"), [("x" * 120, "y" * 90, "12345")], texts=(0, 1))
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= min(columns, WIDEST)
    counts = [shown.count(text) for text in ("word", "first", "second", "x", "y", "12345")]
    assert counts == [60, 30, 30, 120, 90, 1]


def test_a_table_without_rows_has_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    Page().table(("name", "count"), [])
    assert "count" in capsys.readouterr().out


def test_a_reader_that_has_gone_is_no_matter_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(BrokenPipeError):
        Page().paragraph("nobody reads this")


def test_what_is_to_be_copied_is_not_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    text = "# [b]x[/b] " + "word " * 60 + "\n- y\n"
    Page(width=80).as_it_stands(text)
    assert capsys.readouterr().out == text
