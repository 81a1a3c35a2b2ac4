"""Settings: read from the environment and .env, all mistakes at once, no secret shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.settings import Settings, SettingsError, load_settings

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.faq_dir is None
    assert settings.log_level == "INFO"
    assert settings.keep_questions_days == 90
    assert settings.store_url is not None
    assert str(settings.store_url.database).endswith("/backwalk/journal.sqlite3")
    assert settings.log_format == "text"
    assert settings.http_listen is None
    assert (settings.limit_per_person, settings.limit_per_group) == (20, 20)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=debug\nFAQ_DIR=cats\n", encoding="utf-8")
    Path("dogs").mkdir()
    monkeypatch.setenv("FAQ_DIR", "dogs")
    settings = load_settings()
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.log_level == "DEBUG"
    assert settings.faq_dir == Path("dogs")


def test_a_folder_may_lie_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Path("cats").mkdir()
    Path(".env").write_text("FAQ_DIR=~/cats\n", encoding="utf-8")
    assert load_settings().faq_dir == tmp_path / "cats"


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("BOT_TOKEN=\nBOT_API_URL=\nFAQ_DIR=\nLOG_LEVEL=\n", encoding="utf-8")
    assert load_settings() == Settings.model_construct()
    monkeypatch.setenv("BOT_TOKEN", "")
    assert load_settings().bot_token is None


def test_other_lines_of_the_file_are_somebody_else_s() -> None:
    Path(".env").write_text("COMPOSE_PROJECT_NAME=backs\n", encoding="utf-8")
    assert load_settings().bot_token is None


def test_all_mistakes_are_told_at_once_and_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "my secret token")
    monkeypatch.setenv("BOT_API_URL", "telegram.example")
    monkeypatch.setenv("FAQ_DIR", "nowhere")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [mistake.partition(":")[0] for mistake in caught.value.mistakes] == [
        "BOT_TOKEN",
        "BOT_API_URL",
        "FAQ_DIR",
        "LOG_LEVEL",
    ]
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "https://api.telegram.org/", "https://x.org/telegram"])
def test_addresses_of_servers(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BOT_API_URL", url)
    assert load_settings().bot_api_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["ftp://x.org", "http://", "https://x.org/?a=1", "https://u:p@x.org", "x.org", "http://x.org:99999"]
)
def test_what_is_no_address_of_a_server(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BOT_API_URL", url)
    with pytest.raises(SettingsError, match=r"^BOT_API_URL: "):
        load_settings()


@pytest.mark.parametrize("address", ["127.0.0.1:8080", ":8080", "[::1]:8080"])
def test_addresses_to_listen_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTP_LISTEN", address)
    assert load_settings().http_listen == address


@pytest.mark.parametrize("address", ["8080", "::1:8080", "localhost", "http://localhost:8080", "localhost:99999"])
def test_what_is_no_address_to_listen_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTP_LISTEN", address)
    with pytest.raises(SettingsError, match=r"^HTTP_LISTEN: is not an address to listen at; write host:port"):
        load_settings()


@pytest.mark.parametrize(
    ("address", "passwords"),
    [
        ("", ()),
        ("none", ()),
        ("sqlite:////tmp/journal.sqlite3", ()),
        ("postgresql://bot@db/journal", ()),
        ("postgresql://bot:p%40ss-word@db/journal", ("p@ss-word", "p%40ss-word")),
        ("postgresql://db/journal?user=bot&password=hunter2", ("hunter2",)),
        ("postgresql://db/journal?password=hunter1&sslpassword=hunter2&password=3", ("hunter1", "3", "hunter2")),
    ],
)
def test_passwords_that_must_stand_in_no_log(
    monkeypatch: pytest.MonkeyPatch, address: str, passwords: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert load_settings().passwords == passwords


@pytest.mark.parametrize(
    ("address", "passwords"),
    [
        ("", ()),
        ("redis://cache:6379/1", ()),
        ("redis://:p%40ss-word@cache", ("p@ss-word", "p%40ss-word")),
        ("rediss://ada:hunter2@cache:6380", ("hunter2", "hunter2")),
        ("redis://cache?password=hunter%322", ("hunter22",)),
        ("rediss://cache?ssl_password=hunter2", ("hunter2",)),
        ("unix://:hunter2@/run/redis.sock?db=1", ("hunter2", "hunter2")),
    ],
)
def test_a_password_of_redis_must_stand_in_no_log_either(
    monkeypatch: pytest.MonkeyPatch, address: str, passwords: tuple[str, ...]
) -> None:
    monkeypatch.setenv("REDIS_URL", address)
    assert load_settings().passwords == passwords
    assert "hunter2" not in repr(load_settings())


@pytest.mark.parametrize(
    "address",
    [
        "localhost:6379",
        "http://cache",
        "redis://",
        "redis://:secret@cache:port",
        "unix://",
        "redis://a b",
        "redis://:secret@cache?db=x",
    ],
)
def test_what_is_no_redis_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("REDIS_URL", address)
    with pytest.raises(SettingsError, match=r"^REDIS_URL: is not the address of a Redis or Valkey; write") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_formats_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "JSON")
    assert load_settings().log_format == "json"
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(SettingsError, match=r"^LOG_FORMAT: must be 'text' or 'json'"):
        load_settings()


def test_limits_may_be_off_and_are_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIMIT_PER_PERSON", "0")
    monkeypatch.setenv("LIMIT_PER_GROUP", "60")
    assert (load_settings().limit_per_person, load_settings().limit_per_group) == (0, 60)
    monkeypatch.setenv("LIMIT_PER_GROUP", "-1")
    with pytest.raises(SettingsError, match=r"^LIMIT_PER_GROUP: must be a whole number from 0 to 1000$"):
        load_settings()


def test_a_file_that_is_not_utf8_is_told() -> None:
    Path(".env").write_bytes(b"FAQ_DIR=caf\xe9\n")
    with pytest.raises(SettingsError, match=r"^\.env: is not UTF-8"):
        load_settings()


def test_the_token_is_not_shown() -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    assert TOKEN not in f"{load_settings()!r} {load_settings()}"


def test_the_example_documents_every_setting() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert re.findall(r"^([A-Z_]+)=", text, re.MULTILINE) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        default = field.default or ""
        assert f"# {field.description}\n{name.upper()}={default}\n" in text


def test_the_example_can_be_used_as_it_stands() -> None:
    Path(".env").write_bytes(EXAMPLE.read_bytes())
    assert load_settings() == Settings.model_construct()


def test_the_store_is_a_file_in_the_data_folder_or_a_database_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "data")
    assert load_settings().store_url == URL.create("sqlite", database=str(Path.cwd() / "data" / "journal.sqlite3"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:secret@db.example/bot")
    url = load_settings().store_url
    assert url is not None
    assert (url.drivername, url.host, url.database) == ("postgresql+asyncpg", "db.example", "bot")
    monkeypatch.setenv("DATABASE_URL", "none")
    assert load_settings().store_url is None


def test_a_database_that_cannot_be_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://ada:secret@db.example/bot")
    monkeypatch.setenv("KEEP_QUESTIONS_DAYS", "0")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(caught.value.mistakes) == 2
    assert caught.value.mistakes[0].startswith("DATABASE_URL: is not the address of a database; write postgresql://")
    assert caught.value.mistakes[1].startswith("KEEP_QUESTIONS_DAYS: ")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("given", ["12345,67890", " 12345 , 67890,", "12345 67890"])
def test_admins_are_numbers(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ADMIN_IDS", given)
    assert load_settings().admin_ids == {12345, 67890}


@pytest.mark.parametrize("given", ["@jane", "-1001234567890", "12345;67890", "1" * 17, "\u0661\u0662", "[1, 2]"])
def test_admins_are_nothing_else(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ADMIN_IDS", given)
    with pytest.raises(SettingsError, match=r"^ADMIN_IDS: must be Telegram numbers of people") as caught:
        load_settings()
    assert given not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://bot.example.org", "https://bot.example.org:8443/hook/a-b_c~1.x", "https://8.8.8.8/"]
)
def test_where_telegram_hands_in_updates(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    assert load_settings().webhook_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example.org/hook",
        "bot.example.org/hook",
        "https://bot.example.org:8080/hook",
        "https://bot.example.org:99999999/hook",
        "https://ada:secret@bot.example.org/hook",
        "https://bot.example.org/hook?x=1",
        "https://bot.example.org/{hook}",
        "https://bot.example.org/%2e%2e",
        "https://",
    ],
)
def test_where_telegram_does_not(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    with pytest.raises(
        SettingsError, match=r"^WEBHOOK_URL: is not an address that Telegram hands updates in at; write"
    ):
        load_settings()


LOCAL = [
    "https://localhost/hook",
    "https://bot/hook",
    "https://nas.local/",
    "https://192.168.1.5/",
    "https://127.0.0.1/",
]


@pytest.mark.parametrize("url", LOCAL)
def test_telegram_reaches_no_address_at_home_but_a_server_of_ones_own_does(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL: is an address of this machine or its network"):
        load_settings()
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081")
    assert load_settings().webhook_url == url


@pytest.mark.parametrize(
    "token", ["1:a", "7654321098:AAtest-token", f"bot{TOKEN}", f"\N{LEFT DOUBLE QUOTATION MARK}{TOKEN}"]
)
def test_half_a_token_is_none(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", token)
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN: does not look like a token; copy the whole line"):
        load_settings()


@pytest.mark.parametrize("days", ["0", "3651", "1.5", "many", "-1"])
def test_a_wrong_number_is_told_what_it_may_be(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("KEEP_QUESTIONS_DAYS", days)
    with pytest.raises(SettingsError, match=r"^KEEP_QUESTIONS_DAYS: must be a whole number from 1 to 3650$"):
        load_settings()


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    Path(".env").write_text("KEEP_QUESTIONS_DAYS=7\n", encoding="utf-8-sig")
    assert load_settings().keep_questions_days == 7


@pytest.mark.parametrize("secret", ["short", "with a space in it", "x" * 257, "m\u00fcller-and-daughters"])
def test_a_secret_that_telegram_would_not_take(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET: must be 16 to 256 letters") as caught:
        load_settings()
    assert secret not in str(caught.value)


def test_a_secret_is_made_of_the_token_where_none_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_settings().hook_secret(TOKEN)
    assert re.fullmatch(r"[0-9a-f]{64}", made)
    assert made == load_settings().hook_secret(TOKEN) != load_settings().hook_secret(TOKEN + "x")
    monkeypatch.setenv("WEBHOOK_SECRET", "a_secret-of-our-own")
    assert load_settings().hook_secret(TOKEN) == "a_secret-of-our-own"


def test_no_secret_is_written_and_the_mask_knows_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:hunter2@db.example/bot")
    monkeypatch.setenv("WEBHOOK_SECRET", "a_secret-of-our-own")
    settings = load_settings()
    secrets = (TOKEN.partition(":")[2], "hunter2", "a_secret-of-our-own")
    for written in (
        repr(settings),
        str(settings),
        settings.model_dump_json(),
        settings.mask(TOKEN).hide(" ".join(secrets)),
    ):
        assert not any(secret in written for secret in secrets)
