"""What anybody can make up: the data of a button, the parameter of a deep link, an inline query, a command."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.callbacks import Action
from tests.fuzzing import odd
from tests.fuzzing.choices import Choices
from tests.fuzzing.updates import ADA, GROUP, PRIVATE, Bot
from tests.telegram import ME, Text, updates

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]

_SCRAPS = (
    *(f"{action}:" for action in Action),
    *("milk", "why-purr", "choking", "hello", ":", "0", "9999", "99999", "-1", "٣"),
)


def _pressed(text: str) -> JSON:
    """A press on a button that stands under a message of the bot's own."""
    board = {"inline_keyboard": [[{"text": "x", "callback_data": text}]]}
    return updates.callback_query(ADA, updates.message(GROUP, ME, "x", reply_markup=board), text)


def _pressed_elsewhere(text: str) -> JSON:
    """A press on a button that the message does not have."""
    return updates.callback_query(ADA, updates.message(PRIVATE, ME, "x"), text)


def _started(text: str) -> JSON:
    """A deep link: Telegram writes the command."""
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    return updates.new_message(updates.message(PRIVATE, ADA, Text(f"/start {text}", (entity,))))


def _typed(text: str) -> JSON:
    return updates.inline_query(ADA, text)


def _commanded(text: str) -> JSON:
    """A command of this name, as far as the entity goes."""
    entity = {"type": "bot_command", "offset": 0, "length": len(text) + 1}
    return updates.new_message(updates.message(GROUP, ADA, Text(f"/{text}", (entity,))))


FORGERIES: tuple[Callable[[str], JSON], ...] = (_pressed, _pressed_elsewhere, _started, _typed, _commanded)


def corpus() -> list[bytes]:
    """Each way, with what is real and with what is nearly so."""
    texts = ("pick:milk:0", "up:milk:0", "topics::9999", "topic:0123456789abcdef:0", "milk", "x" * 64, "a" * 5000, "")
    return [bytes((way, 0)) + text.encode() for way in range(len(FORGERIES)) for text in texts]


def fuzz(data: bytes) -> None:
    """Let the update come in, and see that it is done.

    Raises
    ------
    AssertionError
        When an exception came up that nobody expected.
    """
    choices = Choices(data)
    forge = choices.pick(FORGERIES)
    text = "".join(choices.pick(_SCRAPS) for _ in range(choices.below(5)))
    text += odd.text(choices) if choices.below(2) else choices.text()
    asyncio.run(Bot().take({"update_id": 7} | forge(text)))
