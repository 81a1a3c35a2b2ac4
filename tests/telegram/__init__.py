"""Telegram for the tests: a server that speaks the Bot API, and builders of updates."""

from tests.telegram import faults, updates
from tests.telegram.markup import parse_html, utf16
from tests.telegram.server import DEADLINE, ME, TOKEN, Call, Server
from tests.telegram.texts import Text, entity_text, formatted, typed

__all__ = [
    "DEADLINE",
    "ME",
    "TOKEN",
    "Call",
    "Server",
    "Text",
    "entity_text",
    "faults",
    "formatted",
    "parse_html",
    "typed",
    "updates",
    "utf16",
]
