"""``backwalk run --check``: one line for each thing, and an exit status that says what to mend."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web

import faq.caching
from bot.cli import main
from bot.settings import Settings
from bot.store import Store
from bot.store.connecting import database_url as read_url
from bot.web.address import Address
from bot.web.listening import listening
from tests.e2e import birds
from tests.telegram import DEADLINE, ME, TOKEN, Server, faults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests import redis_server

    Check = Callable[[], Awaitable[tuple[int, dict[str, str]]]]

SECRET = TOKEN.partition(":")[2]
PASSWORD = "open-sesame"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: Server) -> pytest.MonkeyPatch:
    """Settings with which the bot can run."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", server.url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FAQ_DIR", str(birds.write(tmp_path / "faq")))
    return monkeypatch


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Run the check; give its exit status, and by subject what each line says, its level first."""

    async def check() -> tuple[int, dict[str, str]]:
        status = await asyncio.to_thread(main, ["run", "--check"])
        output = capsys.readouterr()
        assert output.err == ""
        assert SECRET not in output.out
        assert PASSWORD not in output.out
        levels = [line.split(maxsplit=1) for line in output.out.splitlines()]
        return status, {told.partition(":")[0]: f"{level} {told.partition(':')[2].strip()}" for level, told in levels}

    return check


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def test_all_is_well(check: Check, server: Server, tmp_path: Path) -> None:
    status, told = await check()
    assert status == 0
    assert list(told) == ["settings", "FAQ", "cache", "Telegram", "store"]
    assert all(line.startswith("ok ") for line in told.values())
    assert f"@{server.username}" in told["Telegram"]
    assert "inline mode" in told["Telegram"]
    assert f"{tmp_path}/data/journal.sqlite3 opens, is bot {ME['id']}'s, and can be written" in told["store"]
    assert {call.method for call in server.calls} == {"getMe", "getWebhookInfo"}, "no bot at work is disturbed"


async def test_a_webhook_is_told_without_its_path_and_left_alone(check: Check, server: Server) -> None:
    server.methods.webhook = {"url": "https://bots.example.org/secret-path"}
    status, told = await check()
    assert status == 0
    assert told["webhook"].startswith("warn updates go to bots.example.org")
    assert "secret-path" not in "".join(told.values())
    assert server.methods.webhook


async def test_a_webhook_of_its_own(check: Check, server: Server, settings: pytest.MonkeyPatch) -> None:
    url, port = "https://bots.example.org/hook", free_port()
    settings.setenv("WEBHOOK_URL", url)
    settings.setenv("WEBHOOK_LISTEN", f"127.0.0.1:{port}")
    server.methods.webhook = {"url": url}
    status, told = await check()
    assert (status, "webhook" in told) == (0, False)
    assert told["hook"] == f"ok 127.0.0.1:{port} is free to listen at"
    server.methods.webhook = {"url": "https://others.example.org/hook"}
    with socket.create_server(("127.0.0.1", port)):
        status, told = await check()
    assert status == 0
    assert "puts its own in the place of that webhook" in told["webhook"]
    assert told["hook"].startswith("warn WEBHOOK_LISTEN: ")


async def test_limits_that_copies_keep_together(
    check: Check, settings: pytest.MonkeyPatch, redis_at_work: redis_server.Server
) -> None:
    settings.setattr("bot.throttle.shared.PATIENCE_SECONDS", DEADLINE)  # it is well, however slow the machine is
    settings.setenv("REDIS_URL", redis_at_work.url)
    status, told = await check()
    assert (status, told["limits"]) == (0, f"ok Redis at 127.0.0.1:{redis_at_work.port} answers and can be written")
    settings.setenv("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:{redis_at_work.port}")
    status, told = await check()
    assert status == 78
    assert told["limits"].endswith("mend the name or the password in REDIS_URL")
    settings.setenv("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:{free_port()}")
    status, told = await check()
    assert status == 69
    assert told["limits"].endswith("start the server, or mend its address in REDIS_URL")


async def test_what_botfather_has_switched_off(check: Check, server: Server) -> None:
    server.me["supports_inline_queries"] = False
    _, told = await check()
    assert "/setinline" in told["Telegram"]


async def test_a_refused_token(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BOT_TOKEN", "1234:another-token_of_nobody")
    status, told = await check()
    assert status == 78
    assert told["Telegram"].startswith("fail")
    assert "@BotFather" in told["Telegram"]
    assert told["store"].startswith("ok")
    settings.setenv("BOT_TOKEN", TOKEN)
    status, _ = await check()
    assert status == 0, "the store has not become that of a bot that may not exist"


async def test_no_token(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.delenv("BOT_TOKEN")
    status, told = await check()
    assert status == 78
    assert "@BotFather" in told["Telegram"]
    assert told["FAQ"].startswith("ok")


async def test_telegram_out_of_reach(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BOT_API_URL", f"http://127.0.0.1:{free_port()}")
    status, told = await check()
    assert status == 69
    assert "cannot be reached" in told["Telegram"]


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (faults.bad_gateway(), 69, "has a fault (Bad Gateway (502))"),
        (faults.too_many_requests(3), 69, "try again later"),
        (faults.cut_off(), 69, "cannot be reached"),
    ],
    ids=["502", "429", "cut off"],
)
async def test_telegram_has_a_fault(check: Check, server: Server, fault: faults.Fault, status: int, words: str) -> None:
    server.faults.next_calls("getMe", fault)
    found, told = await check()
    assert found == status
    assert words in told["Telegram"]


async def test_a_proxy_that_cannot_be_used(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("HTTPS_PROXY", "foo://ada:hunter2@cache:3128")
    status, told = await check()
    assert status == 78
    assert "HTTPS_PROXY" in told["Telegram"]


async def test_telegram_that_says_nothing(check: Check, server: Server, settings: pytest.MonkeyPatch) -> None:
    settings.setattr("bot.readiness.telegram.SECONDS", 0.2)
    server.faults.next_calls("getMe", faults.hold(asyncio.Event()))
    status, told = await check()
    assert status == 69
    assert "has not answered in 0.2 s" in told["Telegram"]


@pytest.mark.parametrize(
    "answer", ["HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 200 OK\r\n"], ids=["no such page", "a welcome page"]
)
async def test_something_else_than_a_bot_api_server(check: Check, settings: pytest.MonkeyPatch, answer: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"{answer}Content-Length: 12\r\nConnection: close\r\n\r\n<p>Hello</p>".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as stranger:
        settings.setenv("BOT_API_URL", f"http://127.0.0.1:{stranger.sockets[0].getsockname()[1]}")
        status, told = await check()
    assert status == 78
    assert "Bot API server" in told["Telegram"]


async def test_mistakes_in_the_settings_are_told_and_the_rest_is_looked_at(
    check: Check, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KEEP_QUESTIONS_DAYS", "0")
    status, told = await check()
    assert status == 78
    assert told["settings"].startswith("fail KEEP_QUESTIONS_DAYS: ")
    assert all(told[subject].startswith("ok") for subject in ("FAQ", "Telegram", "store"))


async def test_what_rests_on_a_wrong_setting_is_left_out(
    check: Check, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("DATABASE_URL", f"mysql://me:{PASSWORD}@db.example/bot")
    settings.setenv("BOT_API_URL", "telegram")
    status, told = await check()
    assert status == 78
    assert list(told) == ["settings", "FAQ", "cache"]
    assert not (tmp_path / "data").exists()


async def test_settings_that_cannot_be_read(check: Check, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=caf\xe9")
    status, told = await check()
    assert status == 78
    assert list(told) == ["settings"]


async def test_what_was_meant_to_be_a_setting(check: Check, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"ADMIN_ID={PASSWORD}\n", "utf-8")
    status, told = await check()
    assert status == 0
    assert told["settings"].startswith("warn .env: ADMIN_ID is no setting")


async def test_a_broken_faq(check: Check, tmp_path: Path) -> None:
    (tmp_path / "faq" / "entries.yaml").write_text("- id: a\n  anwser: b\n- id: c\n", "utf-8")
    status, told = await check()
    assert status == 65
    assert "entries.yaml:1" in told["FAQ"]
    assert "more; `backwalk check` tells all" in told["FAQ"]
    assert "cache" not in told
    assert told["store"].startswith("ok")


async def test_a_cache_that_cannot_be_written(check: Check, settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    status, told = await check()
    assert status == 0
    assert told["cache"].startswith("warn")
    assert "XDG_CACHE_HOME" in told["cache"]


async def test_what_came_along_needs_no_cache(check: Check, settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    await check()
    kept = next((tmp_path / "cache" / "backwalk").iterdir()).parent
    settings.setattr(faq.caching, "PACKAGED", kept)
    settings.setattr("bot.readiness.faq.PACKAGED", kept)
    _, told = await check()
    assert "came along" in told["cache"]


async def test_the_store_of_another_bot(check: Check, tmp_path: Path) -> None:
    other = Store(read_url(f"sqlite:///{tmp_path}/data/journal.sqlite3"), bot_id=7)
    await other.open()
    await other.close()
    status, told = await check()
    assert status == 78
    assert f"belongs to bot 7, this is bot {ME['id']}" in told["store"]


async def test_a_store_that_is_no_database(check: Check, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "journal.sqlite3").write_bytes(b"garbage " * 2000)
    status, told = await check()
    assert status == 78
    assert "is not a database; stop the bot and put a backup in its place" in told["store"]


async def test_a_folder_that_cannot_be_made(check: Check, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    status, told = await check()
    assert status == 78
    assert "DATA_DIR" in told["store"]


async def test_a_locked_store_may_be_free_again(check: Check, tmp_path: Path) -> None:
    await check()
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        status, told = await check()
    assert status == 69
    assert "database is locked" in told["store"]


async def test_little_room(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    status, told = await check()
    assert status == 0
    assert told["disk"].startswith("warn only 5 MB are free")


async def test_no_store_by_choice(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("DATABASE_URL", "none")
    status, told = await check()
    assert status == 0
    assert "nothing outlives the process" in told["store"]


async def test_a_server_for_the_store(check: Check, settings: pytest.MonkeyPatch, postgresql_url: str) -> None:
    settings.setenv("DATABASE_URL", postgresql_url)
    status, told = await check()
    assert status == 0
    assert told["store"].startswith("ok postgresql")


async def test_a_server_that_refuses_the_password(
    check: Check, settings: pytest.MonkeyPatch, postgresql_url: str
) -> None:
    url = read_url(postgresql_url).set(drivername="postgresql", password=PASSWORD)
    settings.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    status, told = await check()
    assert status == 78
    assert "mend the password in DATABASE_URL" in told["store"]


async def test_a_database_that_is_not_there(check: Check, settings: pytest.MonkeyPatch, postgresql_url: str) -> None:
    settings.setenv("DATABASE_URL", f"{postgresql_url}_not")
    status, told = await check()
    assert status == 78
    assert "does not exist" in told["store"]


async def test_a_server_out_of_reach(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("DATABASE_URL", f"postgresql://me:{PASSWORD}@127.0.0.1:{free_port()}/bot")
    status, told = await check()
    assert status == 69
    assert "start the database" in told["store"]


async def test_a_free_port(check: Check, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("HTTP_LISTEN", f"127.0.0.1:{free_port()}")
    status, told = await check()
    assert status == 0
    assert told["HTTP"].endswith("is free to listen at")


async def test_a_port_that_another_program_has(check: Check, settings: pytest.MonkeyPatch, server: Server) -> None:
    settings.setenv("HTTP_LISTEN", server.url.removeprefix("http://"))
    status, told = await check()
    assert status == 78
    assert "another program listens there" in told["HTTP"]


async def test_a_port_that_the_bot_at_work_has(check: Check, settings: pytest.MonkeyPatch) -> None:
    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "faq_version": "893f9c494f55"})

    application = web.Application()
    application.add_routes([web.get("/healthz", healthz)])
    async with listening(application, Address("127.0.0.1", 0)) as address:
        settings.setenv("HTTP_LISTEN", str(address))
        status, told = await check()
    assert status == 0
    assert told["HTTP"] == f"ok a bot at work listens on {address}"


async def test_the_gravest_decides(check: Check, settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.setenv("BOT_API_URL", f"http://127.0.0.1:{free_port()}")
    (tmp_path / "faq" / "entries.yaml").write_text("- id: a\n", "utf-8")
    assert (await check())[0] == 65
    settings.setenv("BOT_TOKEN", "none")
    assert (await check())[0] == 78
