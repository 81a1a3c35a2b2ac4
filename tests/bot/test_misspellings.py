"""What was meant to be a setting and is none: told with the name that was meant, and never with its value."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.misspellings import misspellings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("BOT_TOKN", "BOT_TOKEN"),
        ("bot-token", "BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "BOT_TOKEN"),
        ("TOKEN", "BOT_TOKEN"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("ADMIN", "ADMIN_IDS"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("KEEP_QUESTION_DAY", "KEEP_QUESTIONS_DAYS"),
        ("DATABASE", "DATABASE_URL"),
    ],
)
def test_in_the_file_the_setting_that_was_meant_is_named(written: str, meant: str) -> None:
    Path(".env").write_text(f"LOG_FORMAT=text\nexport {written}=secret\n", encoding="utf-8")
    assert misspellings({}) == (f".env: {written} is no setting of the bot and changes nothing; did you mean {meant}?",)


def test_the_example_and_what_is_for_others_are_passed_over() -> None:
    others = (
        "POSTGRES_PASSWORD=x\nCOMPOSE_PROJECT_NAME=x\nTZ=UTC\nHTTPS_PROXY=http://x\nXDG_CACHE_HOME=x\nBOT_DOMAIN=x\n"
    )
    Path(".env").write_text(EXAMPLE.read_text("utf-8") + others + "log_level=debug\n", encoding="utf-8")
    assert misspellings({}) == ()


@pytest.mark.parametrize("name", ["ADMIN_ID", "bot_tokn", "FAQDIR"])
def test_of_the_environment_only_one_wrong_letter_is_told(name: str) -> None:
    environment = {
        name: "secret",
        "TEST_DATABASE_URL": "",
        "XDG_DATA_DIRS": "",
        "TOKEN": "",
        "MAN_DIR": "",
        "BOT_TOKEN": "",
    }
    told = misspellings(environment)
    assert len(told) == 1
    assert told[0].startswith(f"environment: {name} is no setting")


def test_a_line_that_is_no_setting_is_told_with_its_number() -> None:
    Path(".env").write_text("# the bot\n\nBOT_TOKEN: secret\nLOG_LEVEL=debug\n", encoding="utf-8")
    (told,) = misspellings({})
    assert told == ".env: line 3 is not read, for it is not NAME=value; mend or delete it"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbfBOT_TOKEN=x\n", b"BOT_TOKN=caf\xe9"])
def test_an_empty_file_a_mark_before_the_first_name_and_what_is_not_utf_8_are_not_told_here(content: bytes) -> None:
    Path(".env").write_bytes(content)
    assert misspellings({}) == ()


def test_without_a_file_there_is_nothing_to_tell() -> None:
    assert misspellings({}) == ()
