"""Private chats: every text message is a question, and every message gets an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faq import Kind
from tests.e2e.talks import Talk
from tests.telegram import updates, utf16

if TYPE_CHECKING:
    from faq import Faq
    from tests.e2e.program import Program
    from tests.telegram import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")

OUT_OF_SCOPE = "what is the capital of Peru"


async def test_a_question_gets_its_answer(talk: Talk, faq: Faq) -> None:
    entry = faq.by_id["risks"]
    said = await talk.ask(entry.title)
    assert said.answers(entry)
    guides = {faq.guides[guide].title: faq.guides[guide].url for guide in entry.guides}
    assert guides
    assert guides.items() <= said.links.items()
    assert not said.previews_links


async def test_an_answer_says_what_it_rests_on(talk: Talk, faq: Faq) -> None:
    primary = {source.id for source in faq.sources.values() if source.primary}
    article = next(entry for entry in faq.entries if entry.sources and set(entry.sources) <= primary)
    beyond = next(entry for entry in faq.entries if entry.sources and not set(entry.sources) & primary)
    phrases = {article.id: faq.phrases.source_primary, beyond.id: faq.phrases.source_beyond}
    for entry in (article, beyond):
        said = await talk.ask(f"/start {entry.id}")
        assert said.says(phrases[entry.id].partition("{")[0])
        assert all(faq.sources[source].title in said.text for source in entry.sources)


async def test_related_questions_stand_below_as_buttons(talk: Talk, faq: Faq) -> None:
    entry = faq.by_id["herniated-disc"]
    said = await talk.ask(entry.title)
    related = [faq.by_id[other] for other in entry.related]
    assert len(said.leads) == len(related) > 1
    label = next(iter(said.leads))
    await talk.press(said, label)
    assert (await talk.hear()).answers(related[0])


async def test_start_greets_and_offers_the_topics(talk: Talk, faq: Faq, server_name: str) -> None:
    said = await talk.ask("/start")
    assert said.says(faq.phrases.greeting, bot=server_name)
    assert set(said.callbacks) >= set(list(faq.topics)[:5])


@pytest.mark.parametrize("parameter", ["no-such-entry", "<b>&", "../../etc/passwd", "x" * 64])
async def test_start_with_something_unknown_greets(talk: Talk, faq: Faq, server_name: str, parameter: str) -> None:
    assert (await talk.ask(f"/start {parameter}")).says(faq.phrases.greeting, bot=server_name)


async def test_every_entry_opens_by_its_deep_link_and_fits(server: Server, program: Program, faq: Faq) -> None:
    assert program.process.returncode is None
    for entry in faq.entries:
        if entry.kind is Kind.SMALLTALK:
            continue
        said = await Talk(server, faq).ask(f"/start {entry.id}")
        assert said.answers(entry), entry.id
        assert utf16(said.text) <= 4096
        assert not said.previews_links
        titles = {faq.guides[guide].title for guide in entry.guides}
        assert titles <= set(said.links), entry.id


async def test_every_title_gets_its_own_answer(server: Server, program: Program, faq: Faq) -> None:
    assert program.process.returncode is None
    for entry in faq.entries:
        if entry.kind is not Kind.SMALLTALK:
            assert (await Talk(server, faq).ask(entry.title)).answers(entry), entry.id


async def test_help(talk: Talk, faq: Faq, server_name: str) -> None:
    assert (await talk.ask("/help")).says(faq.phrases.help, bot=server_name)


async def test_privacy(talk: Talk, faq: Faq, server_name: str) -> None:
    assert (await talk.ask("/privacy")).says(faq.phrases.privacy, bot=server_name, days="90")


async def test_about(talk: Talk, faq: Faq, server_name: str) -> None:
    assert (await talk.ask("/about")).says(faq.phrases.about, bot=server_name)


@pytest.mark.parametrize("command", ["/nonsense", "/settings now", "/HELP", "/stop@{bot}"])
async def test_an_unknown_command_gets_help(talk: Talk, faq: Faq, server_name: str, command: str) -> None:
    said = await talk.ask(command.format(bot=server_name))
    assert said.says(faq.phrases.help, bot=server_name)


async def test_ask_works_in_private_too(talk: Talk, faq: Faq) -> None:
    entry = faq.by_id["children"]
    assert (await talk.ask(f"/ask {entry.title}")).answers(entry)


async def test_what_has_no_words_gets_one_friendly_line(talk: Talk, faq: Faq) -> None:
    for wordless in (
        updates.sticker(talk.chat, talk.user),
        updates.voice(talk.chat, talk.user),
        updates.photo(talk.chat, talk.user),
    ):
        talk.push(wordless)
        said = await talk.hear()
        assert said.says(faq.phrases.wordless)
        assert "\n" not in said.text


async def test_an_album_without_words_gets_one_line_and_not_one_for_each_photo(talk: Talk, faq: Faq) -> None:
    for _ in range(3):
        talk.push(updates.photo(talk.chat, talk.user, media_group_id="album"))
    assert (await talk.hear()).says(faq.phrases.wordless)
    await talk.silent_since(1)


async def test_a_caption_is_a_question(talk: Talk, faq: Faq) -> None:
    entry = faq.by_id["cracking"]
    talk.push(updates.photo(talk.chat, talk.user, entry.title))
    assert (await talk.hear()).answers(entry)


async def test_out_of_scope_gets_a_short_line_and_the_topics(talk: Talk, faq: Faq) -> None:
    said = await talk.ask(OUT_OF_SCOPE)
    assert said.says(faq.phrases.none_private)
    assert len(said.text) < 300
    assert not {"peru", "capital"} & set(said.text.lower().split())
    assert set(said.callbacks) >= set(list(faq.topics)[:5])


async def test_thanks_get_thanks_and_not_an_answer(talk: Talk, faq: Faq) -> None:
    said = await talk.ask("thank you so much")
    smalltalk = [entry for entry in faq.entries if entry.kind is Kind.SMALLTALK]
    assert any(said.says(entry.answer) for entry in smalltalk)
    assert not any(said.answers(entry) for entry in faq.entries)
    assert len(said.text) < 300


async def test_an_emergency_is_found_in_a_long_message(talk: Talk, faq: Faq) -> None:
    chatter = "We had a lovely evening with the family and a film, and my sister had baked a cake. " * 8
    story = f"{chatter}After he walked on my back I cannot feel my legs. {chatter}Is it safe?"
    assert (await talk.ask(story)).answers(faq.by_id["emergency"])


@pytest.mark.parametrize(
    "text",
    [
        "<b>is it safe</b> & <script>alert('x')</script>",
        "</b></a>&lt;&amp;<",
        '<a href="https://evil.example">is it safe?</a>',
        "*_[`~>#+-=|{}.!\\",
        "{bot} {link} %s %(x)s {0} {}",
        "\N{RIGHT-TO-LEFT OVERRIDE}efas ti si\N{NULL}\N{ZERO WIDTH JOINER}",
        "\N{FOOT}" * 2048,
        "is it safe " * 372,
        "?",
    ],
)
async def test_whatever_is_typed_gets_an_answer_that_repeats_nothing(talk: Talk, text: str) -> None:
    said = await talk.ask(text)
    assert said.text
    assert "evil.example" not in str(said.message["text"]) + str(said.links)
    assert "<" not in said.text


async def test_service_messages_get_no_answer(talk: Talk) -> None:
    pinned = updates.message(talk.chat, talk.user, "x")
    talk.push(updates.message(talk.chat, talk.user, pinned_message=pinned))
    talk.push(updates.message(talk.chat, talk.user, message_auto_delete_timer_changed={"message_auto_delete_time": 9}))
    await talk.silent_since(0)
