"""Editing a question edits the bot's answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telegram import ME, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program
    from tests.e2e.talks import Said, Talk
    from tests.telegram import Text

JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = str(ME["username"])


def edit(talk: Talk, message: JSON, text: str | Text) -> None:
    talk.server.push(updates.edited_message(updates.edited(message, text)))


async def ask(talk: Talk, text: str) -> tuple[JSON, Said]:
    message = talk.say(text)
    return message, await talk.hear()


async def test_in_private(talk: Talk, faq: Faq) -> None:
    question, first = await ask(talk, faq.by_id["risks"].title)
    for wanted in ("pregnancy", "children"):
        edit(talk, question, faq.by_id[wanted].title)
        said = await talk.hear()
        assert said.answers(faq.by_id[wanted])
        assert said.message["message_id"] == first.message["message_id"]
        assert not said.previews_links
    assert len(talk.server.sent("sendMessage", chat_id=talk.chat["id"])) == 1


async def test_in_a_group(club: Talk, faq: Faq) -> None:
    question, first = await ask(club, f"@{BOT} {faq.by_id['risks'].title}")
    edit(club, question, f"@{BOT} {faq.by_id['pregnancy'].title}")
    said = await club.hear()
    assert said.answers(faq.by_id["pregnancy"])
    assert said.message["message_id"] == first.message["message_id"]


async def test_a_caption(talk: Talk, faq: Faq) -> None:
    photo = talk.push(updates.photo(talk.chat, talk.user, faq.by_id["risks"].title))
    first = await talk.hear()
    edit(talk, photo, faq.by_id["pregnancy"].title)
    said = await talk.hear()
    assert said.answers(faq.by_id["pregnancy"])
    assert said.message["message_id"] == first.message["message_id"]


async def test_from_nonsense_to_a_question_and_back(talk: Talk, faq: Faq) -> None:
    question, first = await ask(talk, "what is the capital of Peru")
    edit(talk, question, faq.by_id["risks"].title)
    said = await talk.hear()
    assert said.answers(faq.by_id["risks"])
    edit(talk, question, "what is the capital of Peru")
    said = await talk.hear()
    assert said.says(faq.phrases.none_private)
    assert said.callbacks.keys() == first.callbacks.keys()


async def test_an_emergency_that_comes_with_an_edit_is_answered(talk: Talk, faq: Faq) -> None:
    question, _ = await ask(talk, faq.by_id["risks"].title)
    edit(talk, question, "he walked on my back and now my legs are numb and I can't pee")
    assert (await talk.hear()).answers(faq.by_id["emergency"])


async def test_an_edit_that_changes_nothing_is_passed_over(talk: Talk, faq: Faq, program: Program) -> None:
    title = faq.by_id["risks"].title
    question, _ = await ask(talk, title)
    before = len(program.lines)
    edit(talk, question, title)  # as when Telegram adds a preview or somebody reacts
    edit(talk, question, f"  {title} ")
    await talk.silent_since(1)
    assert "not modified" not in "\n".join(program.lines[before:])


async def test_an_edit_of_something_never_answered_gets_nothing(talk: Talk, faq: Faq) -> None:
    unseen = updates.message(talk.chat, talk.user, "before the bot was there")
    edit(talk, unseen, faq.by_id["risks"].title)
    await talk.silent_since(0)


async def test_an_edit_whose_answer_was_deleted_harms_nobody(talk: Talk, faq: Faq, program: Program) -> None:
    question, first = await ask(talk, faq.by_id["risks"].title)
    talk.server.chats.delete(talk.chat["id"], first.message["message_id"])
    edit(talk, question, faq.by_id["pregnancy"].title)
    refused = await talk.server.call("editMessageText", chat_id=talk.chat["id"])
    assert not refused.ok
    assert (await talk.ask(faq.by_id["children"].title)).answers(faq.by_id["children"])
    assert "Traceback" not in program.log
