"""Guest mode: mentioned in a chat that it has not joined, the bot says one self-contained thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.talks import Said
from tests.telegram import ME, formatted, updates
from tests.telegram.checks import inline_result

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program
    from tests.telegram import Server, Text

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = str(ME["username"])


@pytest.fixture(autouse=True)
def _running(program: Program) -> None:
    assert program.process.returncode is None


async def asked(server: Server, text: str | Text, **options: Any) -> Said:
    """Mention the bot where it is a guest, and wait for its one answer."""
    update = updates.guest_message(updates.supergroup(), updates.person(), text, **options)
    server.push(update)
    message = update["guest_message"]
    call = await server.call("answerGuestQuery", guest_query_id=message["guest_query_id"])
    assert call.ok, call
    assert server.sent("sendMessage", chat_id=message["chat"]["id"]) == []
    return Said(inline_result(call.params["result"]))


def is_self_contained(said: Said) -> bool:
    """Tell whether everything is said: no button that needs the bot to be there, no preview."""
    return not said.callbacks and not said.previews_links


async def test_a_question_gets_its_answer(server: Server, faq: Faq) -> None:
    entry = faq.by_id["osteoporosis"]
    said = await asked(server, f"\N{FOOT} @{BOT} {entry.title}")
    assert said.answers(entry)
    assert {faq.guides[guide].url for guide in entry.guides} <= set(said.links.values())
    assert is_self_contained(said)


async def test_a_bare_mention_in_a_reply_answers_the_other_message(server: Server, faq: Faq) -> None:
    entry = faq.by_id["osteoporosis"]
    chat = updates.supergroup()
    other = updates.message(chat, updates.person("Bob"), entry.title)
    assert (await asked(server, f"@{BOT}", reply_to=other)).answers(entry)


async def test_a_bare_mention_is_told_how_to_ask(server: Server, faq: Faq) -> None:
    said = await asked(server, f"@{BOT}")
    assert said.says(faq.phrases.how_to_ask, bot=BOT)
    assert is_self_contained(said)


async def test_out_of_scope_gets_a_line_and_a_way_into_private(server: Server, faq: Faq) -> None:
    said = await asked(server, f"@{BOT} what is the capital of Peru")
    assert said.says(faq.phrases.none_guest.split("{link}")[0])
    assert "Peru" not in said.text
    assert f"t.me/{BOT}".lower() in str(said.message).lower()
    assert is_self_contained(said)


async def test_an_emergency_gets_the_emergency_answer(server: Server, faq: Faq) -> None:
    said = await asked(server, f"@{BOT} he jumped on my back and I have lost control of my bladder")
    assert said.answers(faq.by_id["emergency"])


async def test_markup_of_the_asker_does_no_harm(server: Server) -> None:
    said = await asked(server, formatted(f"@{BOT} <b>is it safe</b> &lt;script&gt; &amp;"))
    assert "<" not in said.text
    assert is_self_contained(said)
