"""The server itself: tokens, bodies, faults, the record of calls, waiting."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from tests.telegram import ME, TOKEN, Server, faults, server, updates

if TYPE_CHECKING:
    from tests.telegram.conftest import Post

KEYBOARD = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})


@pytest.fixture
def chat_id(server: Server) -> int:
    ada = updates.person()
    server.push(updates.new_message(updates.message(updates.private(ada), ada, "/start")))
    return int(ada["id"])


async def test_the_bot_learns_who_it_is() -> None:
    async with Server({"can_join_groups": False}) as closed, Bot(TOKEN, f"{closed.url}/bot") as bot:
        me = await bot.get_me()
        assert (me.username, me.can_join_groups) == (ME["username"], False)
        assert me.supports_guest_queries


async def test_a_wrong_token_and_an_unknown_method_are_refused_with_telegrams_words(server: Server) -> None:
    async with aiohttp.ClientSession() as client:
        for path, status, words in (
            ("/bot1:wrong/getMe", 401, "Unauthorized"),
            ("/botnonsense/getMe", 404, "Not Found"),
            (f"/bot{TOKEN}/getNothing", 404, "Not Found"),
            ("/", 404, "Not Found"),
        ):
            answer = await client.post(server.url + path)
            assert answer.status == status
            assert await answer.json() == {"ok": False, "error_code": status, "description": words}


async def test_a_wrong_token_is_what_the_library_takes_it_for(server: Server) -> None:
    stranger = Bot("1:wrong", f"{server.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_every_way_to_send_parameters_comes_to_the_same(server: Server, chat_id: int) -> None:
    url = f"{server.url}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": str(chat_id), "text": "é", "reply_markup": KEYBOARD}
    async with aiohttp.ClientSession() as client:
        parts = aiohttp.FormData(fields, default_to_multipart=True)
        await client.get(url, params=fields)
        await client.post(url, data=fields)
        await client.post(url, data=parts)
        await client.post(url, json=fields)
        await client.post(url, json=fields | {"chat_id": chat_id, "reply_markup": json.loads(KEYBOARD)})
        bad = await client.post(url, data=fields | {"reply_markup": "{"})
    calls = server.sent("sendMessage")
    assert [call.ok for call in calls] == [True] * 5 + [False]
    assert {repr(call.params) for call in calls[:5]} == {
        repr({"chat_id": chat_id, "text": "é", "reply_markup": json.loads(KEYBOARD)})
    }
    assert bad.status == 400


async def test_calls_are_recorded_in_the_order_of_their_arrival(server: Server, bot: Bot, chat_id: int) -> None:
    gate = asyncio.Event()
    server.faults.next_calls("sendMessage", faults.hold(gate))
    slow = asyncio.create_task(bot.send_message(chat_id, "slow"))
    await server.until(lambda: not server.faults.plans or None, "the slow call")
    await bot.send_message(chat_id, "quick")
    gate.set()
    await slow
    assert [call.params["text"] for call in server.sent("sendMessage")] == ["slow", "quick"]


async def test_a_call_is_waited_for_once(server: Server, bot: Bot, chat_id: int) -> None:
    waiting = asyncio.create_task(server.call("sendMessage", chat_id=chat_id))
    await bot.send_message(chat_id, "one")
    await bot.send_message(chat_id, "two")
    assert (await waiting).params["text"] == "one"
    assert (await server.call("sendMessage", chat_id=chat_id)).params["text"] == "two"


async def test_waiting_in_vain_tells_what_happened_instead(
    server: Server, bot: Bot, chat_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.telegram.server.DEADLINE", 0.05)
    await bot.send_message(chat_id, "something else")
    with pytest.raises(AssertionError, match=r"no a call of editMessageText(?s:.*)something else"):
        await server.call("editMessageText")


async def test_waiting_for_a_bot_that_has_gone_ends_at_once(server: Server) -> None:
    waiting = asyncio.create_task(server.call("sendMessage"))
    await asyncio.sleep(0)
    server.broken = "the program has ended"
    server.changed()
    with pytest.raises(AssertionError, match="the program has ended"):
        await waiting


async def test_faults_happen_as_often_as_asked_and_where_asked(server: Server, bot: Bot, chat_id: int) -> None:
    other = updates.person("Bob")
    server.push(updates.new_message(updates.message(updates.private(other), other, "x")))
    server.faults.next_calls("sendMessage", faults.blocked(), times=2, chat_id=chat_id)
    for _ in range(2):
        assert await bot.send_message(other["id"], "x")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(chat_id, "x")
    assert await bot.send_message(chat_id, "x")
    assert [call.ok for call in server.sent("sendMessage", chat_id=chat_id)] == [False, False, True]


async def test_flood_control_says_how_long_to_wait(server: Server, post: Post, chat_id: int) -> None:
    server.faults.next_calls("sendMessage", faults.too_many_requests(3))
    assert await post("sendMessage", chat_id=chat_id, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.server_error(), NetworkError("Internal Server Error")),
        (faults.bad_gateway(), NetworkError("Bad Gateway (502). Parsing the server response")),
        (faults.cut_off(), NetworkError("httpx.ReadError|httpx.RemoteProtocolError")),
        (faults.reply_not_found(), BadRequest("Message to be replied not found")),
        (faults.blocked(), Forbidden("Forbidden: bot was blocked by the user")),
    ],
)
async def test_faults_look_as_from_telegram(
    server: Server, bot: Bot, chat_id: int, fault: faults.Fault, error: TelegramError
) -> None:
    server.faults.next_calls("sendMessage", fault)
    with pytest.raises(type(error)) as caught:
        await bot.send_message(chat_id, "x")
    assert any(str(caught.value).startswith(words) for words in error.message.split("|"))
    assert not server.sent("sendMessage")[0].ok
    assert await bot.send_message(chat_id, "y")


async def test_a_hanging_call_outlasts_an_impatient_caller(server: Server, bot: Bot, chat_id: int) -> None:
    server.faults.next_calls("sendMessage", faults.hang(20))
    with pytest.raises(TimedOut):
        await bot.send_message(chat_id, "x", read_timeout=0.05)
    assert await bot.send_message(chat_id, "y")
    assert [call.params["text"] for call in server.sent("sendMessage")] == ["y"]


def test_the_deadline_is_generous() -> None:
    assert server.DEADLINE >= 20
