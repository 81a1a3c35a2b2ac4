"""``backwalk report`` as a curator runs it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from bot.cli import main
from tests.bot.reporting.stores import ATTACK, fill, question, tally, today

pytestmark = pytest.mark.usefixtures("nothing_set")


@pytest.fixture
def filled(database_url: str) -> str:
    return fill(database_url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store in a file."""
    path = tmp_path / "store" / "journal.sqlite3"
    fill(f"sqlite:///{path}")
    return path


def report(*arguments: str) -> int:
    return main(["report", "--faq", "faq", *arguments])


def record(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert report("--json", *arguments) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


class TestTables:
    def test_it_is_readable_in_80_columns(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        assert report("--database", filled) == 0
        output = capsys.readouterr()
        assert output.err == ""
        tables, _, pasted = output.out.partition("To paste under")
        assert max(map(len, tables.splitlines())) <= 80
        assert yaml.safe_load(pasted.partition("\n")[2]) == ["can zebras visit"]

    def test_it_tells_what_happened(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        report("--database", filled)
        shown = " ".join(capsys.readouterr().out.split())
        for told in (
            "25 questions",
            "answered 8 42.1",
            "offered a choice 3 15.8",
            "of which chosen from 2",
            "missed 8 42.1",
            "emergencies 1",
            "small talk 5",
            "group 10",
            "hours 6 0 1 2",
            "hours: 2 thumbs down, 1 up 1 x (phrasing not known) 1 x opening hours",
            "Never shown (1) dogs",
            "Missed then, an emergency to the FAQ as it is now 1 x my room is burning",
            "7 x is there wifi",
            "also: do you have wifi here",
            "1 question missed or doubtful then would be answered now",
        ):
            assert told in shown

    def test_the_days_begin_with_the_first_on_which_something_was_asked(
        self, capsys: pytest.CaptureFixture[str], filled: str
    ) -> None:
        report("--database", filled)
        days = capsys.readouterr().out.partition("By day")[2].partition("\u2588 answered")[0].splitlines()[3:]
        assert [int(day.split()[3]) for day in days] == [2, 0, 0, 23]

    def test_an_alarm_stands_before_all_that_was_missed(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        report("--database", filled)
        shown = capsys.readouterr().out
        assert shown.index("my room is burning") < shown.index("is there wifi")

    def test_whatever_was_asked_is_text(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'odd.sqlite3'}"
        fill(url, [question(ATTACK, 3), question("elephants \x1b]0;x\x07 \x9b31m", picked="dogs")])
        report("--database", url)
        shown = capsys.readouterr().out
        assert "[bold]b[/bold]" in shown
        assert "<U+001B>]0;x<U+0007> <U+009B>31m" in shown
        assert shown.replace("\n", "").isprintable()

    def test_an_empty_store_is_told_in_a_line(self, capsys: pytest.CaptureFixture[str], database_url: str) -> None:
        fill(database_url, (), ())
        with_votes = report("--database", database_url, "--since", "1d")
        assert with_votes == 0
        assert "0 questions" in capsys.readouterr().out

    def test_nothing_at_all_is_told_in_a_line(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        with sqlite3.connect(file) as store:
            store.executescript("DELETE FROM questions; DELETE FROM tallies; DELETE FROM votes")
        store.close()
        assert report("--database", f"sqlite:///{file}") == 0
        assert capsys.readouterr().out.splitlines()[1:] == ["Nothing was asked."]


class TestSince:
    @pytest.mark.parametrize(
        ("since", "answered", "days"), [("3d", 6, 3), ("4d", 8, 4), ("1w", 8, 7), ("all", 108, 91), ("91d", 108, 91)]
    )
    def test_the_period_is_what_was_asked_for(
        self, capsys: pytest.CaptureFixture[str], filled: str, since: str, answered: int, days: int
    ) -> None:
        found = record(capsys, "--database", filled, "--since", since)
        assert (found["total"]["answered"], len(found["days"])) == (answered, days)

    def test_questions_last_asked_before_are_left_out(
        self, capsys: pytest.CaptureFixture[str], database_url: str
    ) -> None:
        fill(database_url, [question("old zebras", days=9), question("new zebras", days=2)], ())
        found = record(capsys, "--database", database_url, "--since", "7d")
        assert [group["title"] for group in found["groups"]] == ["new zebras"]

    @pytest.mark.parametrize("since", ["soon", "0d", "2999-01-01"])
    def test_another_one_is_refused(self, capsys: pytest.CaptureFixture[str], since: str) -> None:
        with pytest.raises(SystemExit) as left:
            report("--since", since)
        assert left.value.code == 2
        assert since in capsys.readouterr().err


class TestForms:
    def test_the_record_has_its_shape(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        found = record(capsys, "--database", filled)
        assert list(found) == [
            "format", "since", "until", "faq", "version", "total", "days", "chats", "entries", "voted_down",
            "never_shown", "alarming", "groups", "settled", "phrasings", "candidates",
        ]  # fmt: skip
        assert found["format"] == 1
        assert found["until"] == str(today())
        assert found["total"] == {
            "asked": 25, "answered": 8, "suggested": 3, "picked": 2, "missed": 8, "emergencies": 1, "smalltalk": 5,
            "share_answered": 0.4211, "share_found": 0.5263,
        }  # fmt: skip
        assert found["entries"][0] == {"entry": "hours", "shown": 6, "answered": 6, "picked": 0, "up": 1, "down": 2}
        (asked,) = found["phrasings"]["dogs"]
        assert {name: asked[name] for name in ("question", "times", "entry", "picked")} == {
            "question": "can zebras visit", "times": 3, "entry": "dogs", "picked": "dogs",
        }  # fmt: skip
        assert [one["question"] for one in found["settled"]] == ["when do you open"]

    def test_the_yaml_alone_can_be_piped(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        assert report("--database", filled, "--yaml") == 0
        output = capsys.readouterr()
        assert yaml.safe_load(output.out) == ["can zebras visit"]
        assert output.err == ""

    def test_the_page_is_written_and_nothing_printed(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        assert report("--database", filled, "--html", "report.html") == 0
        output = capsys.readouterr()
        assert (output.out, output.err) == ("", "Page: report.html\n")
        assert "can zebras visit" in Path("report.html").read_text(encoding="utf-8")

    def test_a_page_that_cannot_be_written_is_told(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        Path("taken").mkdir()
        assert report("--database", f"sqlite:///{file}", "--html", "taken") == 1
        assert "taken: the page cannot be written" in capsys.readouterr().err

    @pytest.mark.parametrize("forms", [("--json", "--yaml"), ("--html", "x.html", "--json"), ("--html", "no/x.html")])
    def test_what_cannot_be_is_refused(self, forms: tuple[str, ...]) -> None:
        with pytest.raises(SystemExit) as left:
            report(*forms)
        assert left.value.code == 2


class TestWhichStore:
    def test_the_environment_names_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, filled: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", filled)
        assert record(capsys)["total"]["asked"] == 25

    def test_env_names_its_folder(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        Path(".env").write_text(f"DATA_DIR={file.parent}\n", encoding="utf-8")
        assert record(capsys)["total"]["asked"] == 25

    def test_another_one_may_be_named(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: Path
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/no")
        assert record(capsys, "--database", f"sqlite:///{file}")["total"]["asked"] == 25

    def test_none_has_nothing_to_tell(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "none")
        assert report() == 78
        assert "nothing is remembered" in capsys.readouterr().err

    def test_settings_with_mistakes_are_told(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KEEP_QUESTIONS_DAYS", "many")
        assert report() == 78
        assert "KEEP_QUESTIONS_DAYS" in capsys.readouterr().err

    def test_an_address_that_is_none_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            report("--database", "mysql://root:secret@host/x")
        told = capsys.readouterr().err
        assert "is not the address of a database" in told
        assert "secret" not in told

    def test_a_broken_faq_is_told(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        Path("faq/entries.yaml").write_text("- id: x\n", encoding="utf-8")
        assert report("--database", f"sqlite:///{file}") == 65
        assert "faq/entries.yaml:1" in capsys.readouterr().err


class TestTroubles:
    def test_no_store_yet_is_told_and_none_is_made(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        missing = tmp_path / "new" / "journal.sqlite3"
        assert report("--database", f"sqlite:///{missing}") == 78
        assert f"no store at {missing} yet" in capsys.readouterr().err
        assert not missing.parent.exists()

    def test_an_empty_database_is_told_and_stays_empty(
        self, capsys: pytest.CaptureFixture[str], database_url: str
    ) -> None:
        if database_url.startswith("sqlite"):
            Path(str(make_url(database_url).database)).touch()
        for _ in range(2):
            assert report("--database", database_url) == 78
            assert "There is nothing in the store" in capsys.readouterr().err

    def test_tables_of_a_newer_version_are_told(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        with sqlite3.connect(file) as store:
            store.execute("UPDATE alembic_version SET version_num = '9999'")
        store.close()
        assert report("--database", f"sqlite:///{file}") == 78
        assert "newer version" in capsys.readouterr().err

    def test_tables_of_an_older_version_are_left_as_they_are(
        self, capsys: pytest.CaptureFixture[str], file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.store.viewing.newest", lambda: "9999")
        before = file.read_bytes()
        assert report("--database", f"sqlite:///{file}") == 78
        assert "start the bot once with this version" in capsys.readouterr().err
        assert file.read_bytes() == before

    def test_a_server_that_is_not_there_is_told_without_the_password(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert report("--database", "postgresql://bot:secret@127.0.0.1:1/journal") == 69
        told = capsys.readouterr().err
        assert "postgresql://bot:***@127.0.0.1:1/journal cannot be read: " in told
        assert len(told.splitlines()) == 1

    def test_a_file_that_is_no_store_is_told(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "odd.sqlite3").write_bytes(b"no database " * 100)
        assert report("--database", f"sqlite:///{tmp_path / 'odd.sqlite3'}") == 69
        assert "cannot be read" in capsys.readouterr().err


class TestBesideARunningBot:
    def test_what_somebody_is_writing_keeps_nobody_waiting(
        self, capsys: pytest.CaptureFixture[str], file: Path
    ) -> None:
        writer = sqlite3.connect(file, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM tallies")
        assert record(capsys, "--database", f"sqlite:///{file}")["total"]["asked"] == 25
        writer.execute("COMMIT")
        writer.close()

    def test_what_is_not_in_the_main_file_yet_is_told_as_well(
        self, capsys: pytest.CaptureFixture[str], file: Path
    ) -> None:
        writer = sqlite3.connect(file, isolation_level=None)
        writer.execute("DELETE FROM tallies WHERE chat = 'group'")
        assert file.with_name(f"{file.name}-wal").stat().st_size
        assert list(record(capsys, "--database", f"sqlite:///{file}")["chats"]) == ["private"]
        writer.close()

    def test_a_copy_that_may_not_be_written_to_is_read(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        file.chmod(0o400)
        file.parent.chmod(0o500)
        try:
            assert record(capsys, "--database", f"sqlite:///{file}")["total"]["asked"] == 25
        finally:
            file.parent.chmod(0o700)

    def test_more_may_be_counted_afterwards(self, capsys: pytest.CaptureFixture[str], filled: str) -> None:
        record(capsys, "--database", filled)
        fill(filled, (), [tally("answer", 10, "dogs")])
        assert record(capsys, "--database", filled)["total"]["asked"] == 35
