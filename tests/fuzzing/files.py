"""Files of an FAQ: bytes are read, or every mistake is told with its line; what is read can be shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.addressing import Where
from bot.articles import entry_article
from bot.browsing import Browsing
from bot.render import Renderer
from faq import FaqError, load
from faq.checked_files import checked
from faq.folders import Role
from faq.loading import _SHAPES
from tests.fuzzing.choices import Choices
from tests.fuzzing.wire import assert_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faq import Faq
    from faq.mistakes import Mistake

ENTRIES = b"""- id: purr
  questions: [why do cats purr, purring]
  answer: "They are **content**. See [here](https://cats.example/?a=1&b=2)."
"""
SAMPLES = (
    (0, ENTRIES),
    (0, b"topic: Cats\nentries:\n  - id: a\n    questions:\n      - b\n    answer: |\n      - x\n      - *y*\n"),
    (0, b"- id: e\n  kind: emergency\n  questions: [help]\n  answer: now\n  signs: [{all: [[numb], [legs]]}]\n"),
    (1, b"- {id: g, title: <b>Guide</b>, url: 'https://x.example'}\n"),
    (2, b'- {id: s, title: "Source & co", year: 2020, primary: true}\n'),
    (3, b"language: english\nsynonyms: [[cat, kitten]]\nspellings: {cat: [catt]}\nignore: [the]\nanswer_from: 50\n"),
    (4, b"greeting: 'Hello {bot}!'\ncommands: {help: how to ask}\n"),
    (0, b"- &a [x, x]\n- [*a, *a, *a]\n"),
    (0, b"a: !!python/object/apply:os.system [ls]\n"),
    (0, b"[" * 200),
    (0, b"- id: a\n\tquestions: [b]\n"),
    (0, b"\xef\xbb\xbf- id: a\r\n"),
)


def corpus() -> list[bytes]:
    """Files of each kind, right and wrong."""
    return [bytes((number,)) + content for number, content in SAMPLES]


def fuzz(data: bytes) -> None:
    """Put the bytes into a file of a folder, read the folder, and show all of it.

    Raises
    ------
    AssertionError
        When a mistake is not told in one line with its file, or what was read cannot be shown.
    """
    choices = Choices(data)
    role, content = choices.pick(list(Role)), choices.rest()
    # First by itself: the rest of a folder takes a hundred times as long.
    _, mistakes = checked("x.yaml", content, _SHAPES[role])
    _assert_told(mistakes)
    if mistakes:
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "entries.yaml").write_bytes(ENTRIES)
        Path(folder, f"{role}.yaml").write_bytes(content)
        try:
            faq = load(Path(folder))
        except FaqError as found:
            _assert_told(found.mistakes)
        else:
            _assert_shown(faq)


def _assert_told(mistakes: Iterable[Mistake]) -> None:
    for mistake in mistakes:
        assert str(mistake).isprintable()
        assert mistake.place.line >= 1


def _assert_shown(faq: Faq) -> None:
    renderer = Renderer(faq, "bot", takes_votes=True)
    browsing = Browsing(renderer)
    for entry in faq.entries:
        for where in Where:
            assert_shown(renderer.answer(entry, where).html)
        entry_article(renderer, entry)
        assert_shown(browsing.read(entry).html)
    topics = browsing.topics()
    if topics is not None:
        assert_shown(topics.html)
    assert_shown(renderer.phrase(faq.phrases.greeting))
