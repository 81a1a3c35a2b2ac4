"""What fits into a message and onto a button."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from bot.fitting import LABEL_LIMIT, first_that_fits, label
from tests.telegram import parse_html, utf16

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"))


def test_the_first_that_fits_is_chosen() -> None:
    assert first_that_fits(["<b>12345</b>", "1234", "123"], limit=4) == "1234"


@given(TEXTS, st.integers(1, 50))
def test_the_last_resort_always_fits(text: str, limit: int) -> None:
    html = first_that_fits([f"<b>{escape(text)}</b>"], limit)
    shown, _ = parse_html(html)
    assert utf16(shown) <= limit
    assert shown == text or shown.endswith("…")
    assert text.startswith(shown.removesuffix("…").rstrip())


@given(TEXTS)
def test_labels_fit(text: str) -> None:
    cut = label(text)
    assert len(cut) <= LABEL_LIMIT
    assert cut == text or cut.endswith("…")
