"""The command line, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from bot import checking, cli
from bot.cli import main, packaged_faq
from bot.settings import Settings
from faq import load

ROOT = Path(__file__).parents[2]
SMALLEST = "- id: hello\n  questions: [hello there]\n  answer: Good day.\n"
TODAY = date(2026, 11, 24)
BROKEN = "- id: hello\n  questions: [hello there]\n  anwser: Good day.\n- id: hello\n"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def smallest() -> Path:
    return folder("smallest", SMALLEST)


@pytest.fixture
def broken() -> Path:
    return folder("broken", BROKEN)


def folder(name: str, entries: str) -> Path:
    made = Path(name)
    made.mkdir()
    (made / "entries.yaml").write_text(entries, encoding="utf-8")
    return made


@pytest.mark.usefixtures("logging_as_before")
class TestRun:
    def test_without_a_token_tells_in_two_lines_how_to_get_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["run"]) == 78
        output = capsys.readouterr()
        assert output.out == ""
        assert len(output.err.splitlines()) == 2
        assert "@BotFather" in output.err
        assert "BOT_TOKEN" in output.err

    def test_tells_all_mistakes_in_the_settings(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BOT_TOKEN", "secret")
        monkeypatch.setenv("LOG_LEVEL", "loud")
        assert main(["run"]) == 78
        lines = capsys.readouterr().err.splitlines()
        assert [line.partition(":")[0] for line in lines] == ["BOT_TOKEN", "LOG_LEVEL"]
        assert "secret" not in "".join(lines)

    def test_tells_the_mistakes_in_the_faq(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: Path
    ) -> None:
        monkeypatch.setenv("BOT_TOKEN", "123456:secret-of-the-tests-0123456789")
        assert main(["run", "--faq", str(broken)]) == 65
        assert "entries.yaml:3: " in capsys.readouterr().err


class TestCheck:
    def test_the_faq_that_comes_along_has_no_mistakes(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        # Whether its reviews are of late is for its curator to see to, not for whoever runs the tests.
        last_review = max(entry.reviewed for entry in load(packaged_faq()).entries if entry.reviewed)
        monkeypatch.setattr(cli, "_today", lambda: last_review)
        assert main(["check", "--fast"]) == 0
        assert (
            capsys.readouterr().out
            == f"{packaged_faq()}: no mistakes in {len(load(packaged_faq()).entries)} entries.\n"
        )

    def test_mistakes_go_to_standard_error_one_a_line(self, capsys: pytest.CaptureFixture[str], broken: Path) -> None:
        assert main(["check", "--faq", str(broken)]) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert all("entries.yaml:" in line for line in output.err.splitlines())
        assert len(output.err.splitlines()) >= 2

    def test_a_missing_folder_is_a_mistake(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--faq", "nowhere"]) == 1
        assert "nowhere" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("options", "asked"),
        [
            ([], {"fast": False, "everything": False}),
            (["--fast"], {"fast": True, "everything": False}),
            (["--all"], {"fast": False, "everything": True}),
        ],
    )
    def test_its_options(
        self, monkeypatch: pytest.MonkeyPatch, smallest: Path, options: list[str], asked: dict[str, bool]
    ) -> None:
        given = []

        def check(folder: Path, *, today: date, **how: bool) -> int:
            given.append((folder, today, how))
            return 0

        monkeypatch.setattr(cli, "_today", lambda: TODAY)
        monkeypatch.setattr(checking, "check", check)
        assert main(["check", "--faq", str(smallest), *options]) == 0
        assert given == [(smallest, TODAY, asked)]

    def test_an_answer_that_nobody_has_read_for_long(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(cli, "_today", lambda: TODAY)
        old = folder("old", f"{SMALLEST}  reviewed: 2025-01-02\n")
        assert main(["check", "--fast", "--faq", str(old)]) == 0
        said = capsys.readouterr().out
        assert "old/entries.yaml:4: could be better: 'hello' was last reviewed on 2025-01-02, more than" in said


class TestFolder:
    def test_the_option_wins_over_the_environment(
        self, monkeypatch: pytest.MonkeyPatch, broken: Path, smallest: Path
    ) -> None:
        monkeypatch.setenv("FAQ_DIR", str(broken))
        assert main(["check"]) == 1
        assert main(["check", "--faq", str(smallest)]) == 0

    def test_the_environment_wins_over_the_file(
        self, monkeypatch: pytest.MonkeyPatch, broken: Path, smallest: Path
    ) -> None:
        Path(".env").write_text(f"FAQ_DIR={broken}\n", encoding="utf-8")
        assert main(["check"]) == 1
        monkeypatch.setenv("FAQ_DIR", str(smallest))
        assert main(["check"]) == 0

    def test_an_empty_value_counts_as_not_set(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path(".env").write_text("FAQ_DIR=\n", encoding="utf-8")
        monkeypatch.setenv("FAQ_DIR", "")
        assert main(["check", "--fast"]) == 0
        assert str(packaged_faq()) in capsys.readouterr().out

    def test_a_file_that_is_not_utf8_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path(".env").write_bytes(b"FAQ_DIR=caf\xe9\n")
        assert main(["check"]) == 78
        assert ".env: is not UTF-8" in capsys.readouterr().err

    def test_a_broken_faq_is_not_asked(self, capsys: pytest.CaptureFixture[str], broken: Path) -> None:
        assert main(["ask", "hello", "--faq", str(broken)]) == 65
        assert "entries.yaml:3: " in capsys.readouterr().err


def test_why_is_an_option_of_ask(capsys: pytest.CaptureFixture[str], smallest: Path) -> None:
    assert main(["ask", "hello there", "--why", "--faq", str(smallest)]) == 0
    assert "How it was read" in capsys.readouterr().out
    assert main(["ask", "hello there", "--why", "--json", "--faq", str(smallest)]) == 0
    assert '"reading"' in capsys.readouterr().out


def test_a_question_needs_no_quotation_marks(capsys: pytest.CaptureFixture[str], smallest: Path) -> None:
    assert main(["ask", "hello", "there", "--faq", str(smallest)]) == 0
    assert "Good day." in capsys.readouterr().out


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "chat" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("backwalk")


def test_today_is_the_day_where_the_curator_lives() -> None:
    before = datetime.now().astimezone().date()
    assert before <= cli._today() <= datetime.now().astimezone().date()


class TestOutput:
    """What becomes of what is printed, seen from outside: it is written when the process ends, if not before."""

    @staticmethod
    def version_into(output: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "--version"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, env=environment, text=True, timeout=60, check=False
        )

    def test_a_reader_who_has_gone_is_no_mistake(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = self.version_into(writing)
        finally:
            os.close(writing)
        assert (done.returncode, done.stderr) == (141, "")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full, as Linux has")
    def test_a_full_disk_is_told_in_a_line(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = self.version_into(full.fileno())
        assert done.returncode == 74
        assert done.stderr == "This cannot be written: No space left on device; make room, or write elsewhere.\n"
