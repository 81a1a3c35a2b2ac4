"""Buttons below messages, made and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import button, entry_rows, keyboard, targets, thumbs
from bot.callbacks import Action, Press
from tests.bot import samples

if TYPE_CHECKING:
    from faq import Entry


def test_thumbs_name_their_answer() -> None:
    ((up, down),) = thumbs(samples.MILK, samples.phrases())
    assert (up.callback_data, down.callback_data) == ("up:milk:0", "down:milk:0")


@pytest.mark.parametrize("entry", [samples.CHOKING, samples.HELLO])
def test_an_emergency_and_small_talk_have_none(entry: Entry) -> None:
    assert thumbs(entry, samples.phrases()) == []


def test_no_rows_are_no_keyboard() -> None:
    assert keyboard([]) is None
    assert keyboard(entry_rows(Action.MORE, [samples.MILK])) is not None


def test_what_buttons_lead_to_is_read_in_their_order() -> None:
    shown = InlineKeyboardMarkup(
        [
            *thumbs(samples.PURR, samples.phrases()),
            *entry_rows(Action.MEANT, [samples.MILK, samples.MEOW]),
            [InlineKeyboardButton("Link", url="https://cats.example/"), InlineKeyboardButton("Odd", callback_data="x")],
            [button("Topics", Press(Action.TOPICS))],
        ]
    )
    assert targets(shown, Action.MEANT) == ("milk", "meow")
    assert targets(shown, Action.DOWN, Action.MEANT) == ("why-purr", "milk", "meow")
    assert targets(None, Action.MEANT) == ()
