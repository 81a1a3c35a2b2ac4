"""Telegram's HTML parse mode: markup -> text and entities, with Telegram's complaints about bad markup."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.telegram.refusals import Refusal, bad_request

JSON = dict[str, Any]

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});?")
START = re.compile(r"<([^\s>]*)([^>]*)>")
END = re.compile(r"</([^\s>]*)\s*>")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?\s*""")


def utf16(text: str) -> int:
    """Length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    """A tag that waits for its end."""

    name: str
    offset: int
    start: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    """One pass over the markup."""

    markup: str
    at: int = 0
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def run(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.markup):
            if self.markup[self.at] != "<":
                self.copy()
            elif self.markup.startswith("</", self.at):
                self.end()
            else:
                self.start()
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        entities = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return self.text, entities

    @property
    def byte(self) -> str:
        return f"at byte offset {len(self.markup[: self.at].encode())}"

    def copy(self) -> None:
        found = REFERENCE.match(self.markup, self.at)
        raw = found.group() if found else self.markup[self.at]
        self.text += html.unescape(raw) if found else raw
        self.at += len(raw)

    def start(self) -> None:
        found = START.match(self.markup, self.at)
        if not found:
            raise _cannot_parse(f"Unclosed start tag {self.byte}")
        name = found.group(1).lower()
        if name not in TAGS:
            raise _cannot_parse(f'Unsupported start tag "{name}" {self.byte}')
        attributes = self.attributes(name, found.group(2))
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" {self.byte}')
        self.open.append(_Open(name, utf16(self.text), len(self.text), attributes))
        self.at = found.end()

    def attributes(self, tag: str, raw: str) -> dict[str, str]:
        attributes: dict[str, str] = {}
        raw = raw.strip()
        position = 0
        while position < len(raw):
            found = ATTRIBUTE.match(raw, position)
            if not found or not found.end() > position:
                raise _cannot_parse(f'Empty attribute name in the tag "{tag}" {self.byte}')
            value = next((part for part in found.groups()[1:] if part is not None), None)
            if value is None and "=" not in raw[position:] and tag != "blockquote":
                raise _cannot_parse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" {self.byte}'
                )
            attributes[found.group(1).lower()] = html.unescape(value or "")
            position = found.end()
        return attributes

    def end(self) -> None:
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag {self.byte}")
        found = END.match(self.markup, self.at)
        if not found:
            raise _cannot_parse(f"Unclosed end tag {self.byte}")
        tag = self.open.pop()
        name = found.group(1).lower()
        if name not in {"", tag.name}:
            raise _cannot_parse(f'Unmatched end tag {self.byte}, expected "</{tag.name}>", found "</{name}>"')
        self.at = found.end()
        self.mark(tag)

    def mark(self, tag: _Open) -> None:
        length = utf16(self.text) - tag.offset
        if not length:
            return
        entity: JSON = {"type": TAGS[tag.name], "offset": tag.offset, "length": length}
        if tag.name == "a":
            url = tag.attributes.get("href") or self.text[tag.start :]
            if not is_url(url):
                return  # Telegram drops such a link without a word
            entity["url"] = url
        if tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        self.entities.append(entity)


def parse_html(markup: str) -> tuple[str, list[JSON]]:
    """Read HTML as Telegram does.

    Returns
    -------
    The text that a reader sees, and its entities with offsets and lengths in UTF-16 code units.

    Raises
    ------
    Refusal
        "can't parse entities: ...", when a tag is unknown, unclosed or closed in the wrong order.
    """
    return _Parser(markup).run()


def is_url(url: str) -> bool:
    """Tell whether Telegram makes a link of it."""
    if re.search(r"\s", url) or not url:
        return False
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton"}:
        return True
    host = parts.hostname or ""
    return parts.scheme in {"http", "https", "tonsite"} and ("." in host or host == "localhost")


def _cannot_parse(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
