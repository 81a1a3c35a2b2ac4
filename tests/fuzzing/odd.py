"""What is meant to make trouble: values of the wrong kind and size, and texts of odd characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram import ME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzzing.choices import Choices

LONGEST = 4096
"""Characters of the longest message."""

PIECES = (
    "is it safe? ", "purr ", "milk ", "sound ", "hello ", "my legs are numb ", "back walking ", "can't ", "dont ",
    "/start ", "/start@BackWalkingTestBot ", "/ask ", "/privacy delete ", "/stats 99999999999999999999 ",
    "@BackWalkingTestBot ",
    "\u202e", "\u2067", "\u200b", "\u200d", "\ufeff", "\x00", "\x1b[31m", "\ud800", "\udfff", "\U0010ffff", "\ufdfa",
    "z\u0335\u0321a\u0340l\u0341go\u0489", "\u0301" * 40, "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "🇳🇴", "ﬁ", "½", "\u2028",
    "\r\n",
    "<b>", "</a>", "<script>alert(1)</script>", "&lt;", "&#60;", "\"'><", "{bot}", "{0.__class__}", "%s%n", "${jndi:x}",
    "`", "**", "[x](javascript:x)", "[", "](", "\\", "_", "- ", "1. ", "|", "'", "; DROP TABLE answers; --",
    "ظهر ", "גב ", "पीठ ", "หลัง ", "背中", "등 ", "спина ", "a", " ", ". ", ", ", "\n", "9" * 30, "١٢٣", "²",
)  # fmt: skip

SIZES = (0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, 1.5, -0.0, 1e308, float("nan"), float("inf"))
DEEPEST = 200


def text(choices: Choices) -> str:
    """A text of odd pieces, now and then as long as a message may be."""
    pieces = "".join(choices.pick(PIECES) for _ in range(choices.below(8)))
    return pieces if choices.below(4) or not pieces else (pieces * LONGEST)[:LONGEST]


def value(choices: Choices) -> Any:
    """Anything that JSON can say where something else is expected."""
    return choices.pick(_VALUES)(choices)


def nested(depth: int) -> Any:
    """Lists in lists."""
    found: Any = []
    for _ in range(depth):
        found = [found]
    return found


ENTITIES = (
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "date_time", "from_the_future", "",
)  # fmt: skip


def entities(choices: Choices) -> list[dict[str, Any]]:
    """Entities that overlap, end past the text, begin before it, or within a character of two code units."""
    return [_entity(choices) for _ in range(choices.below(5))]


def _entity(choices: Choices) -> dict[str, Any]:
    places = (0, 1, 2, 3, 5, 18, 19, 20, 21, -1, -2, 4095, 4096, 10**6, 2**31, 2**63)
    made: dict[str, Any] = {
        "type": choices.pick(ENTITIES),
        "offset": choices.pick(places),
        "length": choices.pick(places),
    }
    if made["type"] == "text_mention":
        made["user"] = choices.pick(({"id": ME["id"], "is_bot": True, "first_name": "x"}, {"id": 7}, {}, None))
    return made


_VALUES: tuple[Callable[[Choices], Any], ...] = (
    text,
    entities,
    lambda choices: choices.pick((None, True, False)),
    lambda choices: choices.pick(SIZES),
    lambda choices: str(choices.pick(SIZES)),
    lambda choices: choices.pick(([], {}, [None], [[]], [{}], {"id": None}, {"": ""})),
    lambda choices: nested(choices.below(DEEPEST)),
    lambda choices: {"id": choices.pick(SIZES), "type": choices.pick(("private", "group", "channel", "", None, 7, []))},
)
