"""Messages, buttons, queries and the profile: effects and refusals, as the real client library meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from tests.telegram import ME, Server, updates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.telegram.conftest import Post

JSON = dict[str, Any]


@pytest.fixture
def ada(server: Server) -> JSON:
    user = updates.person()
    server.push(updates.new_message(updates.message(updates.private(user), user, "/start")))
    return user


def buttons(*row: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([row])


def article(number: str, text: str = "x") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(number, "title", InputTextMessageContent(text, parse_mode="HTML"))


async def test_a_sent_message_comes_back_as_it_is_seen(bot: Bot, ada: JSON) -> None:
    sent = await bot.send_message(
        ada["id"],
        " <b>why</b> &amp; how ",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=buttons(InlineKeyboardButton("more", callback_data="m")),
    )
    assert sent.text == "why & how"
    assert list(sent.parse_entities().values()) == ["why"]
    assert sent.reply_markup
    assert sent.link_preview_options
    assert sent.from_user
    assert sent.from_user.id == ME["id"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("\N{FOOT}" * 2049, "message is too long"),
        ("<p>x</p>", "can't parse entities: unsupported start tag"),
    ],
)
async def test_a_bad_text_is_refused(bot: Bot, ada: JSON, text: str, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_message(ada["id"], text, parse_mode="HTML")


async def test_the_limit_counts_the_text_without_its_markup(bot: Bot, ada: JSON) -> None:
    sent = await bot.send_message(ada["id"], f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")
    assert sent.text == "<" * 4096


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": " ", "callback_data": "x"},
            'can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (
            {"text": "x", "url": "no where"},
            "inline keyboard button URL 'no where' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "url": "https://a.org", "callback_data": "x"}, "BUTTON_TYPE_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_a_bad_button_is_refused(post: Post, ada: JSON, button: JSON, words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await post("sendMessage", chat_id=ada["id"], text="x", reply_markup=markup)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}


async def test_callback_data_may_fill_its_64_bytes(bot: Bot, ada: JSON) -> None:
    markup = buttons(InlineKeyboardButton("x", callback_data="é" * 32))
    assert await bot.send_message(ada["id"], "x", reply_markup=markup)


async def test_a_reply_needs_its_original_or_leave_to_do_without(bot: Bot, server: Server, ada: JSON) -> None:
    question = updates.message(updates.private(ada), ada, "why")
    server.push(updates.new_message(question))
    number = question["message_id"]
    sent = await bot.send_message(ada["id"], "x", reply_parameters=ReplyParameters(number))
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "why"
    server.chats.delete(ada["id"], number)
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ada["id"], "x", reply_parameters=ReplyParameters(number))
    lenient = ReplyParameters(number, allow_sending_without_reply=True)
    assert (await bot.send_message(ada["id"], "x", reply_parameters=lenient)).reply_to_message is None


async def test_a_topic_must_exist_and_a_thread_of_replies_is_none(bot: Bot, server: Server, ada: JSON) -> None:
    chat, club = updates.forum(), updates.supergroup()
    topic = updates.topic_opened(chat, ada)
    server.push(updates.new_message(updates.message(chat, ada, "x", topic=topic)))
    sent = await bot.send_message(chat["id"], "x", message_thread_id=topic["message_id"])
    assert sent.is_topic_message
    first = updates.message(club, ada, "x")
    second = updates.message(club, ada, "y", reply_to=first)
    server.push(updates.new_message(second))
    for place, thread in ((chat, 1), (club, second["message_thread_id"])):
        with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
            await bot.send_message(place["id"], "x", message_thread_id=thread)


async def test_chats_that_do_not_want_the_bot_say_so(bot: Bot, server: Server, ada: JSON) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(1, "x")
    club = updates.supergroup()
    server.push(updates.membership(updates.private(ada), ada, ME, "member", "kicked"))
    server.push(updates.membership(club, ada, ME, "member", "kicked"))
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada["id"], "x")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(club["id"], "x")
    server.push(updates.membership(club, ada, ME, "left", "member"))
    assert await bot.send_message(club["id"], "x")


async def test_the_bot_is_no_member_where_it_is_a_guest(bot: Bot, server: Server) -> None:
    update = updates.guest_message(updates.supergroup(), updates.person(), "@x why")
    server.push(update)
    message = update["guest_message"]
    with pytest.raises(Forbidden, match="not a member of the supergroup chat"):
        await bot.send_message(message["chat"]["id"], "x")
    answer = await bot.answer_guest_query(message["guest_query_id"], article("1"))
    assert await bot.edit_message_text("new", inline_message_id=answer.inline_message_id)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_guest_query(message["guest_query_id"], article("1"))


async def test_an_edit_changes_the_message_and_must_change_something(bot: Bot, ada: JSON) -> None:
    markup = buttons(InlineKeyboardButton("x", callback_data="x"))
    sent = await bot.send_message(ada["id"], "old", reply_markup=markup)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified: specified new message content and reply"):
        await sent.edit_text("old", reply_markup=markup)
    changed = await sent.edit_text("<b>new</b>", parse_mode="HTML")
    assert isinstance(changed, Message)
    assert (changed.text, changed.reply_markup) == ("new", None)
    again = await sent.edit_reply_markup(markup)
    assert isinstance(again, Message)
    assert (again.text, again.reply_markup) == ("new", markup)


async def test_only_own_messages_that_are_there_can_be_edited(bot: Bot, server: Server, ada: JSON) -> None:
    question = updates.message(updates.private(ada), ada, "why")
    server.push(updates.new_message(question))
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("x", ada["id"], question["message_id"])
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("x", ada["id"], 1)
    with pytest.raises(BadRequest, match=r"(?i)message_id_invalid"):
        await bot.edit_message_text("x", inline_message_id="nowhere")
    sent = await bot.send_message(ada["id"], "x")
    await sent.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await sent.edit_text("y")


async def test_a_press_is_answered_once(bot: Bot, server: Server, ada: JSON) -> None:
    update = updates.callback_query(ada, None, "x", inline_message_id="1")
    server.push(update)
    query = update["callback_query"]["id"]
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "x" * 201)
    await bot.answer_callback_query(query, "x" * 200)
    with pytest.raises(BadRequest, match=r"(?i)query id is invalid"):
        await bot.answer_callback_query(query)


async def test_inline_results_are_checked(bot: Bot, post: Post, server: Server, ada: JSON) -> None:
    update = updates.inline_query(ada, "why")
    server.push(update)
    query = update["inline_query"]["id"]
    bad: list[tuple[Sequence[InlineQueryResultArticle], str]] = [
        ([article("1"), article("1")], "result_id_duplicate"),
        ([article("é" * 33)], "result_id_invalid"),
        ([article("1", "")], "message text is empty"),
        ([article("1", "<b>")], "can't parse entities"),
        ([article("1", "x" * 4097)], "message is too long"),
        ([article(str(number)) for number in range(51)], "results_too_much"),
    ]
    for results, words in bad:
        raw = [result.to_dict() for result in results]
        answer = await post("answerInlineQuery", inline_query_id=query, results=raw)
        assert words in answer["description"].lower()
    with pytest.raises(BadRequest, match=r"(?i)start_param_invalid"):
        await bot.answer_inline_query(query, [], button=InlineQueryResultsButton("x", start_parameter="a b"))
    assert await bot.answer_inline_query(query, [article("1")])
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_inline_query(query, [])


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("ask", "Ask")], BotCommandScopeAllGroupChats(), "en")
    assert await bot.get_my_commands() == (BotCommand("help", "Help"),)
    assert await bot.get_my_commands(BotCommandScopeAllGroupChats()) == ()
    assert await bot.get_my_commands(BotCommandScopeAllGroupChats(), "en") == (BotCommand("ask", "Ask"),)
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("command", "description"), [("Ask", "x"), ("a" * 33, "x"), ("a-b", "x"), ("ask", ""), ("ask", "x" * 257)]
)
async def test_bad_commands_are_refused(bot: Bot, command: str, description: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command"):
        await bot.set_my_commands([(command, description)])


async def test_descriptions_are_kept_within_their_limits(bot: Bot) -> None:
    await bot.set_my_description("x" * 512)
    await bot.set_my_short_description("y" * 120, "de")
    assert (await bot.get_my_description()).description == "x" * 512
    assert (await bot.get_my_short_description()).short_description == ""
    assert (await bot.get_my_short_description("de")).short_description == "y" * 120
    with pytest.raises(BadRequest, match=r"(?i)too long"):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest, match=r"(?i)too long"):
        await bot.set_my_short_description("x" * 121)
