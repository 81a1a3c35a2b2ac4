from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.texts import Text, entity_text, formatted, typed


def found(text: Text) -> list[tuple[str, str]]:
    return [(entity["type"], entity_text(text.text, entity)) for entity in text.entities]


def test_telegram_finds_mentions_commands_and_links() -> None:
    text = typed("\N{FOOT}\N{FOOT} /ask@a_bot and @b_bot, see https://c.org/d.")
    assert found(text) == [("bot_command", "/ask@a_bot"), ("mention", "@b_bot"), ("url", "https://c.org/d")]
    assert text.entities[0]["offset"] == 5


def test_an_address_and_a_path_are_no_mention_and_no_command() -> None:
    assert found(typed("ada@mail.org and a/b or 1/2")) == []


def test_telegram_finds_nothing_inside_code_and_links() -> None:
    text = formatted('<code>@a_bot</code> <pre>/ask</pre> <a href="https://d.org">@b_bot</a> @c_bot')
    assert found(text) == [
        ("code", "@a_bot"),
        ("pre", "/ask"),
        ("text_link", "@b_bot"),
        ("mention", "@c_bot"),
    ]


def test_a_link_to_a_person_is_a_mention_by_id() -> None:
    ada = {"id": 7, "is_bot": False, "first_name": "Ada"}
    text = formatted('ask <a href="tg://user?id=7">her</a>', ada)
    assert text.entities == ({"type": "text_mention", "offset": 4, "length": 3, "user": ada},)


@given(st.text(), st.text())
def test_offsets_point_at_the_mention_whatever_stands_around_it(before: str, after: str) -> None:
    text = typed(f"{before} @some_bot {after}")
    assert ("mention", "@some_bot") in found(text)
