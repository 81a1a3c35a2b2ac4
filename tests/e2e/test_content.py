"""Another FAQ given to the same program: what its curator writes is shown, never run, and always fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from faq import Faq, load
from tests.e2e import birds as small
from tests.e2e.birds import AMBIGUOUS, LONG_WORDS, ODD, ODD_ANSWER, ODD_GUIDE, ODD_SOURCE, ODD_TOPIC, PARROTS
from tests.e2e.program import Program
from tests.e2e.talks import Said, Talk
from tests.telegram import ME, Server, updates, utf16
from tests.telegram.checks import inline_result

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.e2e.conftest import Launch

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def aviary(tmp_path_factory: pytest.TempPathFactory, birds_folder: Path) -> AsyncIterator[Server]:
    async with Server() as server:
        program = await Program.start(tmp_path_factory.mktemp("aviary"), server, FAQ_DIR=str(birds_folder))
        try:
            await server.polled()
            yield server
            await program.stop()
        finally:
            await program.close()


@pytest.fixture
def other(aviary: Server, birds: Faq) -> Talk:
    return Talk(aviary, birds)


@pytest.fixture
def flock(aviary: Server, birds: Faq) -> Talk:
    return Talk(aviary, birds, updates.supergroup())


def check_odd(said: Said) -> None:
    assert said.title == ODD
    assert ODD_ANSWER in said.text
    assert said.links[ODD_GUIDE] == small.GUIDES[0]["url"]
    assert ODD_SOURCE in said.text
    kinds = [entity["type"] for entity in said.entities]
    assert "code" not in kinds


async def test_signs_of_html_are_shown_as_they_are_written(other: Talk) -> None:
    check_odd(await other.ask("odd signs"))


async def test_buttons_show_them_too(other: Talk) -> None:
    said = await other.ask("/topics")
    await other.press(said, ODD_TOPIC)
    listed = await other.hear()
    assert ODD_TOPIC in listed.text
    await other.press(listed, ODD)
    check_odd(await other.hear())


async def test_inline_results_show_them_too(other: Talk) -> None:
    update = updates.inline_query(other.user, "odd signs")
    other.server.push(update)
    call = await other.server.call("answerInlineQuery", inline_query_id=update["inline_query"]["id"])
    assert call.ok, call
    assert call.params["results"][0]["title"] == ODD
    check_odd(Said(inline_result(call.params["results"][0])))


async def test_guest_answers_show_them_too(other: Talk) -> None:
    update = updates.guest_message(updates.supergroup(), other.user, f"@{ME['username']} odd signs")
    other.server.push(update)
    query = update["guest_message"]["guest_query_id"]
    call = await other.server.call("answerGuestQuery", guest_query_id=query)
    assert call.ok, call
    check_odd(Said(inline_result(call.params["result"])))


async def test_the_longest_entry_is_told_whole_everywhere(other: Talk, flock: Talk) -> None:
    entry = other.faq.entries[3]
    for said in (
        await other.ask(f"/start {entry.id}"),
        await flock.ask(f"/ask {entry.questions[1]}"),
    ):
        assert said.title == entry.title
        assert said.text.count("word") == LONG_WORDS
        assert ODD_GUIDE in said.links
        assert utf16(said.text) <= 4096
    update = updates.inline_query(other.user, entry.questions[1])
    other.server.push(update)
    call = await other.server.call("answerInlineQuery", inline_query_id=update["inline_query"]["id"])
    assert call.ok, call
    assert Said(inline_result(call.params["results"][0])).text.count("word") == LONG_WORDS


async def test_unsure_it_suggests_and_a_press_turns_the_suggestion_into_the_answer(other: Talk) -> None:
    said = await other.ask(AMBIGUOUS)
    assert said.says(other.faq.phrases.suggest)
    red, blue = other.faq.by_id["red-parrots"], other.faq.by_id["blue-parrots"]
    assert {red.title, blue.title} <= set(said.callbacks)
    assert 2 <= len(said.callbacks) <= 4
    call = await other.press(said, blue.title)
    assert call.ok
    answer = await other.hear()
    assert answer.answers(blue)
    assert answer.message["message_id"] == said.message["message_id"]
    assert set(answer.callbacks).isdisjoint({red.title, blue.title})
    assert len(other.server.sent("sendMessage", chat_id=other.chat["id"])) == 1


async def test_unsure_in_a_group_it_suggests_as_a_reply(flock: Talk) -> None:
    asked = flock.say(f"/ask {AMBIGUOUS}")
    said = await flock.hear()
    assert said.replies_to == asked["message_id"]
    red = flock.faq.by_id["red-parrots"]
    call = await flock.press(said, red.title, user=updates.person("Bob"))
    assert call.ok
    answer = await flock.hear()
    assert answer.answers(red)
    assert answer.message["message_id"] == said.message["message_id"]


async def test_unsure_as_a_guest_it_suggests_without_buttons_that_call_back(other: Talk) -> None:
    update = updates.guest_message(updates.supergroup(), other.user, f"@{ME['username']} {AMBIGUOUS}")
    other.server.push(update)
    query = update["guest_message"]["guest_query_id"]
    call = await other.server.call("answerGuestQuery", guest_query_id=query)
    assert call.ok, call
    said = Said(inline_result(call.params["result"]))
    assert other.faq.by_id["red-parrots"].title in str(said.message)
    assert other.faq.by_id["blue-parrots"].title in str(said.message)
    assert not said.callbacks


async def test_editing_an_unclear_question_turns_the_suggestion_into_the_answer(other: Talk) -> None:
    question = other.say(AMBIGUOUS)
    first = await other.hear()
    other.server.push(updates.edited_message(updates.edited(question, "How do I feed red parrots?")))
    said = await other.hear()
    assert said.answers(other.faq.by_id["red-parrots"])
    assert said.message["message_id"] == first.message["message_id"]


async def test_a_suggestion_that_outlives_its_faq_is_stale(telegram: Server, launch: Launch, tmp_path: Path) -> None:
    before = small.write(tmp_path / "before", only=PARROTS)
    after = small.write(tmp_path / "after", only=PARROTS[:1])
    first = await launch(telegram, FAQ_DIR=str(before))
    talk = Talk(telegram, load(before))
    said = await talk.ask(AMBIGUOUS)
    await first.stop()
    await launch(telegram, FAQ_DIR=str(after))
    call = await talk.press(said, talk.faq.by_id["blue-parrots"].title)
    assert call.params["text"] == talk.faq.phrases.notice_stale
    await talk.press(said, talk.faq.by_id["red-parrots"].title)
    assert (await talk.hear()).answers(talk.faq.by_id["red-parrots"])


async def test_a_broken_faq_is_told_line_by_line_before_the_bot_starts(
    telegram: Server, launch: Launch, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "faq.yaml").write_text("- id: a\n  question: [x]\n  answer: y\n- id: a\n  questions: []\n", "utf-8")
    program = await launch(telegram, polling=False, FAQ_DIR=str(folder))
    assert await program.ended() not in {0, 1}
    program.check_log()
    assert sum("faq.yaml:" in line for line in program.lines) >= 2
    assert telegram.calls == []
