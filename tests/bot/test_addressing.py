"""Who is spoken to, what is asked, where the answer goes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.addressing import MOST_ENTITIES, Identity, Intent, Request, Where, address
from tests.telegram import Text, formatted, updates, utf16

JSON = dict[str, Any]

ME = Identity(7654321098, "BackWalkingTestBot")
BOT: JSON = {"id": ME.id, "is_bot": True, "first_name": "Back Walking", "username": ME.username}
MENTION = f"@{ME.username}"
ADA = updates.person("Ada")
BOB = updates.person("Bob")
GROUP = updates.supergroup()
FORUM = updates.forum()
PRIVATE = updates.private(ADA)


def addressed(update: JSON) -> Request | None:
    parsed = Update.de_json({"update_id": 1} | update, None)
    return address(parsed, ME)


def in_group(text: str | Text, **options: Any) -> Request | None:
    return addressed(updates.new_message(updates.message(GROUP, ADA, text, **options)))


def in_private(text: str | Text, **options: Any) -> Request | None:
    return addressed(updates.new_message(updates.message(PRIVATE, ADA, text, **options)))


def question(request: Request | None) -> str:
    assert request is not None
    assert request.intent is Intent.QUESTION
    return request.text


class TestPrivate:
    def test_every_text_is_a_question(self) -> None:
        said = updates.message(PRIVATE, ADA, "is it safe?")
        assert addressed(updates.new_message(said)) == Request(
            Where.PRIVATE, Intent.QUESTION, ADA["id"], said["message_id"], "is it safe?"
        )

    def test_a_caption_is_a_question(self) -> None:
        assert question(addressed(updates.new_message(updates.photo(PRIVATE, ADA, "is this ok?")))) == ("is this ok?")

    def test_the_parts_of_an_album_know_each_other(self) -> None:
        request = addressed(updates.new_message(updates.photo(PRIVATE, ADA, media_group_id="7")))
        assert request is not None
        assert request.album == "7"

    @pytest.mark.parametrize(
        "content",
        [
            updates.photo(PRIVATE, ADA),
            updates.voice(PRIVATE, ADA),
            updates.sticker(PRIVATE, ADA),
            updates.message(PRIVATE, ADA, location={"longitude": 1.0, "latitude": 2.0}),
            updates.message(PRIVATE, ADA, contact={"phone_number": "1", "first_name": "C"}),
            updates.message(PRIVATE, ADA, dice={"emoji": "\N{GAME DIE}", "value": 3}),
            updates.message(PRIVATE, ADA, rich_message={"blocks": []}),
        ],
    )
    def test_what_people_send_without_words_is_wordless(self, content: JSON) -> None:
        request = addressed(updates.new_message(content))
        assert request is not None
        assert request.intent is Intent.WORDLESS

    @pytest.mark.parametrize(
        "text", ["\N{THUMBS UP SIGN}", "\N{LOUDLY CRYING FACE}\N{LOUDLY CRYING FACE}", "?", "...", "@someone"]
    )
    def test_a_text_without_words_is_wordless(self, text: str) -> None:
        request = in_private(text)
        assert request is not None
        assert request.intent is Intent.WORDLESS

    @pytest.mark.parametrize(
        "fields",
        [
            {"pinned_message": updates.message(PRIVATE, ADA, "hello")},
            {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
            {"write_access_allowed": {}},
            {"something_from_the_future": {}},
        ],
    )
    def test_service_messages_are_passed_over(self, fields: JSON) -> None:
        assert addressed(updates.new_message(updates.message(PRIVATE, ADA, **fields))) is None

    @pytest.mark.parametrize(
        ("text", "command", "argument"),
        [
            ("/start", "start", ""),
            ("/start is-it-safe", "start", "is-it-safe"),
            (f"/HELP{MENTION}", "help", ""),
            ("/dance with me", "dance", "with me"),
            ("/help@somebody_elses_bot", "help", ""),
        ],
    )
    def test_commands(self, text: str, command: str, argument: str) -> None:
        request = in_private(text)
        assert request is not None
        assert (request.intent, request.command, request.text) == (Intent.COMMAND, command, argument)

    def test_ask_is_a_question_too(self) -> None:
        assert question(in_private("/ask is it safe?")) == "is it safe?"

    def test_ask_alone_asks_nothing(self) -> None:
        request = in_private("/ask")
        assert request is not None
        assert request.intent is Intent.EMPTY

    def test_a_slash_inside_a_text_is_no_command(self) -> None:
        assert question(in_private("yes/no, or /help?")) == "yes/no, or /help?"

    def test_a_mention_is_taken_out(self) -> None:
        assert question(in_private(f"{MENTION} is it safe?")) == "is it safe?"

    def test_an_inline_answer_sent_to_the_bot_itself_is_not_answered(self) -> None:
        assert in_private("Is it safe? No.", via_bot=BOT) is None

    def test_a_private_topic_is_kept(self) -> None:
        request = in_private("is it safe?", is_topic_message=True, message_thread_id=12)
        assert request is not None
        assert request.thread_id == 12


class TestMentions:
    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            (f"{MENTION} is it safe?", "is it safe?"),
            (f"is it safe? {MENTION}", "is it safe?"),
            (f"tell me {MENTION} is it safe?", "tell me is it safe?"),
            (f"{MENTION.upper()} is it safe?", "is it safe?"),
            (f"{MENTION.lower()}: is it safe?", ": is it safe?"),
            (f"{MENTION}\nis it\nsafe?", "is it\nsafe?"),
            (f"{MENTION} {MENTION} is it safe?", "is it safe?"),
            (
                f"\N{FOOT}\U0001f468\u200d\U0001f469 {MENTION} is it safe?",
                "\N{FOOT}\U0001f468\u200d\U0001f469 is it safe?",
            ),
            (f"{MENTION} /ask is it safe?", "is it safe?"),
        ],
    )
    def test_a_mention_anywhere_asks(self, text: str, asked: str) -> None:
        assert question(in_group(text)) == asked

    def test_the_answer_replies_to_the_asking_message(self) -> None:
        said = updates.message(GROUP, ADA, f"{MENTION} is it safe?")
        assert addressed(updates.new_message(said)) == Request(
            Where.GROUP,
            Intent.QUESTION,
            GROUP["id"],
            said["message_id"],
            "is it safe?",
            reply_to=said["message_id"],
        )

    def test_a_caption_may_mention(self) -> None:
        asked = updates.photo(GROUP, ADA, f"is this safe {MENTION}")
        assert question(addressed(updates.new_message(asked))) == "is this safe"

    def test_a_text_mention_is_known_by_its_id(self) -> None:
        named = formatted(f'<a href="tg://user?id={ME.id}">Back Walking</a> is it safe?', BOT)
        assert question(in_group(named)) == "is it safe?"

    def test_a_text_mention_of_somebody_else_is_not_for_the_bot(self) -> None:
        named = formatted(f'<a href="tg://user?id={BOB["id"]}">Back Walking</a> is it safe?', BOB)
        assert in_group(named) is None

    @pytest.mark.parametrize(
        "text",
        [
            f"{MENTION}x is it safe?",
            f"mail@{ME.username} is it safe?",
            "@somebody_elses_bot is it safe?",
            "BackWalkingTestBot is it safe?",
            "is it safe?",
        ],
    )
    def test_what_looks_like_a_mention_is_none(self, text: str) -> None:
        assert in_group(text) is None

    def test_without_an_entity_there_is_no_mention(self) -> None:
        assert in_group(Text(f"{MENTION} is it safe?")) is None

    @pytest.mark.parametrize("kind", ["code", "pre", "text_link", "url"])
    def test_a_mention_inside_code_or_a_link_is_none(self, kind: str) -> None:
        text = f"see {MENTION} here"
        literal = {"type": kind, "offset": 4, "length": utf16(MENTION)}
        mention = literal | {"type": "mention"}
        assert in_group(Text(text, (literal, mention))) is None

    @pytest.mark.parametrize("tag", ["code", "pre"])
    def test_code_as_telegram_sends_it(self, tag: str) -> None:
        assert in_group(formatted(f"<{tag}>{MENTION} is it safe?</{tag}>")) is None

    @given(
        before=st.text(alphabet=st.characters(exclude_characters="@/", codec="utf-8")),
        after=st.text(alphabet=st.characters(exclude_characters="@/", codec="utf-8")),
    )
    def test_offsets_count_utf16_units_whatever_stands_around(self, before: str, after: str) -> None:
        text = f"{before} {MENTION} {after}"
        entity = {"type": "mention", "offset": utf16(before) + 1, "length": len(MENTION)}
        request = in_group(Text(text, (entity,)))
        assert request is not None
        assert MENTION not in request.text
        assert request.text == " ".join(filter(None, (before.strip(), after.strip())))

    @given(
        text=st.text(),
        entities=st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["mention", "bot_command", "code", "url", "date_time", "text_mention"]),
                    "offset": st.integers(0, 60),
                    "length": st.integers(1, 60),
                }
            )
        ),
    )
    def test_entities_that_fit_nothing_do_no_harm(self, text: str, entities: list[JSON]) -> None:
        request = in_group(Text(text, tuple(entities)))
        assert request is None or request.where is Where.GROUP


class TestMentionsOfOthers:
    def test_are_taken_out(self) -> None:
        assert question(in_group(f"@someone_else {MENTION} is it safe?")) == "is it safe?"
        assert question(in_private("is @someone_else too heavy?")) == "is too heavy?"

    def test_by_number_are_taken_out(self) -> None:
        text = formatted(f'<a href="tg://user?id={BOB["id"]}">Bob</a> {MENTION} is it safe?', BOB)
        assert question(in_group(text)) == "is it safe?"

    def test_in_code_stay(self) -> None:
        assert (
            question(in_private(formatted("what does <code>@someone_else</code> say?")))
            == "what does @someone_else say?"
        )


class TestBareMentions:
    @pytest.mark.parametrize(
        "bare",
        [
            MENTION,
            f"{MENTION}?",
            f"\N{WHITE UP POINTING BACKHAND INDEX} {MENTION} !",
            "/ask",
            f"/ask{MENTION}",
        ],
    )
    def test_in_a_reply_answers_that_message(self, bare: str) -> None:
        asked = updates.message(GROUP, BOB, "may my son walk on my back?")
        request = in_group(bare, reply_to=asked)
        assert question(request) == "may my son walk on my back?"
        assert request is not None
        assert request.reply_to == asked["message_id"]
        assert request.message_id != asked["message_id"]

    def test_in_a_reply_to_a_caption(self) -> None:
        assert question(in_group(MENTION, reply_to=updates.photo(GROUP, BOB, "is this safe?"))) == "is this safe?"

    def test_of_a_quote_answers_the_quoted_part(self) -> None:
        asked = updates.message(GROUP, BOB, "Nice weather. Is it safe? See you!")
        quote = {"text": "Is it safe?", "position": 14, "is_manual": True}
        assert question(in_group(MENTION, reply_to=asked, quote=quote)) == "Is it safe?"

    def test_with_words_of_its_own_asks_those(self) -> None:
        asked = updates.message(GROUP, BOB, "may my son walk on my back?")
        request = in_group(f"{MENTION} is it safe?", reply_to=asked)
        assert question(request) == "is it safe?"
        assert request is not None
        assert request.reply_to == request.message_id

    @pytest.mark.parametrize("asking", [f"{MENTION} what do you think?", "/ask what do you think?"])
    def test_with_words_of_its_own_may_point_at_that_message(self, asking: str) -> None:
        asked = updates.message(GROUP, BOB, "may my son walk on my back?")
        request = in_group(asking, reply_to=asked)
        assert request is not None
        assert request.points_at is not None
        assert question(request.points_at) == "may my son walk on my back?"
        assert request.points_at.reply_to == asked["message_id"]
        assert request.points_at.message_id == request.message_id

    @pytest.mark.parametrize(
        "answered",
        [
            None,
            updates.sticker(GROUP, BOB),
            updates.message(GROUP, BOB, "\N{THUMBS UP SIGN}"),
            updates.message(GROUP, BOT, "No."),
        ],
    )
    def test_with_words_of_its_own_points_at_nothing_else(self, answered: JSON | None) -> None:
        request = in_group(f"{MENTION} what do you think?", reply_to=answered)
        assert question(request) == "what do you think?"
        assert request is not None
        assert request.points_at is None

    @pytest.mark.parametrize(
        "answered",
        [
            None,
            updates.sticker(GROUP, BOB),
            updates.message(GROUP, updates.other_bot(), "is it safe?"),
            updates.message(GROUP, BOT, "Is it safe? No."),
        ],
    )
    def test_with_nothing_to_answer_is_told_how_to_ask(self, answered: JSON | None) -> None:
        request = in_group(MENTION, reply_to=answered)
        assert request is not None
        assert request.intent is Intent.EMPTY
        assert request.reply_to == request.message_id

    def test_in_a_topic_without_a_reply_asks_nothing(self) -> None:
        topic = updates.topic_opened(FORUM, BOB)
        request = addressed(updates.new_message(updates.message(FORUM, ADA, MENTION, topic=topic)))
        assert request is not None
        assert request.intent is Intent.EMPTY
        assert request.thread_id == topic["message_id"]


class TestReplies:
    def test_to_the_bot_asks(self) -> None:
        said = updates.message(GROUP, BOT, "No, it is not safe.")
        assert question(in_group("and with socks?", reply_to=said)) == "and with socks?"

    def test_to_somebody_else_does_not(self) -> None:
        assert in_group("and with socks?", reply_to=updates.message(GROUP, BOB, "hello")) is None
        assert in_group("and?", reply_to=updates.message(GROUP, updates.other_bot(), "hello")) is None

    def test_to_the_topic_that_the_bot_has_opened_does_not(self) -> None:
        topic = updates.topic_opened(FORUM, BOT)
        assert addressed(updates.new_message(updates.message(FORUM, ADA, "hello all", topic=topic))) is None

    @pytest.mark.parametrize(
        "text",
        ["\N{FACE WITH TEARS OF JOY}", "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}", "!!!", "@someone"],
    )
    def test_that_ask_nothing_are_passed_over(self, text: str) -> None:
        assert in_group(text, reply_to=updates.message(GROUP, BOT, "No, it is not safe.")) is None

    def test_without_words_does_not(self) -> None:
        said = updates.message(GROUP, BOT, "No, it is not safe.")
        assert addressed(updates.new_message(updates.photo(GROUP, ADA, reply_to=said))) is None


class TestGroupCommands:
    @pytest.mark.parametrize(
        "text", ["/ask is it safe?", f"/ask{MENTION} is it safe?", f"/ASK{MENTION.upper()} is it safe?"]
    )
    def test_ask(self, text: str) -> None:
        assert question(in_group(text)) == "is it safe?"

    @pytest.mark.parametrize("name", ["start", "help", "topics", "privacy", "about"])
    def test_are_obeyed_when_the_bot_is_named(self, name: str) -> None:
        request = in_group(f"/{name}{MENTION}")
        assert request is not None
        assert (request.intent, request.command, request.reply_to) == (
            Intent.COMMAND,
            name,
            request.message_id,
        )

    @pytest.mark.parametrize("text", [f"/help {MENTION}", f"{MENTION} /help"])
    def test_are_obeyed_beside_a_mention(self, text: str) -> None:
        request = in_group(text)
        assert request is not None
        assert request.command == "help"

    def test_are_obeyed_in_a_reply_to_the_bot(self) -> None:
        request = in_group("/help", reply_to=updates.message(GROUP, BOT, "No, it is not safe."))
        assert request is not None
        assert request.command == "help"

    def test_unknown_ones_are_obeyed_only_with_the_bot_s_name(self) -> None:
        request = in_group(f"/dance{MENTION}")
        assert request is not None
        assert request.command == "dance"

    @pytest.mark.parametrize(
        "text",
        [
            "/help",
            "/start",
            "/topics",
            "/dance",
            "/ask@somebody_elses_bot is it safe?",
            "/help@somebody_elses_bot",
            f"/ban {MENTION}",
            f"/ban@somebody_elses_bot {MENTION}",
        ],
    )
    def test_of_others_are_left_to_them(self, text: str) -> None:
        assert in_group(text) is None

    def test_of_others_are_left_to_them_in_replies_too(self) -> None:
        said = updates.message(GROUP, BOT, "No, it is not safe.")
        assert in_group("/ban", reply_to=said) is None
        assert in_group("/ask@somebody_elses_bot why?", reply_to=said) is None


class TestSenders:
    ASKED = f"{MENTION} is it safe?"

    def test_anonymous_administrators_are_people(self) -> None:
        assert question(addressed(updates.new_message(updates.by_anonymous_admin(GROUP, self.ASKED)))) == "is it safe?"

    def test_bots_are_not(self) -> None:
        said = updates.message(GROUP, updates.other_bot(), self.ASKED)
        assert addressed(updates.new_message(said)) is None

    def test_nor_is_what_comes_through_one(self) -> None:
        assert in_group(self.ASKED, via_bot=updates.other_bot()) is None

    def test_nor_are_channels(self) -> None:
        news = updates.channel()
        assert addressed(updates.channel_post(updates.message(news, None, self.ASKED))) is None
        assert addressed(updates.new_message(updates.automatic_forward(GROUP, news, self.ASKED))) is None
        assert (
            addressed(updates.new_message(updates.message(GROUP, updates.other_bot(), self.ASKED, sender_chat=news)))
            is None
        )

    def test_business_messages_and_unknown_updates_are_passed_over(self) -> None:
        said = updates.message(PRIVATE, ADA, "is it safe?")
        assert addressed({"business_message": said}) is None
        assert addressed({"something_from_the_future": {"text": "is it safe?"}}) is None


class TestPlaces:
    def test_the_answer_goes_into_the_topic(self) -> None:
        topic = updates.topic_opened(FORUM, BOB)
        request = addressed(updates.new_message(updates.message(FORUM, ADA, f"{MENTION} safe?", topic=topic)))
        assert request is not None
        assert request.thread_id == topic["message_id"]

    def test_a_thread_of_replies_is_no_topic(self) -> None:
        request = in_group("and with socks?", reply_to=updates.message(GROUP, BOT, "No."))
        assert request is not None
        assert request.thread_id is None

    def test_basic_groups_are_groups(self) -> None:
        said = updates.message(updates.group(), ADA, f"{MENTION} is it safe?")
        request = addressed(updates.new_message(said))
        assert request is not None
        assert request.where is Where.GROUP


class TestEdits:
    def test_are_marked(self) -> None:
        said = updates.message(GROUP, ADA, f"{MENTION} is it sfe?")
        request = addressed(updates.edited_message(updates.edited(said, f"{MENTION} is it safe?")))
        assert question(request) == "is it safe?"
        assert request is not None
        assert request.edited
        assert request.message_id == said["message_id"]

    def test_that_take_the_mention_away_are_passed_over(self) -> None:
        said = updates.message(GROUP, ADA, f"{MENTION} is it safe?")
        assert addressed(updates.edited_message(updates.edited(said, "never mind"))) is None

    def test_without_words_are_passed_over(self) -> None:
        moved = updates.message(PRIVATE, ADA, location={"longitude": 1.0, "latitude": 2.0, "live_period": 60})
        assert addressed(updates.edited_message(moved)) is None


class TestGuests:
    def test_a_mention_where_the_bot_is_a_guest(self) -> None:
        chat = updates.supergroup()
        update = updates.guest_message(chat, ADA, f"{MENTION} is it safe?")
        request = addressed(update)
        assert question(request) == "is it safe?"
        assert request is not None
        assert (request.where, request.guest_query) == (
            Where.GUEST,
            update["guest_message"]["guest_query_id"],
        )

    def test_even_between_two_people(self) -> None:
        request = addressed(updates.guest_message(updates.private(BOB), ADA, f"is it safe? {MENTION}"))
        assert request is not None
        assert request.where is Where.GUEST

    def test_a_bare_mention_answers_what_is_replied_to(self) -> None:
        chat = updates.supergroup()
        asked = updates.message(chat, BOB, "may my son walk on my back?")
        assert question(addressed(updates.guest_message(chat, ADA, MENTION, reply_to=asked))) == asked["text"]

    def test_bots_get_no_answer(self) -> None:
        update = updates.guest_message(updates.supergroup(), updates.other_bot(), f"{MENTION} is it safe?")
        assert addressed(update) is None


class TestOddEntities:
    """Offsets that no client sends: whatever they point at, the text is read."""

    @pytest.mark.parametrize("offset", [0, 1, 2, 5, -1, -7, 4096, 2**31, 2**62])
    @pytest.mark.parametrize("length", [0, 1, 19, -1, -40, 4096, 2**62])
    @pytest.mark.parametrize("kind", ["mention", "bot_command", "code", "from_the_future"])
    def test_never_raise(self, kind: str, offset: int, length: int) -> None:
        entity = {"type": kind, "offset": offset, "length": length}
        said = Text(f"\N{FOOT}{MENTION} is it safe?", (entity, entity))
        in_group(said)
        assert in_private(said) is not None

    @pytest.mark.parametrize(("offset", "length"), [(1, 19), (2, 19), (0, 21)])
    def test_within_a_character_of_two_units_break_nothing_off(self, offset: int, length: int) -> None:
        said = Text(
            f"\N{FOOT}{MENTION}\N{FOOT} is it safe?", ({"type": "mention", "offset": offset, "length": length},)
        )
        request = in_private(said)
        assert request is not None
        assert request.text.endswith("is it safe?")
        request.text.encode()

    def test_of_very_many_the_first_hundred_are_looked_at(self) -> None:
        many = [{"type": "bold", "offset": 0, "length": 1}] * MOST_ENTITIES
        mention = {"type": "mention", "offset": 0, "length": len(MENTION)}
        said = f"{MENTION} is it safe?"
        assert question(in_group(Text(said, (*many[1:], mention)))) == "is it safe?"
        assert in_group(Text(said, (*many, mention))) is None
