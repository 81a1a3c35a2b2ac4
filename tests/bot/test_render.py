"""Replies as messages: complete, escaped, within Telegram's limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.addressing import Where
from bot.callbacks import DATA_LIMIT, Action, Press, encode
from bot.fitting import LABEL_LIMIT, MESSAGE_LIMIT
from bot.render import Outgoing, Renderer, fill
from faq import Entry, Match, Outcome, Reply
from tests.bot import samples
from tests.telegram import parse_html, utf16

if TYPE_CHECKING:
    from faq import Faq

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


def renderer(faq: Faq | None = None) -> Renderer:
    return Renderer(faq or samples.faq(), "cat_bot")


def found(outcome: Outcome, *entries: Entry, suggestions: tuple[Entry, ...] = ()) -> Reply:
    return Reply("?", outcome, tuple(Match(entry, 0.9, entry.title) for entry in entries), suggestions)


def buttons(outgoing: Outgoing) -> list[tuple[str, object]]:
    rows = outgoing.keyboard.inline_keyboard if outgoing.keyboard else ()
    return [(button.text, button.callback_data or button.url) for row in rows for button in row]


class TestAnswers:
    def test_hold_title_answer_guides_and_source(self) -> None:
        text, entities = parse_html(renderer().answer_html(samples.PURR))
        assert text == (
            "Why do cats purr?\n\nMostly because they are content.\n\nSometimes because they are not.\n\n"
            "Read on\n• Cats & you\n\nSource: The Cat Book"
        )
        assert [entity["type"] for entity in entities] == ["bold", "bold", "bold", "text_link"]
        assert entities[-1]["url"] == "https://cats.example/?a=1&b=2"

    def test_tell_what_they_rest_on(self) -> None:
        phrases = replace(
            samples.phrases(),
            source_primary="book: {sources}",
            source_beyond="beyond: {sources}",
            source_both="both: {sources}",
        )
        shown = renderer(samples.faq(phrases=phrases))
        assert shown.answer_html(samples.PURR).endswith("book: The Cat Book")
        link = '<a href="https://web.example/">Cats &lt;online&gt;</a>, 2020'
        assert shown.answer_html(samples.MEOW).endswith(f"beyond: {link}")
        assert shown.answer_html(samples.MILK).endswith(f"both: The Cat Book; {link}")
        assert ":" not in shown.answer_html(samples.CLAWS)

    def test_have_buttons_for_related_questions_in_private_only(self) -> None:
        reply = found(Outcome.ANSWER, samples.PURR)
        assert buttons(renderer().reply(reply, Where.PRIVATE)) == [
            (samples.MEOW.title, "more:meow:0"),
            (samples.MILK.title, "more:milk:0"),
        ]
        assert renderer().reply(reply, Where.GROUP).keyboard is None
        assert renderer().reply(reply, Where.GUEST).keyboard is None

    def test_of_emergencies_come_without_buttons(self) -> None:
        urgent = replace(samples.CHOKING, related=("milk",))
        shown = renderer(samples.faq(urgent, samples.MILK)).reply(found(Outcome.EMERGENCY, urgent), Where.PRIVATE)
        assert shown.keyboard is None
        assert "Go to a vet now." in shown.html

    def test_have_thumbs_where_votes_are_taken(self) -> None:
        shown = Renderer(samples.faq(), "cat_bot", takes_votes=True)
        reply = found(Outcome.ANSWER, samples.PURR)
        thumbs = [("\N{THUMBS UP SIGN}", "up:why-purr:0"), ("\N{THUMBS DOWN SIGN}", "down:why-purr:0")]
        assert buttons(shown.reply(reply, Where.GROUP)) == thumbs
        private = shown.reply(reply, Where.PRIVATE)
        assert buttons(private)[:2] == thumbs
        assert private.keyboard is not None
        assert [len(row) for row in private.keyboard.inline_keyboard] == [2, 1, 1]
        assert shown.reply(reply, Where.GUEST).keyboard is None

    @pytest.mark.parametrize("where", list(Where))
    @pytest.mark.parametrize("entry", [samples.CHOKING, samples.HELLO])
    def test_of_other_kinds_have_no_thumbs(self, where: Where, entry: Entry) -> None:
        assert Renderer(samples.faq(), "cat_bot", takes_votes=True).answer(entry, where).keyboard is None

    def test_of_small_talk_stand_alone(self) -> None:
        assert renderer().reply(found(Outcome.SMALLTALK, samples.HELLO), Where.PRIVATE) == Outgoing("Meow!")

    def test_escape_what_the_curator_wrote(self) -> None:
        assert renderer().answer_html(samples.CLAWS).startswith("<b>Do I cut its claws? &lt;Really?&gt;</b>")

    @given(title=TEXTS, answer=TEXTS, guide=TEXTS)
    def test_are_what_telegram_can_read(self, title: str, answer: str, guide: str) -> None:
        entry = Entry("x", (title,), answer, guides=("handbook",), sources=("book",))
        faq = samples.faq(entry)
        handbook = replace(faq.guides["handbook"], title=guide)
        text, _ = parse_html(renderer(replace(faq, guides={"handbook": handbook})).answer_html(entry))
        assert title in text
        assert guide in text

    @pytest.mark.parametrize("length", [3900, 4000, 4050, 4080, 4096, 5000])
    def test_fit_whatever_their_length(self, length: int) -> None:
        entry = replace(samples.PURR, answer="\N{CAT}" * (length // 2))
        text, _ = parse_html(renderer(samples.faq(entry)).answer_html(entry))
        assert utf16(text) <= MESSAGE_LIMIT
        assert text.count("\N{CAT}") == min(length // 2, MESSAGE_LIMIT // 2 - 1 if length > MESSAGE_LIMIT else length)


class TestSuggestions:
    REPLY = found(Outcome.SUGGEST, samples.PURR, samples.MEOW, suggestions=(samples.PURR, samples.MEOW))

    @pytest.mark.parametrize("where", [Where.PRIVATE, Where.GROUP])
    def test_are_buttons(self, where: Where) -> None:
        shown = renderer().reply(self.REPLY, where)
        assert shown.html == "Did you mean:"
        assert buttons(shown) == [
            (samples.PURR.title, "pick:why-purr:0"),
            (samples.MEOW.title, "pick:meow:0"),
        ]

    def test_are_links_for_guests(self) -> None:
        shown = renderer().reply(self.REPLY, Where.GUEST)
        text, entities = parse_html(shown.html)
        assert text == "Did you mean:\n• Why do cats purr?\n• What does a meow mean?"
        assert [entity["url"] for entity in entities] == [
            "https://t.me/cat_bot?start=why-purr",
            "https://t.me/cat_bot?start=meow",
        ]
        assert shown.keyboard is None

    def test_keep_to_the_limits_of_buttons(self) -> None:
        long = Entry("x" * 48, ("y" * 300,), "z")
        reply = found(Outcome.SUGGEST, long, suggestions=(long, samples.PURR))
        text, data = buttons(renderer(samples.faq(long)).reply(reply, Where.PRIVATE))[0]
        assert len(text) <= LABEL_LIMIT
        assert data == encode(Press(Action.PICK, long.id))
        assert len(data.encode()) <= DATA_LIMIT


class TestNoAnswer:
    REPLY = Reply("where is <my> cat", Outcome.NONE, ())

    @pytest.mark.parametrize("where", list(Where))
    def test_does_not_repeat_the_question(self, where: Where) -> None:
        assert "my" not in renderer().reply(self.REPLY, where).html

    def test_leads_from_a_group_into_the_private_chat(self) -> None:
        shown = renderer().reply(self.REPLY, Where.GROUP)
        assert buttons(shown) == [("Ask me in private", "https://t.me/cat_bot?start")]

    def test_leads_a_guest_s_host_there_too(self) -> None:
        shown = renderer().reply(self.REPLY, Where.GUEST)
        assert '<a href="https://t.me/cat_bot?start">@cat_bot</a>' in shown.html


def test_placeholders_are_filled_and_other_braces_kept() -> None:
    assert fill("@{bot} {who} {}", bot="cat_bot") == "@cat_bot {who} {}"


def test_values_are_not_searched_for_placeholders() -> None:
    assert fill("{topic}", topic="{bot}", bot="cat_bot") == "{bot}"


def test_names_with_underscores_are_no_markup() -> None:
    assert Renderer(samples.faq(), "a_b_bot").phrase("*@{bot}*") == "<i>@a_b_bot</i>"


def test_fingerprints_tell_messages_apart() -> None:
    keyboard = InlineKeyboardMarkup([[]])
    shown = {Outgoing("a").fingerprint, Outgoing("b").fingerprint, Outgoing("a", keyboard).fingerprint}
    assert len(shown) == 3
    assert Outgoing("a").fingerprint in shown
