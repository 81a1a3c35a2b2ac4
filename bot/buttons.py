"""Buttons below messages: the ones that lead to answers, and the thumbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import Action, Press, decode, encode
from bot.fitting import label
from faq import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq import Entry, Phrases

Row = list[InlineKeyboardButton]


def button(text: str, press: Press) -> InlineKeyboardButton:
    """Make a button that the bot hears of when it is pressed."""
    return InlineKeyboardButton(text, callback_data=encode(press))


def entry_rows(action: Action, entries: Iterable[Entry]) -> list[Row]:
    """Make a row for each entry, with a button that leads to its answer."""
    return [[button(label(entry.title), Press(action, entry.id))] for entry in entries]


def thumbs(entry: Entry, phrases: Phrases) -> list[Row]:
    """Make the row with both thumbs. Only plain answers have one: in distress nobody is asked for a vote."""
    if entry.kind is not Kind.ANSWER:
        return []
    both = ((phrases.button_up, Action.UP), (phrases.button_down, Action.DOWN))
    return [[button(text, Press(action, entry.id)) for text, action in both]]


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Put rows below a message; None where there are none."""
    return InlineKeyboardMarkup(rows) if rows else None


def targets(shown: InlineKeyboardMarkup | None, *actions: Action) -> tuple[str, ...]:
    """Read from the buttons below a message to which entries those with these actions lead."""
    rows = shown.inline_keyboard if shown else ()
    data = [one.callback_data for row in rows for one in row]
    presses = [decode(one) for one in data if isinstance(one, str)]
    return tuple(press.target for press in presses if press and press.action in actions)
