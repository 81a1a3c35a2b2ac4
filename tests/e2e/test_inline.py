"""Inline mode: answers to send into any chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from faq import Kind
from tests.e2e.talks import Said
from tests.telegram import updates
from tests.telegram.checks import inline_result

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program
    from tests.telegram import Call, Server

JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(autouse=True)
def _running(program: Program) -> None:
    assert program.process.returncode is None


async def offered(server: Server, query: str, **fields: Any) -> Call:
    """Type something behind the bot's name and wait for what it offers."""
    update = updates.inline_query(updates.person(), query, **fields)
    server.push(update)
    call = await server.call("answerInlineQuery", inline_query_id=update["inline_query"]["id"])
    assert call.ok, call
    return call


def titles(call: Call) -> list[str]:
    return [result["title"] for result in call.params["results"]]


def sent(result: JSON) -> Said:
    """Give the message that sending a result makes."""
    return Said(inline_result(result))


async def test_a_question_offers_complete_answers_with_links(server: Server, faq: Faq) -> None:
    entry = faq.by_id["herniated-disc"]
    call = await offered(server, entry.title)
    results = call.params["results"]
    assert 1 <= len(results) <= 5
    assert results[0]["title"] == entry.title
    said = sent(results[0])
    assert said.answers(entry)
    assert {faq.guides[guide].url for guide in entry.guides} <= set(said.links.values())
    assert not said.previews_links


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("herniat", "herniated-disc"),
        ("is it saf", "is-it-safe"),
        ("pregn", "pregnancy"),
        ("osteopor", "osteoporosis"),
        ("what is ashiat", "what-is-ashiatsu"),
    ],
)
async def test_half_typed_words_find_their_entry(server: Server, faq: Faq, typed: str, wanted: str) -> None:
    assert faq.by_id[wanted].title in titles(await offered(server, typed))


async def test_an_empty_query_offers_the_main_topics(server: Server, faq: Faq) -> None:
    for query in ("", "  "):
        call = await offered(server, query)
        assert 1 <= len(titles(call)) <= 5
        by_title = {entry.title: entry for entry in faq.entries}
        shown = [by_title[title] for title in titles(call)]
        assert len({entry.topic for entry in shown}) == len(shown) > 1
        for entry, result in zip(shown, call.params["results"], strict=True):
            assert sent(result).answers(entry)


@pytest.mark.parametrize("query", ["capital of peru", "zzzzqqqq", "<>&\"'", "\N{FOOT}", "x" * 256])
async def test_out_of_scope_offers_nothing_but_the_way_into_private(server: Server, query: str) -> None:
    call = await offered(server, query)
    assert call.params["results"] == []
    button = call.params["button"]
    assert button["text"]
    assert re.fullmatch(r"[\w-]{1,64}", button["start_parameter"])


async def test_the_way_into_private_leads_to_a_greeting(server: Server, faq: Faq, talk: Any) -> None:
    call = await offered(server, "capital of peru")
    said = await talk.ask(f"/start {call.params['button']['start_parameter']}")
    assert said.says(faq.phrases.greeting, bot=server.username)


async def test_every_entry_can_be_offered(server: Server, faq: Faq) -> None:
    for entry in faq.entries:
        if entry.kind is Kind.ANSWER:
            call = await offered(server, entry.title[:256])
            assert entry.title in titles(call), entry.id


async def test_small_talk_is_not_offered(server: Server, faq: Faq) -> None:
    smalltalk = {entry.title for entry in faq.entries if entry.kind is Kind.SMALLTALK}
    for query in ("thank you", "hello", "you are stupid"):
        assert not smalltalk & set(titles(await offered(server, query)))


async def test_an_emergency_comes_first(server: Server, faq: Faq) -> None:
    call = await offered(server, "I can't feel my legs since he walked on my back")
    assert titles(call)[:1] == [faq.by_id["emergency"].title]


async def test_an_answer_that_comes_too_late_harms_nobody(server: Server, program: Program) -> None:
    update = updates.inline_query(updates.person(), "is it safe")
    server.queue.push(update)  # Telegram does not know this query any more
    call = await server.call("answerInlineQuery", inline_query_id=update["inline_query"]["id"])
    assert not call.ok
    assert (await offered(server, "is it safe")).ok
    assert "Traceback" not in program.log
