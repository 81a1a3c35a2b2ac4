"""The token stands in no log, whatever happens, and neither does what people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.e2e.program import SECRET
from tests.e2e.talks import Talk
from tests.telegram import ME, TOKEN, Server, faults, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAULTS = (faults.server_error(), faults.bad_gateway(), faults.cut_off(), faults.too_many_requests(1))


async def test_nothing_secret_or_private_is_logged_even_at_debug(telegram: Server, launch: Launch, birds: Faq) -> None:
    telegram.faults.next_calls("getMe", faults.cut_off())
    program = await launch(telegram, LOG_LEVEL="DEBUG")
    ada = updates.person("Zebedee", last_name="Quartermain", username="zebquart")
    talk = Talk(telegram, birds, user=ada)
    for fault in FAULTS:
        telegram.faults.next_calls("sendMessage", fault)
        talk.say(birds.by_id["red-parrots"].title + " flibbertigibbet")
        while not (await telegram.call("sendMessage", chat_id=ada["id"])).ok:
            pass
    telegram.faults.next_calls("getUpdates", faults.bad_gateway())
    for refusal in (faults.blocked(), faults.reply_not_found()):
        telegram.faults.next_calls("sendMessage", refusal)
        talk.say("flibbertigibbet")
        assert not (await telegram.call("sendMessage", chat_id=ada["id"])).ok
    await talk.press_data(None, "flibbertigibbet")
    telegram.push(updates.inline_query(ada, "flibbertigibbet"))
    await telegram.call("answerInlineQuery")
    telegram.push(updates.guest_message(updates.supergroup(), ada, f"@{ME['username']} flibbertigibbet"))
    await telegram.call("answerGuestQuery")
    telegram.queue.push({"message": {"message_id": "no number", "chat": 7, "text": "flibbertigibbet"}})
    await telegram.polled()
    async with aiohttp.ClientSession() as rival:
        await rival.get(f"{telegram.url}/bot{TOKEN}/getUpdates")
    await program.logged("conflict|another|other getUpdates")
    assert (await talk.ask("/help")).text
    await program.stop()
    assert SECRET not in program.log
    for private in ("flibbertigibbet", "Zebedee", "Quartermain", "zebquart", str(ada["id"])):
        assert private not in program.log


async def test_a_revoked_token_ends_it_without_showing_it(telegram: Server, launch: Launch) -> None:
    program = await launch(telegram, LOG_LEVEL="DEBUG")
    telegram.token = "1:another"
    telegram.queue.push({"message": updates.message(updates.supergroup(), updates.person(), "x")})
    assert await program.ended() == 78
    assert "BOT_TOKEN" in program.log
    program.check_log()


async def test_a_token_with_a_slip_is_not_shown(launch: Launch) -> None:
    program = await launch(BOT_TOKEN=f" {TOKEN} and more", LOG_LEVEL="DEBUG")
    assert await program.ended() == 78
    program.check_log()
