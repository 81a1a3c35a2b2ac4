"""``backwalk evaluate`` as a curator runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import charts, measuring
from bot.cli import main
from bot.settings import Settings
from tests.bot.museum import ENTRIES
from tests.faq.labelled import QUESTIONS

ASKED = """\
- {q: when do you open, id: hours, kind: plain}
- {q: parking space, id: parking, kind: plain}
- {q: opening hours, id: parking, kind: mislabelled}
- {q: best pizza in Naples, id: null, kind: foreign}
- {q: where can I park, id: null, kind: foreign}
- {q: my room is burning, id: sos, kind: emergency}
- {q: asdf qwer, id: dogs, kind: odd}
- {q: hello, id: hello, kind: smalltalk}
"""


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    faq("faq", ENTRIES)
    Path("asked.yaml").write_text(ASKED, encoding="utf-8")


def faq(name: str, entries: str) -> None:
    Path(name).mkdir()
    (Path(name) / "entries.yaml").write_text(entries, encoding="utf-8")


def evaluate(*arguments: str) -> int:
    return main(["evaluate", "asked.yaml", "--faq", "faq", *arguments])


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    evaluate("--json", *arguments)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


class TestReport:
    def test_it_is_readable_in_80_columns(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert evaluate("--noise") == 0
        output = capsys.readouterr()
        assert output.err == ""
        assert max(map(len, output.out.splitlines())) <= 80

    def test_it_tells_what_went_wrong_with_its_place(self, capsys: pytest.CaptureFixture[str]) -> None:
        evaluate()
        shown = capsys.readouterr().out
        assert "8 questions from asked.yaml, asked of the FAQ in faq (5 entries)." in shown
        assert "asked.yaml:3: 'opening hours'" in shown
        assert "right would be parking" in shown
        assert "asked.yaml:5: 'where can I park'" in shown
        assert "asked.yaml:7: 'asdf qwer'" in shown
        assert "Missed emergencies" not in shown

    def test_it_tells_a_missed_emergency(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("asked.yaml").write_text("- {q: it is warm in here, id: sos}\n", encoding="utf-8")
        evaluate()
        shown = capsys.readouterr().out
        assert "Missed emergencies (1)\nasked.yaml:1: 'it is warm in here'" in shown
        assert "No question asks for dogs, hello, hours, parking." in shown

    def test_the_objective_stands_beside_the_thresholds(self, capsys: pytest.CaptureFixture[str]) -> None:
        evaluate()
        shown = capsys.readouterr().out
        assert "Best is what costs least: 1 for a list" in shown
        assert "answer_from" in shown
        assert "offer_from" in shown

    def test_brackets_in_a_question_are_no_markup(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("asked.yaml").write_text("- {q: '[/] opening hours', id: parking}\n", encoding="utf-8")
        evaluate()
        assert "'[/] opening hours'" in capsys.readouterr().out

    def test_all_questions_right_is_a_short_report(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("asked.yaml").write_text("- {q: opening hours, id: hours}\n", encoding="utf-8")
        evaluate()
        shown = capsys.readouterr().out
        assert "1 entry with nothing to mend (1 question)." in shown
        assert "By kind" not in shown
        assert "taken for what" not in shown
        assert "No other thresholds would have been better" in shown

    def test_the_packaged_faq_and_its_questions(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["evaluate", str(QUESTIONS / "third.yaml"), "--min-right", "85", "--max-wrong", "3%"]) == 0
        output = capsys.readouterr()
        assert output.err == ""
        assert output.out.startswith("350 questions")


class TestJson:
    def test_it_holds_all_figures(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = figures(capsys)
        overall = found["overall"]
        assert (overall["inside"], overall["outside"], overall["emergencies"]) == (5, 2, 1)
        assert (overall["right"], overall["wrong"], overall["refused"]) == (0.6, 0.2, 0.2)
        assert (overall["outside_answered"], overall["alarms_found"], overall["false_alarms"]) == (0.5, 1, 0)
        assert list(found["kinds"]) == ["plain", "mislabelled", "foreign", "emergency", "odd", "smalltalk"]
        assert found["noise"] == {}
        assert found["comparison"] is None
        assert found["entries"][0]["entry"] == "parking"
        confused = [(one["asked_for"], one["shown"], one["count"]) for one in found["confusions"]]
        assert confused == [(None, "parking", 1), ("parking", "hours", 1), ("dogs", None, 1)]
        assert [wrong["place"] for wrong in found["not_right"]] == [f"asked.yaml:{line}" for line in (3, 5, 7)]
        assert sum(band["count"] for band in found["calibration"]) == 5
        assert found["thresholds"]["now"]["cost"] == 23
        assert found["thresholds"]["best"]["cost"] <= 23
        assert 0 < found["seconds"]["p50"] <= found["seconds"]["p99"] <= found["seconds"]["longest"]

    def test_it_holds_the_figures_of_each_kind_of_noise(self, capsys: pytest.CaptureFixture[str]) -> None:
        noise = figures(capsys, "--noise")["noise"]
        assert list(noise) == ["one typo", "two typos", "inside chatter"]
        asked = [sum(found[subject] for subject in ("inside", "outside", "emergencies")) for found in noise.values()]
        # "hello" is one word, and small talk.
        assert asked == [8, 7, 7]


class TestCompare:
    def test_changes_are_told_with_their_direction(self, capsys: pytest.CaptureFixture[str]) -> None:
        faq("old", ENTRIES.replace("id: hours", "id: times").replace("my dog?, dogs", "my cat?, cats"))
        assert evaluate("--compare", "old") == 0
        shown = capsys.readouterr().out
        assert "old has no entry hours." in shown
        assert "Questions that now fare: 0 worse, 1 better, 1 sideways; as before: 6." in shown
        assert "there: answered times" in shown
        comparison = figures(capsys, "--compare", "old")["comparison"]
        assert comparison["unknown_entries"] == ["hours"]
        assert [change["direction"] for change in comparison["changes"]] == ["better", "sideways"]

    def test_the_same_faq_changes_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert figures(capsys, "--compare", "faq")["comparison"]["changes"] == []

    def test_an_older_faq_may_have_another_emergency(self, capsys: pytest.CaptureFixture[str]) -> None:
        faq("old", ENTRIES.replace("id: sos", "id: alarm"))
        comparison = figures(capsys, "--compare", "old")["comparison"]
        assert comparison["overall"]["alarms_found"] == 1
        assert [change["direction"] for change in comparison["changes"]] == ["sideways"]

    def test_mistakes_in_the_older_faq_are_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        faq("old", "- id: x\n")
        assert evaluate("--compare", "old") == 65
        assert "old/entries.yaml:1: " in capsys.readouterr().err


class TestLimits:
    def test_limits_that_are_missed_say_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert evaluate("--min-right", "90", "--max-wrong", "5") == 1
        assert capsys.readouterr().err.splitlines() == [
            "--min-right 90 is missed by 30.00 percentage points: 60.00 % are answered rightly",
            "--max-wrong 5 is missed by 15.00 percentage points: 20.00 % are answered wrongly",
        ]

    def test_limits_that_are_kept_say_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert evaluate("--min-right", "60", "--max-wrong", "20", "--json") == 0
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize("limit", ["101", "-1", "nan", "inf", "lots", ""])
    def test_a_limit_is_a_percentage(self, capsys: pytest.CaptureFixture[str], limit: str) -> None:
        with pytest.raises(SystemExit, match="2"):
            evaluate(f"--min-right={limit}")
        assert "is not a number from 0 to 100" in capsys.readouterr().err


class TestPlot:
    @pytest.mark.parametrize("name", ["scores.png", "scores.svg"])
    def test_a_picture_is_drawn(self, capsys: pytest.CaptureFixture[str], name: str) -> None:
        assert evaluate("--plot", name) == 0
        assert Path(name).stat().st_size > 0
        assert capsys.readouterr().err == f"Picture: {name}\n"

    @pytest.mark.parametrize(
        ("name", "told"),
        [("scores.jpg", "'scores.jpg' ends neither in .png nor in .svg"), ("no/x.png", "there is no folder 'no'")],
    )
    def test_a_name_that_cannot_be_is_told_first(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, told: str
    ) -> None:
        monkeypatch.delattr(measuring, "measure")
        with pytest.raises(SystemExit, match="2"):
            evaluate("--plot", name)
        assert told in capsys.readouterr().err

    def test_without_the_library_it_says_how_to_get_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(charts, "find_spec", lambda _: None)
        Path("asked.yaml").write_text("not even looked at", encoding="utf-8")
        assert evaluate("--plot", "x.png") == 1
        output = capsys.readouterr()
        assert "uv sync --extra plot" in output.err
        assert output.out == ""

    def test_a_picture_that_cannot_be_written_is_told_after_the_figures(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("x.png").mkdir()
        assert evaluate("--plot", "x.png") == 1
        output = capsys.readouterr()
        assert output.err == "x.png: the picture cannot be written (is a directory)\n"
        assert output.out


def test_mistakes_in_the_questions_are_told_all_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("asked.yaml").write_text("- {q: a, id: huors}\n- {q: b}\n", encoding="utf-8")
    assert main(["evaluate", "--faq", "faq", "asked.yaml", "missing.yaml"]) == 65
    output = capsys.readouterr()
    assert output.out == ""
    lines = output.err.splitlines()
    assert lines[0] == "asked.yaml:1: there is no entry 'huors'; did you mean 'hours'?"
    assert [line.partition(": ")[0] for line in lines] == ["asked.yaml:1", "asked.yaml:2", "missing.yaml:1"]


def test_a_bar_moves_where_somebody_sees_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert evaluate("--json") == 0
    output = capsys.readouterr()
    assert "Asking: questions" in output.err
    assert json.loads(output.out)
