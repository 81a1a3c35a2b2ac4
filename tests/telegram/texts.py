"""What a person types becomes text and entities, as Telegram's clients and servers make them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.telegram.markup import parse_html, utf16

JSON = dict[str, Any]

FOUND_BY_TELEGRAM = {
    "mention": re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b"),
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/@])"),
    "url": re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)]"),
}
MENTION_BY_ID = re.compile(r"tg://user\?id=(\d+)")


@dataclass(frozen=True)
class Text:
    """A text with its entities; offsets and lengths count UTF-16 code units."""

    text: str
    entities: tuple[JSON, ...] = ()


def typed(text: str) -> Text:
    """Take a text typed without formatting: Telegram itself finds mentions, commands and links in it."""
    return Text(text, tuple(_detected(text, [])))


def formatted(markup: str, *people: JSON) -> Text:
    """Take a text formatted in the client, given as HTML.

    Parameters
    ----------
    markup
        For example ``<code>@bot</code>``; a link to ``tg://user?id=7`` mentions that person.
    people
        The users who are mentioned in that way.
    """
    text, entities = parse_html(markup)
    by_id = {person["id"]: person for person in people}
    for entity in entities:
        link = MENTION_BY_ID.fullmatch(entity.get("url", ""))
        if link:
            del entity["url"]
            entity.update(type="text_mention", user=by_id[int(link.group(1))])
    return Text(text, tuple(_detected(text, entities)))


def entity_text(text: str, entity: JSON) -> str:
    """Give the part of a text that an entity marks."""
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return text.encode("utf-16-le")[start:end].decode("utf-16-le")


def _detected(text: str, given: list[JSON]) -> list[JSON]:
    """Add what Telegram finds by itself; it finds nothing inside code and links."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    entities = list(given)
    for kind, pattern in FOUND_BY_TELEGRAM.items():
        for found in pattern.finditer(text):
            start, end = utf16(text[: found.start()]), utf16(text[: found.end()])
            if all(end <= left or start >= right for left, right in taken):
                entities.append({"type": kind, "offset": start, "length": end - start})
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
