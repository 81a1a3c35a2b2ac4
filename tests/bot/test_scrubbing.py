"""Nothing that says who asked stays in a question; what was asked does."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.scrubbing import LENGTH, scrubbed, without_marks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Is it\n safe? ", "Is it safe?"),
        ("write to jane.doe+back@mail.example.org please", "write to [email] please"),
        ("(jane@example.org)", "([email])"),
        ("call +49 (0)170 123-45.67 or 0170/1234567", "call [number] or [number]"),
        ("my number is 4 4 2 0 7 9 4 6", "my number is [number]"),
        ("\u0660\u0661\u0662\u0663\u0664\u0665\u0666", "[number]"),
        ("ask @jane_doe about it", "ask [name] about it"),
        ("see https://example.org/jane?x=1 and www.example.org", "see [link] and [link]"),
        ("t.me/jane or example.org/jane", "[link] or [link]"),
        ("tg://user?id=12345678", "[link]"),
        ("mailto:jane@example.org", "[link]"),
        ("ja\u200bne@exa\u00admple.org", "[email]"),
        ("12\u200b34\u200b56", "[number]"),
        ("\uff11\uff12\uff13\uff14\uff15\uff16\uff17", "[number]"),
        ("i'm 34, 1.82 m and 95 kg, she's 60kg, since 2019", "i'm 34, 1.82 m and 95 kg, she's 60kg, since 2019"),
        ("10 to 15 minutes, 2-3 times", "10 to 15 minutes, 2-3 times"),
        ("a\x00b\ud800c", "abc"),
        ("", ""),
        ("\u200b \n", ""),
    ],
)
def test_examples(text: str, kept: str) -> None:
    assert scrubbed(text) == kept


PARTS = st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["is it safe", "@", ".", "0", " ", "/", "\n"])))


@given(PARTS.map("".join))
@example("@0@0")
@example("123456@ada")
def test_no_mention_address_or_long_number_is_ever_left(text: str) -> None:
    kept = scrubbed(text)
    assert not re.search(r"(?<!\w)@\w", kept)
    assert not re.search(r"\d{6}", kept)
    assert "://" not in kept or not re.search(r"(?i)\b[a-z][a-z0-9+.-]{1,20}://", kept)
    assert len(kept) <= LENGTH
    assert kept == " ".join(kept.split())
    kept.encode()


@given(st.text(alphabet="abc @.0:/", max_size=60), st.text(alphabet="abc ", max_size=20))
def test_an_address_goes_wherever_it_stands(before: str, after: str) -> None:
    assert "jane.doe@mail.example" not in scrubbed(f"{before} jane.doe@mail.example.org {after}")


def test_a_long_story_is_cut_and_no_half_address_is_left() -> None:
    kept = scrubbed("my back " * 200)
    assert len(kept) <= LENGTH
    assert kept.endswith("\N{HORIZONTAL ELLIPSIS}")
    story = ("@jane " * 200)[:995] + "jane@example.org"
    assert "jane" not in scrubbed(story)


@pytest.mark.parametrize("text", ["a" * 4096, "1 " * 2048, "a." * 2048, "@" * 4096, "a@" * 2048, "www." * 1024])
def test_no_text_takes_long(text: str) -> None:
    began = perf_counter()
    for _ in range(10):
        scrubbed(text)
    # Not a measurement: what is quadratic in the length would take minutes.
    assert perf_counter() - began < 10


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("call [number] or [email]", "call or"),
        ("[name] is it safe? [link]", "is it safe?"),
        ("[link]", ""),
        ("a long story that ends…", "a long story that ends"),
        ("what are [brackets] for", "what are [brackets] for"),
    ],
)
def test_marks_can_be_left_out(text: str, bare: str) -> None:
    assert without_marks(text) == bare


@given(st.text())
def test_without_marks_there_is_none(text: str) -> None:
    bare = without_marks(scrubbed(f"{text} jane@example.org www.example.org"))
    assert "[email]" not in bare
    assert "[link]" not in bare
