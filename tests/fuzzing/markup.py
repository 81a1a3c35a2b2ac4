"""Whatever stands in an answer, a title or a log line: it is shown as it is, and marks up no more than it may."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from html.parser import HTMLParser

from bot.addressing import Where
from bot.admin.reloads import reload_html
from bot.log_lines import JsonLines, TextLines
from bot.masking import Mask
from bot.reloading import Reloaded, Taken
from bot.render import Renderer
from faq import Entry
from faq.markup import problems, to_plain, to_telegram_html
from tests.bot import samples
from tests.fuzzing import odd
from tests.fuzzing.choices import Choices
from tests.telegram import parse_html

SECRET = "7654321098:AAthe-token-of-nobody-0123456789abcd"
"""What no line of the log may show."""

PHRASES = samples.phrases()
MARKS = {"b", "i", "a"}


def corpus() -> list[bytes]:
    """Light markup, right and wrong, and what others would take for markup."""
    texts = (
        "**bold** *italics* [text](https://x.example/?a=1&b=2)", "- one\n- two\n\n1. a\n2. b", "\\* \\[ \\\\",
        "<b>no</b> &lt; &amp; <script>alert(1)</script>", "[x](javascript:alert(1))", '[x](https://x"onclick=y)',
        "**a *b** c*", "***", "[[x](https://a)](https://b)", f"{SECRET}\n\x1b[31m", "{bot} {0} {days}", "# a\n> b",
    )  # fmt: skip
    return [b"\x00" + text.encode() for text in texts] + [
        bytes((1, place, place + 3, place + 7)) for place in range(60)
    ]


def fuzz(data: bytes) -> None:
    """Show a text as an answer, a title, a line of the log and a list of mistakes.

    Raises
    ------
    AssertionError
        When it marks up more than light markup may, breaks out of its line, or a secret is shown.
    """
    choices = Choices(data)
    said = odd.text(choices) if choices.below(2) else choices.text()
    _assert_lines(said)
    text = said.encode("utf-8", "replace").decode()  # files hold no single surrogates
    _assert_marks(to_telegram_html(text), MARKS)
    to_plain(text)
    problems(text)
    entry = Entry("odd", (text,), "x", topic=text)
    renderer = Renderer(samples.faq(entry, phrases=PHRASES), "bot")
    _assert_marks(renderer.answer(entry, Where.PRIVATE).html, MARKS)
    _assert_marks(reload_html(Reloaded(Taken.BROKEN, 6, "1", 0.1, (text,))), set())


class _Tags(HTMLParser):
    """Notes tags, and the addresses of links, as a lenient reader sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href"}
        self.addresses += [value or "" for _, value in attrs]


def _assert_marks(html: str, allowed: set[str]) -> None:
    parse_html(html)
    read = _Tags()
    read.feed(html)
    read.close()
    assert read.tags <= allowed
    assert all(address.startswith(("https://", "http://")) for address in read.addresses)


def _assert_lines(text: str) -> None:
    record = logging.LogRecord("bot", logging.WARNING, __file__, 1, "said: %s %s", (text, SECRET), None)
    mask = Mask.of(SECRET)
    line = TextLines(mask).format(record)
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    told = json.loads(JsonLines(mask).format(record))
    assert datetime.fromisoformat(told["time"]).tzinfo == UTC
    assert SECRET not in line
    assert SECRET not in told["message"]
