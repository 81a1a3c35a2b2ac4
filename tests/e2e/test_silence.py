"""Groups: what is not for the bot is not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.talks import Talk
from tests.telegram import ME, Server, formatted, updates

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.conftest import Launch
    from tests.e2e.program import Program
    from tests.telegram import Text

JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = str(ME["username"])
QUESTION = "How heavy may the walker be?"

TEXTS: list[str | Text] = [
    QUESTION,
    f"@{BOT}x {QUESTION}",
    f"@x{BOT} {QUESTION}",
    f"mail me at ada@{BOT}.org {QUESTION}",
    f"{BOT} {QUESTION}",
    f"@somebody_else {QUESTION}",
    formatted(f"<code>@{BOT}</code> {QUESTION}"),
    formatted(f"<pre>@{BOT} {QUESTION}</pre>"),
    formatted(f'<a href="https://example.org/">@{BOT}</a> {QUESTION}'),
    f"https://example.org/@{BOT} {QUESTION}",
    f"/ask@other_bot {QUESTION}",
    f"/help@other_bot @{BOT}",
    "/start",
    "/help",
    f"/weather {QUESTION}",
    f"well, /ask {QUESTION}",
    formatted(f"<code>/ask</code> {QUESTION}"),
]


@pytest.mark.parametrize("text", TEXTS, ids=str)
async def test_not_addressed(club: Talk, text: str | Text) -> None:
    club.say(text)
    await club.silent_since(0)


async def test_a_photo_without_a_mention(club: Talk) -> None:
    club.push(updates.photo(club.chat, club.user))
    club.push(updates.photo(club.chat, club.user, QUESTION))
    club.push(updates.sticker(club.chat, club.user))
    await club.silent_since(0)


async def test_somebody_else_mentioned_by_id(club: Talk) -> None:
    bob = updates.person("Bob")
    club.say(formatted(f'<a href="tg://user?id={bob["id"]}">{BOT}</a> {QUESTION}', bob))
    await club.silent_since(0)


async def test_a_reply_to_somebody_else(club: Talk) -> None:
    other = club.push(updates.message(club.chat, updates.person("Bob"), "What a day"))
    club.say(QUESTION, reply_to=other)
    club.say(QUESTION, reply_to=updates.message(club.chat, updates.other_bot(), "I am a bot"))
    await club.silent_since(0)


async def test_other_bots(club: Talk) -> None:
    mine = await club.ask(f"/ask@{BOT} {QUESTION}")
    bot = updates.other_bot()
    for text, original in (
        (f"@{BOT} {QUESTION}", None),
        (f"/ask {QUESTION}", None),
        (QUESTION, mine.message),
    ):
        club.push(updates.message(club.chat, bot, text, reply_to=original))
    await club.silent_since(1)


async def test_messages_sent_via_bots(club: Talk) -> None:
    public = {name: ME[name] for name in ("id", "is_bot", "first_name", "username")}
    for bot in (updates.other_bot(), public):
        club.say(f"@{BOT} {QUESTION}", via_bot=bot)
    await club.silent_since(0)


async def test_automatic_forwards_of_channel_posts(club: Talk) -> None:
    news = updates.channel()
    club.push(updates.automatic_forward(club.chat, news, f"@{BOT} {QUESTION}"))
    club.push(updates.automatic_forward(club.chat, news, f"/ask {QUESTION}"))
    await club.silent_since(0)


async def test_edits_of_messages_that_were_not_for_it(club: Talk) -> None:
    message = club.say("What a day")
    club.server.push(updates.edited_message(updates.edited(message, QUESTION)))
    club.server.push(updates.edited_message(updates.edited(message, f"@{BOT} {QUESTION}")))
    await club.silent_since(0)


async def test_a_topic_that_the_bot_opened_is_no_reply_to_it(server: Server, faq: Faq, program: Program) -> None:
    assert program
    talk = Talk(server, faq, updates.forum())
    public = {name: ME[name] for name in ("id", "is_bot", "first_name", "username")}
    topic = updates.topic_opened(talk.chat, public)
    talk.say(QUESTION, topic=topic)
    await talk.silent_since(0)


async def test_service_messages(club: Talk) -> None:
    mine = await club.ask(f"/ask@{BOT} {QUESTION}")
    club.push(updates.message(club.chat, club.user, new_chat_title=f"@{BOT}"))
    club.push(updates.message(club.chat, club.user, pinned_message=mine.message))
    club.push(updates.message(club.chat, club.user, left_chat_member=updates.person("Bob")))
    await club.silent_since(1)


async def test_channels(telegram: Server, launch: Launch, birds: Faq) -> None:
    program = await launch(telegram)
    ada, news = updates.person(), updates.channel()
    telegram.push(updates.membership(news, ada, ME, "left", "administrator"))
    title = birds.by_id["red-parrots"].title
    for text in (f"@{BOT} {title}", f"/ask {title}", title):
        post = updates.message(news, None, text, sender_chat=news)
        telegram.push(updates.channel_post(post))
        telegram.push({"edited_channel_post": updates.edited(post, f"@{BOT} {title}")})
    assert (await Talk(telegram, birds).ask("/help")).text
    await program.stop()  # answers what it has received before it ends
    assert telegram.sent("sendMessage", "editMessageText", chat_id=news["id"]) == []
