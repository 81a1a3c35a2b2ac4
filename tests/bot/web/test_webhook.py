"""Updates are let in by their secret, and acknowledged when they are done."""

from __future__ import annotations

import asyncio
import gzip
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.metrics import Metrics
from bot.web.application import BODY_BYTES, build_application
from bot.web.listening import listening
from bot.web.webhook import SECRET_HEADER, webhook
from tests.bot.web.conftest import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "hush_HUSH-1"
KNOWING = {SECRET_HEADER: SECRET}
UPDATE = {"update_id": 7, "message": {"text": "is it safe?"}}


class Bot:
    """Notes what comes in, and is done with it when the test says so."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.answered = asyncio.Event()
        self.answered.set()
        self.is_done = True
        self.metrics = Metrics()

    async def receive(self, update: dict[str, Any]) -> bool:
        self.received.append(update)
        await self.answered.wait()
        return self.is_done

    def refused(self, reason: str) -> float:
        return self.metrics.registry.get_sample_value("backwalk_webhook_refused_total", {"reason": reason}) or 0


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest_asyncio.fixture
async def telegram(bot: Bot) -> AsyncIterator[ClientSession]:
    application = build_application([webhook("/hook/7", SECRET, bot.receive, bot.metrics)])
    async with listening(application, HERE) as address, ClientSession(f"http://{address}") as session:
        yield session


async def test_an_update_is_acknowledged_when_it_is_done_and_not_before(bot: Bot, telegram: ClientSession) -> None:
    bot.answered.clear()
    posting = asyncio.create_task(telegram.post("/hook/7", json=UPDATE, headers=KNOWING).__aenter__())
    while not bot.received:
        await asyncio.sleep(0)
    assert not posting.done()
    bot.answered.set()
    answer = await posting
    assert (answer.status, await answer.read()) == (200, b"")
    assert bot.received == [UPDATE]


async def test_what_cannot_be_answered_any_more_is_to_come_again(bot: Bot, telegram: ClientSession) -> None:
    bot.is_done = False
    async with telegram.post("/hook/7", json=UPDATE, headers=KNOWING) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("secret", [None, "", "hush_HUSH-2", "hush_HUSH-1 x", "h\u00fcsh", SECRET.lower()])
async def test_who_does_not_know_the_secret_is_refused_and_counted(
    bot: Bot, telegram: ClientSession, secret: str | None
) -> None:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with telegram.post("/hook/7", json=UPDATE, headers=headers) as answer:
        assert answer.status == 403
        assert SECRET not in await answer.text()
    assert bot.received == []
    assert bot.refused("secret") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 7.0}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_changes_nothing(bot: Bot, telegram: ClientSession, body: bytes) -> None:
    async with telegram.post("/hook/7", data=body, headers=KNOWING) as answer:
        assert answer.status == 400
    assert bot.received == []
    assert bot.refused("body") == 1


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(json.dumps(UPDATE).encode())),
        ("gzip", gzip.compress(b" " * 100 * BODY_BYTES)),
        ("gzip", b"x" * 50),
        ("deflate", b"x" * 50),
        ("br", b"x" * 50),
        ("zstd", b"x" * 50),
        ("x", b"x" * 50),
    ],
    ids=["gzip", "bomb", "no gzip", "deflate", "br", "zstd", "unknown"],
)
async def test_what_is_compressed_is_no_update(
    bot: Bot, telegram: ClientSession, caplog: pytest.LogCaptureFixture, encoding: str, body: bytes
) -> None:
    """Telegram sends none; a small one may become large."""
    async with telegram.post("/hook/7", data=body, headers=KNOWING | {"Content-Encoding": encoding}) as answer:
        assert answer.status == 400
    assert bot.received == []
    assert bot.refused("body") == 1
    assert caplog.messages == []


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 50\r\n\r\n{",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nx\r\n",
    ],
    ids=["short", "no end", "no chunk"],
)
async def test_a_body_that_breaks_off_changes_nothing(
    bot: Bot, telegram: ClientSession, caplog: pytest.LogCaptureFixture, rest: bytes
) -> None:
    assert telegram._base_url is not None
    reader, writer = await asyncio.open_connection(telegram._base_url.host, telegram._base_url.port)
    head = f"POST /hook/7 HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"
    writer.write(head.encode() + rest)
    writer.write_eof()
    await reader.read()
    writer.close()
    async with telegram.post("/hook/7", json=UPDATE, headers=KNOWING) as answer:
        assert answer.status == 200
    assert bot.received == [UPDATE]
    assert caplog.messages == []


async def test_a_body_that_is_too_long_is_refused(bot: Bot, telegram: ClientSession) -> None:
    long = json.dumps({"update_id": 7, "message": {"text": "x" * BODY_BYTES}}).encode()
    async with telegram.post("/hook/7", data=BytesIO(long), headers=KNOWING) as answer:
        assert answer.status == 413
    assert bot.received == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_it_is_for_posting_only(bot: Bot, telegram: ClientSession, method: str) -> None:
    async with telegram.request(method, "/hook/7", json=UPDATE, headers=KNOWING) as answer:
        assert answer.status == 405
    assert bot.received == []


@pytest.mark.parametrize("path", ["/", "/hook", "/hook/7/", "/hook/8", "/hook/7/../8", "/HOOK/7"])
async def test_no_other_path_hears_of_updates(bot: Bot, telegram: ClientSession, path: str) -> None:
    async with telegram.post(path, json=UPDATE, headers=KNOWING) as answer:
        assert answer.status == 404
    assert bot.received == []


@settings(max_examples=60)
@given(
    st.one_of(st.binary(max_size=200), st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
)
def test_no_body_is_more_than_refused(body: bytes | str) -> None:
    async def post() -> None:
        bot = Bot()
        application = build_application([webhook("/hook", SECRET, bot.receive, bot.metrics)])
        async with listening(application, HERE) as address, ClientSession(f"http://{address}") as session:
            data = body.encode() if isinstance(body, str) else body
            async with session.post("/hook", data=data, headers=KNOWING) as answer:
                assert answer.status == 400

    asyncio.run(post())
