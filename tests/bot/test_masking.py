"""Secrets do not stand in what is shown, however they are spelt."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import STARS, Mask, escaped

TOKEN = "7654321098:AAtest-token_of-the_tests-0123456789"
SECRET = TOKEN.partition(":")[2]

SECRETS = st.text(min_size=4).filter(lambda text: "*" not in text and "\\" not in text)


def test_a_token_is_hidden_whole_and_its_secret_alone() -> None:
    assert Mask.of(TOKEN).hide(f"{TOKEN} and {SECRET}") == f"{STARS} and {STARS}"


def test_several_secrets_are_hidden_and_empty_ones_passed_over() -> None:
    assert Mask.of(TOKEN, "pass word", "").hide(f"{SECRET}, pass word, ok") == f"{STARS}, {STARS}, ok"
    assert Mask([""]).hide("nothing to hide") == "nothing to hide"


def test_where_one_secret_begins_with_another_both_go_whole() -> None:
    assert Mask(["secret", "secretly"]).hide("secretly, secret") == f"{STARS}, {STARS}"


@pytest.mark.parametrize("spell", [str, quote, quote_plus, json.dumps, repr, escaped, json.JSONEncoder().encode])
@given(secret=SECRETS.filter(lambda text: text.isascii() or text.isprintable()))
def test_in_every_spelling(spell: object, secret: str) -> None:
    assert callable(spell)
    told = spell(secret)
    hidden = Mask([secret]).hide(f"<{told}>")
    assert secret not in hidden
    assert STARS in hidden


def test_a_slash_in_a_secret_may_stay_as_it_is_or_not() -> None:
    assert Mask(["00:/x"]).hide("00%3A/x 00%3A%2Fx") == f"{STARS} {STARS}"


def test_a_password_in_an_address_is_hidden_as_it_is_written_there() -> None:
    password = 'p@ss/wörd "x"'
    address = f"postgresql://bot:{quote(password, safe='')}@db/journal"
    assert Mask([password]).hide(address) == f"postgresql://bot:{STARS}@db/journal"


@given(st.text())
def test_an_escaped_text_is_one_line_that_can_be_printed(text: str) -> None:
    told = escaped(text)
    assert told.isprintable()
    assert len(told.splitlines()) <= 1


@given(st.text())
def test_what_can_be_printed_stays_as_it_is(text: str) -> None:
    printable = "".join(sign for sign in text if sign.isprintable())
    assert escaped(printable) == printable


def test_an_escape_says_what_stood_there() -> None:
    assert escaped("a\nb\r\x1b[2J\u2028\u202e") == r"a\nb\r\x1b[2J\u2028\u202e"
