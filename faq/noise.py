"""Questions as people really type them: with slips of the finger, or in the middle of chatter.

Chance is seeded by the question: the same question is always spoilt in the same way, whatever others are asked.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from faq.checked_files import read_checked
from faq.entries import Kind
from faq.mistakes import FaqError
from faq.records import one_line, scalars
from faq.shapes import Key, ListShape, RecordShape, TextShape
from faq.yaml_nodes import MappingNode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from faq.entries import Faq
    from faq.evaluation import LabelledQuestion

CHATTER = Path(__file__).parent / "chatter"
"""Folder of what people say around a question, one file for each language."""

_TEXTS = ListShape(TextShape(250), at_least=1)
_CHATTER_FILE = RecordShape(
    "chatter",
    (
        Key("openings", _TEXTS, "What is said before a question.", required=True),
        Key("endings", _TEXTS, "What is said after it.", required=True),
        Key("keyboard", _TEXTS, "Rows of the keyboard's letters.", required=True),
    ),
)

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_ENDS = ".!?\u2026"


class Noise(StrEnum):
    """How a question is spoilt."""

    ONE_SLIP = "one typo"
    TWO_SLIPS = "two typos"
    CHATTER = "inside chatter"


@dataclass(frozen=True, slots=True)
class Chatter:
    """What is needed to spoil questions in one language.

    Parameters
    ----------
    openings, endings
        What is said before and after a question: one of each makes 15 to 30 words.
    keyboard
        Rows of the keyboard's letters.
    """

    openings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    keyboard: tuple[str, ...] = ()


def noisy(questions: Sequence[LabelledQuestion], faq: Faq) -> dict[Noise, tuple[LabelledQuestion, ...]]:
    """Spoil questions in each way; those with too few words for it are left out, and so is small talk inside chatter.

    A language without chatter of its own gets typing errors alone.

    Raises
    ------
    FaqError
        If the file of the language's chatter has mistakes.
    """
    spoken = chatter(faq.vocabulary.language)
    asking = [question for question in questions if not _is_small_talk(question, faq)]
    found = {noise: spoilt(questions, noise, spoken) for noise in (Noise.ONE_SLIP, Noise.TWO_SLIPS)}
    return found | {Noise.CHATTER: spoilt(asking, Noise.CHATTER, spoken)} if spoken.openings else found


def chatter(language: str) -> Chatter:
    """Read the chatter of a language, which is empty where there is none.

    Raises
    ------
    FaqError
        If its file has mistakes.
    """
    file = CHATTER / f"{language}.yaml"
    if not file.is_file():
        return Chatter()
    document, mistakes = read_checked(file, _CHATTER_FILE)
    if mistakes or not isinstance(document.root, MappingNode):
        raise FaqError(mistakes)
    texts = {key.value: tuple(map(one_line, scalars(value))) for key, value in document.root.pairs}
    return Chatter(**texts)


def spoilt(questions: Sequence[LabelledQuestion], noise: Noise, spoken: Chatter) -> tuple[LabelledQuestion, ...]:
    """Spoil questions in one way; those with too few words for it are left out."""
    changed = (replace(question, text=spoil(question.text, noise, spoken)) for question in questions)
    return tuple(after for before, after in zip(questions, changed, strict=True) if after.text != before.text)


def spoil(text: str, noise: Noise, spoken: Chatter) -> str:
    """Spoil a text, or give it as it is where it has too few words for it."""
    chance = random.Random(f"{noise}\0{text}")  # noqa: S311 - no secret depends on it
    if noise is Noise.CHATTER:
        asked = text if text.endswith(tuple(_SENTENCE_ENDS)) else f"{text}."
        return f"{chance.choice(spoken.openings)} {asked} {chance.choice(spoken.endings)}"
    return _mistyped(text, 1 if noise is Noise.ONE_SLIP else 2, spoken.keyboard, chance)


def _is_small_talk(question: LabelledQuestion, faq: Faq) -> bool:
    """Whether it is a mere greeting, which is none any more in the middle of other talk."""
    entry = faq.by_id.get(question.entry or "")
    return entry is not None and entry.kind is Kind.SMALLTALK


def _mistyped(text: str, slips: int, keyboard: Sequence[str], chance: random.Random) -> str:
    """Mistype as many words, each once: two slips in one word might undo each other."""
    found = list(_WORD.finditer(text))
    if len(found) < slips:
        return text
    for word in sorted(chance.sample(found, slips), key=lambda word: -word.start()):
        text = text[: word.start()] + _slipped(word.group(), keyboard, chance) + text[word.end() :]
    return text


def _slipped(word: str, keyboard: Sequence[str], chance: random.Random) -> str:
    """The word with two letters swapped, one dropped, one doubled, or one beside the right one."""
    place = chance.randrange(len(word) - 1)
    before, letter, following, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    ways: list[Callable[[], str]] = [
        lambda: before + following + letter + after,
        lambda: before + following + after,
        lambda: before + letter + letter + following + after,
        lambda: before + _beside(letter, keyboard, chance) + following + after,
    ]
    mistyped = chance.choice(ways)()
    # Two equal letters swapped, or a letter that is on no row, change nothing: then one is dropped.
    return mistyped if mistyped != word else before + following + after


def _beside(letter: str, keyboard: Sequence[str], chance: random.Random) -> str:
    """A letter that lies beside another; the letter itself where none does."""
    small = letter.lower()
    row = next((row for row in keyboard if small in row), small)
    at = row.index(small)
    neighbours = [row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)]
    if not neighbours:
        return letter
    chosen = chance.choice(neighbours)
    return chosen.upper() if letter.isupper() else chosen
