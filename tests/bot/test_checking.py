"""The command `backwalk check`, with and without the search."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from bot import checking
from bot.checking import BROKEN_OFF, check, hints
from faq import trials
from faq.confusion import reaches
from faq.processes import BrokenOffError
from faq.trials import Rival, Trial
from tests.faq.shop import entry, shop

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Faq

ODD = entry("odd", ("are you open on saturdays", "what are the opening hours of the museum"))
ALIKE = entry("late", ("opening hours of the shop on sundays", "on sundays, opening hours"))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def told(
    folder: Path, capsys: pytest.CaptureFixture[str], *, fast: bool = False, everything: bool = False
) -> list[str]:
    assert check(folder, fast=fast, everything=everything) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return output.out.splitlines()


def missed(entry_: int, count: int, other: int) -> list[Trial]:
    return [
        Trial(entry_, place, first=False, score=0.02, other=Rival(other, 0, 0.9 - place / 10)) for place in range(count)
    ]


class TestCheck:
    def test_the_search_is_asked_unless_it_must_be_fast(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shop(tmp_path, ODD)
        fast, slow = told(tmp_path, capsys, fast=True), told(tmp_path, capsys)
        assert set(fast) < set(slow)
        assert fast[-1] == slow[-1] == f"{tmp_path}: no mistakes in 3 entries."
        found = "entries.yaml:23: could be better: none of the 2 phrasings of 'odd' leads to it without itself; "
        assert any(line.startswith(found) for line in slow)
        assert not any(line.startswith(found) for line in fast)
        assert any(line.startswith("hint: ") for line in slow)
        assert not any("hint: " in line for line in fast)

    def test_a_phrasing_that_has_the_words_of_another_is_told_once(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trial = Trial(2, 1, first=False, score=0.1, other=Rival(0, 3, 0.5))
        monkeypatch.setattr(trials, "tried", lambda _faq: iter([[trial]]))
        monkeypatch.setattr(trials, "ask", lambda *_: trial)
        shop(tmp_path, ALIKE)
        lines = [line for line in told(tmp_path, capsys) if line.startswith("entries.yaml:26:")]
        assert len(lines) == 1
        assert "is the same to the search as 'opening hours on sundays' of 'hours' (entries.yaml:6)" in lines[0]

    def test_what_the_trials_show(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(trials, "tried", lambda _faq: iter([missed(0, 5, 1), missed(1, 1, 0)]))
        monkeypatch.setattr(
            trials,
            "ask",
            lambda _answerer, _faq, number, phrasing: Trial(
                number, phrasing, first=(number, phrasing) != (0, 3), score=0.1, other=Rival(1, 2, 0.5)
            ),
        )
        shop(tmp_path)
        found = [line.partition(";")[0] for line in told(tmp_path, capsys) if "could be better" in line]
        assert found[1:3] == [
            "entries.yaml:1: could be better: none of the 5 phrasings of 'hours' leads to it without itself",
            (
                "entries.yaml:1: could be better: too close to the entry in entries.yaml:12: without themselves 5 of 5 "
                "phrasings of 'hours' go to 'parking' and 1 of 1 phrasings of 'parking' go to 'hours'"
            ),
        ]
        assert found[3] == (
            "entries.yaml:6: could be better: 'opening hours on sundays' finds 'parking' before 'hours', though it is "
            "learnt"
        )

    def test_mistakes_come_alone(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.yaml").write_text("- id: a\n", encoding="utf-8")
        assert check(tmp_path) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert all(line.startswith("a.yaml:1: ") for line in output.err.splitlines())

    def test_a_process_that_is_killed(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_faq: Faq) -> None:
            raise BrokenOffError

        monkeypatch.setattr(trials, "tried", broken)
        shop(tmp_path)
        assert check(tmp_path) == 1
        assert capsys.readouterr().err == f"{BROKEN_OFF}\n"
        assert check(tmp_path, fast=True) == 0

    def test_a_terminal_that_cannot_show_a_character(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shop(
            tmp_path,
            entry("cafe", ("hours of the caf\u00e9", "tea room"))
            + entry("coffee", ("hours of the caf\u00e9 caf\u00e9", "tea")),
        )
        shown = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii", write_through=True))
        assert check(tmp_path, fast=True) == 0
        assert b"'hours of the caf? caf?'" in shown.getvalue()


class TestHints:
    @pytest.fixture
    def faq(self, tmp_path: Path) -> Faq:
        return shop(tmp_path, entry("toilet", ("is there a toilet",)))

    def test_nothing_is_said_when_nothing_is_missed(self, faq: Faq) -> None:
        assert list(hints(faq, reaches(faq, [Trial(0, 0, first=True, score=0.9)]))) == []

    def test_the_worst_come_first_each_with_its_place(self, faq: Faq) -> None:
        found = [Trial(0, 4, first=True, score=0.9), *missed(0, 2, 1), Trial(0, 3, first=False, score=0.0)]
        assert list(hints(faq, reaches(faq, found))) == [
            f"hint: 3 of 4 phrasings would miss their entry if they were not in the FAQ; {checking.ADVICE}",
            "entries.yaml:1: hint: 'hours' would be missed by 3 of 4, most of them for 'parking' (2)",
            "  entries.yaml:3: 'When do you open?': 'parking' 90%, its own 2%",
            "  entries.yaml:4: 'opening hours': 'parking' 80%, its own 2%",
            "  entries.yaml:6: 'opening hours on sundays': nothing",
        ]

    def test_few_are_told_unless_all_are_asked_for(self, faq: Faq, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "SHOWN_ENTRIES", 1)
        found = reaches(faq, (*missed(0, 7, 2), *missed(1, 3, 0)))
        few = list(hints(faq, found))
        assert len(few) == 2 + checking.SHOWN_PHRASINGS + 1
        assert few[-1] == "hint: 5 more such phrasings, in 2 entries: 'backwalk check --all'"
        everything = list(hints(faq, found, everything=True))
        assert everything[: len(few) - 1] == few[:-1]
        assert len(everything) == 1 + (1 + 7) + (1 + 3)
