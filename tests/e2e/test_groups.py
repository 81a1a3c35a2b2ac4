"""Groups: who speaks to the bot is answered, as a reply, where the question was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.talks import Talk
from tests.telegram import ME, Server, formatted, updates

if TYPE_CHECKING:
    from faq import Entry, Faq
    from tests.e2e.program import Program
    from tests.telegram import Text

JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = str(ME["username"])


@pytest.fixture
def entry(faq: Faq) -> Entry:
    return faq.by_id["walker-weight"]


async def check_answer(talk: Talk, asked: JSON, entry: Entry) -> None:
    said = await talk.hear()
    assert said.answers(entry)
    assert said.replies_to == asked["message_id"]
    assert not said.previews_links


MENTIONS = [
    "@{bot} {question}",
    "{question} @{bot}",
    "hey @{bot}, {question}",
    "\N{FOOT}\N{FOOT} \N{FAMILY} @{bot} {question}",
    "@{bot_upper} {question}",
    "@{bot_lower} {question}",
    "@{bot}\n\n{question}",
    "@someone_else @{bot} {question}",
]


def filled(template: str, entry: Entry) -> str:
    return template.format(bot=BOT, bot_upper=BOT.upper(), bot_lower=BOT.lower(), question=entry.title)


@pytest.mark.parametrize("template", MENTIONS)
async def test_a_mention_anywhere_in_a_text(club: Talk, entry: Entry, template: str) -> None:
    await check_answer(club, club.say(filled(template, entry)), entry)


@pytest.mark.parametrize("template", MENTIONS)
async def test_a_mention_anywhere_in_a_caption(club: Talk, entry: Entry, template: str) -> None:
    asked = club.push(updates.photo(club.chat, club.user, filled(template, entry)))
    await check_answer(club, asked, entry)


async def test_a_mention_in_a_basic_group(server: Server, faq: Faq, program: Program, entry: Entry) -> None:
    talk = Talk(server, faq, updates.group())
    assert program
    await check_answer(talk, talk.say(f"@{BOT} {entry.title}"), entry)


async def test_a_text_mention(club: Talk, entry: Entry) -> None:
    text = formatted(f'\N{FOOT} <a href="tg://user?id={ME["id"]}">dear bot</a> {entry.title}', ME)
    await check_answer(club, club.say(text), entry)


async def test_a_reply_to_a_message_of_the_bot(club: Talk, entry: Entry) -> None:
    first = await club.ask(f"/ask {club.faq.by_id['risks'].title}")
    await check_answer(club, club.say(entry.title, reply_to=first.message), entry)


@pytest.mark.parametrize("template", ["/ask {question}", "/ask@{bot} {question}", "/ASK@{bot_lower} {question}"])
async def test_the_command(club: Talk, entry: Entry, template: str) -> None:
    await check_answer(club, club.say(filled(template, entry)), entry)


async def test_the_command_in_a_caption(club: Talk, entry: Entry) -> None:
    asked = club.push(updates.photo(club.chat, club.user, f"/ask {entry.title}"))
    await check_answer(club, asked, entry)


@pytest.mark.parametrize("addressed", [f"@{BOT}", f"@{BOT}?", f"/ask@{BOT}", "/ask"])
async def test_addressed_in_a_reply_it_answers_the_other_message(club: Talk, entry: Entry, addressed: str) -> None:
    other = updates.message(club.chat, updates.person("Bob"), entry.title)
    club.push(other)
    club.say(addressed, reply_to=other)
    await check_answer(club, other, entry)


async def test_mentioned_in_a_reply_to_a_caption_it_answers_the_caption(club: Talk, entry: Entry) -> None:
    other = club.push(updates.photo(club.chat, updates.person("Bob"), entry.title))
    club.say(f"@{BOT}", reply_to=other)
    await check_answer(club, other, entry)


async def test_a_question_of_its_own_goes_before_the_message_it_replies_to(club: Talk, entry: Entry) -> None:
    other = club.push(updates.message(club.chat, updates.person("Bob"), "what a day"))
    asked = club.say(f"@{BOT} {entry.title}", reply_to=other)
    await check_answer(club, asked, entry)


@pytest.mark.parametrize("addressed", [f"@{BOT}", "/ask", f"/ask@{BOT}"])
async def test_addressed_without_a_question_it_says_how_to_ask(club: Talk, faq: Faq, addressed: str) -> None:
    asked = club.say(addressed)
    said = await club.hear()
    assert said.says(faq.phrases.how_to_ask, bot=BOT)
    assert said.replies_to == asked["message_id"]


async def test_anonymous_admins_are_people(club: Talk, entry: Entry) -> None:
    asked = club.push(updates.by_anonymous_admin(club.chat, f"@{BOT} {entry.title}"))
    await check_answer(club, asked, entry)


async def test_an_anonymous_admins_message_is_answered_for_another(club: Talk, entry: Entry) -> None:
    other = club.push(updates.by_anonymous_admin(club.chat, entry.title))
    club.say(f"@{BOT}", reply_to=other)
    await check_answer(club, other, entry)


async def test_the_answer_stays_in_its_forum_topic(server: Server, faq: Faq, program: Program, entry: Entry) -> None:
    assert program
    talk = Talk(server, faq, updates.forum())
    topic = updates.topic_opened(talk.chat, talk.user)
    asked = talk.say(f"@{BOT} {entry.title}", topic=topic)
    said = await talk.hear()
    assert said.answers(entry)
    assert said.message["message_thread_id"] == topic["message_id"]
    assert said.replies_to == asked["message_id"]
    asked = talk.say(f"@{BOT} {entry.title}")
    said = await talk.hear()
    assert "message_thread_id" not in said.message
    assert said.replies_to == asked["message_id"]


async def test_buttons_lead_on_in_the_same_forum_topic(server: Server, faq: Faq, program: Program) -> None:
    assert program
    talk = Talk(server, faq, updates.forum())
    topic = updates.topic_opened(talk.chat, talk.user)
    said = await talk.ask(f"/topics@{BOT}", topic=topic)
    await talk.press(said, next(iter(faq.topics)))
    listed = await talk.hear()
    assert listed.message["message_thread_id"] == topic["message_id"]


async def test_lost_it_says_a_short_line_with_a_button_into_private(club: Talk, faq: Faq) -> None:
    asked = club.say(f"@{BOT} what is the capital of Peru")
    said = await club.hear()
    assert said.says(faq.phrases.none_group)
    assert "\n" not in said.text
    assert "Peru" not in said.text
    assert said.replies_to == asked["message_id"]
    urls = [button.get("url", "") for button in said.buttons.values()]
    assert [url for url in urls if url.lower().startswith(f"https://t.me/{BOT.lower()}")] == urls
    assert len(urls) == 1


async def test_an_emergency_is_answered_in_a_group_too(club: Talk, faq: Faq) -> None:
    asked = club.say(f"@{BOT} he stepped on my back and now I can't move my legs")
    await check_answer(club, asked, faq.by_id["emergency"])


async def test_thanks_in_a_reply_get_thanks(club: Talk, entry: Entry) -> None:
    first = await club.ask(f"/ask {entry.title}")
    said = await club.ask("thanks!", reply_to=first.message)
    assert not any(said.answers(other) for other in club.faq.entries)
    assert len(said.text) < 300


async def test_the_question_may_be_gone_when_the_answer_comes(club: Talk, entry: Entry) -> None:
    asked = updates.message(club.chat, club.user, f"@{BOT} {entry.title}")
    club.server.chats.learn(updates.new_message(asked))
    club.server.chats.delete(club.chat["id"], asked["message_id"])
    club.server.queue.push(updates.new_message(asked))
    said = await club.hear()
    assert said.answers(entry)
    assert said.replies_to is None


WITH_COMMAND: list[tuple[str, str]] = [
    ("/help@{bot}", "group_welcome"),
    ("/start@{bot}", "group_welcome"),
    ("/privacy@{bot}", "privacy"),
    ("/about@{bot}", "about"),
    ("/topics@{bot}", "topics"),
]


@pytest.mark.parametrize(("command", "phrase"), WITH_COMMAND)
async def test_its_other_commands_work_when_it_is_named(club: Talk, faq: Faq, command: str, phrase: str) -> None:
    said = await club.ask(command.format(bot=BOT))
    assert said.says(getattr(faq.phrases, phrase), bot=BOT, days="90")


def text_of(question: str) -> Text:
    return formatted(f"<b>@{BOT}</b> <i>{question}</i>")


async def test_formatting_does_not_hide_a_mention(club: Talk, entry: Entry) -> None:
    await check_answer(club, club.say(text_of(entry.title)), entry)
