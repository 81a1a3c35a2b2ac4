"""The builders make what the real client library understands in the way that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Message, Update

from tests.telegram import ME, formatted, updates

if TYPE_CHECKING:
    from telegram import Bot

JSON = dict[str, Any]


def read(update: JSON, bot: Bot) -> Update:
    return Update.de_json({"update_id": 1} | update, bot)


def read_message(content: JSON, bot: Bot) -> Message:
    message = read(updates.new_message(content), bot).message
    assert message
    return message


async def test_a_reply_carries_the_original_without_its_own_original(bot: Bot) -> None:
    ada, chat = updates.person(), updates.supergroup()
    first = updates.message(chat, ada, "one")
    second = updates.message(chat, ada, "two", reply_to=first)
    third = read_message(updates.message(chat, ada, "three", reply_to=second), bot)
    assert third.reply_to_message
    assert third.reply_to_message.text == "two"
    assert third.reply_to_message.reply_to_message is None
    assert third.message_thread_id == first["message_id"]
    assert not third.is_topic_message


async def test_a_message_in_a_topic_refers_to_the_opening_of_the_topic(bot: Bot) -> None:
    ada, chat = updates.person(), updates.forum()
    topic = updates.topic_opened(chat, ada)
    message = read_message(updates.message(chat, ada, "x", topic=topic), bot)
    assert message.is_topic_message
    assert message.message_thread_id == topic["message_id"]
    assert message.reply_to_message
    assert message.reply_to_message.forum_topic_created


async def test_an_anonymous_admin_speaks_as_the_group(bot: Bot) -> None:
    chat = updates.supergroup()
    message = read_message(updates.by_anonymous_admin(chat, "x"), bot)
    assert message.from_user
    assert message.from_user.id == 1087968824
    assert message.from_user.is_bot
    assert message.sender_chat
    assert message.sender_chat.id == chat["id"]


async def test_an_automatic_forward_comes_from_the_channel(bot: Bot) -> None:
    message = read_message(updates.automatic_forward(updates.supergroup(), updates.channel(), "x"), bot)
    assert message.is_automatic_forward
    assert message.forward_origin
    assert message.forward_origin.type == "channel"


async def test_captions_keep_their_own_entities(bot: Bot) -> None:
    ada, chat = updates.person(), updates.supergroup()
    message = read_message(updates.photo(chat, ada, "\N{FOOT} @some_bot why"), bot)
    assert message.text is None
    assert list(message.parse_caption_entities().values()) == ["@some_bot"]
    edited = read(updates.edited_message(updates.edited(updates.photo(chat, ada, "old"), "new")), bot)
    assert edited.edited_message
    assert edited.edited_message.caption == "new"
    assert edited.edited_message.text is None


async def test_an_edit_keeps_the_number_and_loses_the_old_entities(bot: Bot) -> None:
    ada, chat = updates.person(), updates.supergroup()
    original = updates.message(chat, ada, formatted("<b>old</b> @some_bot"))
    update = read(updates.edited_message(updates.edited(original, "new")), bot)
    assert update.edited_message
    assert update.edited_message.message_id == original["message_id"]
    assert update.edited_message.entities == ()
    assert update.edited_message.edit_date


async def test_a_guest_message_carries_its_query(bot: Bot) -> None:
    update = read(updates.guest_message(updates.supergroup(), updates.person(), "@some_bot why"), bot)
    assert update.guest_message
    assert update.guest_message.guest_query_id


async def test_presses_name_their_message(bot: Bot) -> None:
    ada = updates.person()
    sent = updates.message(updates.private(ada), ada, "x")
    press = read(updates.callback_query(ada, sent, "data"), bot).callback_query
    assert press
    assert press.message
    assert press.message.is_accessible
    old = read(updates.callback_query(ada, updates.inaccessible(sent), "data"), bot).callback_query
    assert old
    assert old.message
    assert old.message.message_id == sent["message_id"]
    assert old.message.date.timestamp() == 0


async def test_membership_and_service_message_tell_of_the_same_event(bot: Bot) -> None:
    ada, chat = updates.person(), updates.supergroup()
    change = read(updates.membership(chat, ada, ME, "left", "administrator"), bot).my_chat_member
    assert change
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("left", "administrator")
    joined = read(updates.bot_joined(chat, ada, ME), bot).message
    assert joined
    assert [user.id for user in joined.new_chat_members] == [ME["id"]]
