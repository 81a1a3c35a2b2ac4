from __future__ import annotations

import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.markup import is_url, parse_html, utf16
from tests.telegram.refusals import Refusal


def test_counts_as_telegram_counts() -> None:
    assert utf16("back") == 4
    assert utf16("\N{FOOT}") == 2
    assert utf16("e\N{COMBINING ACUTE ACCENT}") == 2


def test_reads_tags_into_entities() -> None:
    text, entities = parse_html('\N{FOOT} <b>bold <i>both</i></b> <a href="https://a.org/?x=1&amp;y=2">link</a>')
    assert text == "\N{FOOT} bold both link"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 9},
        {"type": "italic", "offset": 8, "length": 4},
        {"type": "text_link", "offset": 13, "length": 4, "url": "https://a.org/?x=1&y=2"},
    ]


def test_reads_the_four_named_references_and_numbers_and_leaves_others() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#39;&#x27; &nbsp; & AT&T")[0] == "<>&\"'' &nbsp; & AT&T"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("a < b>", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2 ", "Unclosed start tag at byte offset 2"),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_complains_as_telegram_does(markup: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(markup)
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


def test_drops_a_link_that_leads_nowhere() -> None:
    assert parse_html('<a href="javascript:alert(1)">x</a>') == ("x", [])
    assert not is_url("nowhere at all")
    assert not is_url("http://[bad")
    assert is_url("tg://user?id=7")


@given(st.text())
def test_escaped_text_comes_back_unharmed(text: str) -> None:
    assert parse_html(f"<b>{html.escape(text)}</b>")[0] == text


@given(st.text(alphabet="<>/&;ab i=\"'", max_size=40))
def test_any_text_is_read_or_refused(markup: str) -> None:
    with suppress(Refusal):
        text, entities = parse_html(markup)
        assert all(0 <= one["offset"] <= utf16(text) - one["length"] for one in entities)
