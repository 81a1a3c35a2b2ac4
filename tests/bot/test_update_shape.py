"""Updates are read when what the bot looks at is of its kind, and whatever else stands in them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers import UPDATES
from bot.update_shape import KINDS, what_is_read
from tests.telegram import ME, updates

ADA = updates.person("Ada")
GROUP = updates.supergroup()
SAID = updates.message(GROUP, ADA, "hi @BackWalkingTestBot", reply_to=updates.message(GROUP, ME, "No."))
PRESSED = updates.callback_query(ADA, updates.message(GROUP, ME, "x", reply_markup={"inline_keyboard": [[{}]]}), "x")


def changed(update: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with another value at a place such as ``message.chat.id``."""
    first, _, rest = path.partition(".")
    return update | {first: changed(update[first], rest, value) if rest else value}


def test_the_kinds_are_those_that_are_asked_for() -> None:
    assert sorted(KINDS) == sorted(UPDATES)


@pytest.mark.parametrize(
    "update",
    [
        updates.new_message(SAID),
        updates.edited_message(updates.edited(SAID, "hi")),
        updates.new_message(SAID | {"text": "\ud800", "date": 0, "from_the_future": {"id": []}}),
        updates.new_message(updates.message(GROUP, ADA, migrate_to_chat_id=-1001)),
        updates.new_message(updates.by_anonymous_admin(GROUP, "hi")),
        updates.guest_message(GROUP, ADA, "hi"),
        updates.callback_query(ADA, updates.inaccessible(SAID), "x"),
        updates.callback_query(ADA, None, "x", inline_message_id="1"),
        updates.callback_query(ADA, None, "x") | {"message": None},
        PRESSED,
        updates.inline_query(ADA, "x" * 5000),
        updates.membership(GROUP, ADA, ME, "left", "member"),
    ],
)
def test_what_telegram_sends_is_read_as_it_is(update: dict[str, Any]) -> None:
    read = what_is_read({"update_id": 7} | update)
    assert read == {"update_id": 7} | {name: value for name, value in update.items() if value is not None}


@pytest.mark.parametrize(
    "update",
    [
        updates.channel_post(updates.message(updates.channel(), None, "hi")),
        {"poll": {"id": []}},
        {"from_the_future": 7},
        {},
    ],
)
def test_kinds_that_the_bot_does_not_answer_are_left_out(update: dict[str, Any]) -> None:
    assert what_is_read({"update_id": 7} | update) == {"update_id": 7}


@pytest.mark.parametrize("value", ["7", 7.0, 7.5, 2**63, -(2**70), float("nan"), float("inf"), True, [], {}, None])
@pytest.mark.parametrize("path", ["message.chat.id", "message.message_id", "message.from.id", "message.date"])
def test_numbers_are_whole_and_no_larger_than_a_database_takes(path: str, value: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        what_is_read(changed({"update_id": 7} | updates.new_message(SAID), path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("update_id", -1),
        ("update_id", 2**63),
        ("message", []),
        ("message", "hi"),
        ("message.chat", None),
        ("message.chat", {"id": 7}),
        ("message.chat.type", 7),
        ("message.text", 7),
        ("message.text", ["hi"]),
        ("message.from.is_bot", "no"),
        ("message.sender_chat", {"id": []}),
        ("message.entities", {}),
        ("message.entities", [{"type": "mention", "offset": "0", "length": 1}]),
        ("message.entities", [{"type": "mention", "offset": 0, "length": 2**64}]),
        ("message.entities", [{"type": [], "offset": 0, "length": 1}]),
        ("message.reply_to_message.chat.id", "7"),
        ("message.message_thread_id", {}),
    ],
)
def test_what_is_not_of_its_kind_is_refused(path: str, value: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        what_is_read(changed({"update_id": 7} | updates.new_message(SAID), path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("callback_query.id", 7),
        ("callback_query.data", {}),
        ("callback_query.from", None),
        ("callback_query.message.reply_markup", {"inline_keyboard": [[{"callback_data": 7}]]}),
    ],
)
def test_presses_are_looked_at_as_well(path: str, value: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        what_is_read(changed({"update_id": 7} | PRESSED, path, value))


def test_replies_may_be_nested_only_as_deep_as_can_be_followed() -> None:
    said = SAID
    for _ in range(5000):
        said = updates.message(GROUP, ADA, "hi") | {"reply_to_message": said}
    with pytest.raises(ValueError, match="recursion"):
        what_is_read({"update_id": 7, "message": said})


@pytest.mark.parametrize("place", ["entities", "caption_entities", "photo", "future"])
def test_of_a_list_that_is_longer_than_any_of_telegram_s_the_beginning_is_read(place: str) -> None:
    message = updates.message(updates.private(ADA), ADA, "milk?")
    part = {"type": "bold", "offset": 0, "length": 1}
    message["reply_to_message"] = message | {place: [part] * 4_000}
    message[place] = [part] * 100
    read = what_is_read({"update_id": 7, "message": message})["message"]
    assert read[place] == read["reply_to_message"][place] == [part] * 100


def test_lists_within_lists_are_no_trouble_however_deep() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    what_is_read({"update_id": 7, "message": updates.message(updates.private(ADA), ADA, "milk?") | {"future": deep}})
