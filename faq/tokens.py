"""A word of a text as the search sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NUMBER = "#"
"""The stem of every number, and the term of those below ten."""


class Token(NamedTuple):
    """A word of a text as the search sees it. A long message makes a thousand of them: a tuple is made fastest.

    Parameters
    ----------
    word
        As typed, folded; several words where a phrase of the vocabulary was found.
    term
        What it counts as: its stem, the name of its group of synonyms, or a number by its first digit.
    stem
        The stem itself; equal to ``term`` for a word without synonyms. Of all numbers the same.
    weight
        0 to 1: 1 for a telling word, less for one that says little or was mended.
    telling
        Whether the word says what the question is about.
    known
        Whether the FAQ or its vocabulary has the word.
    common
        Whether it is an everyday word of the language that this FAQ does not use.
    mended
        The right word that it was taken for, or None.
    rows
        Numbers of its words in :class:`faq.meanings.Meanings`.
    sure
        0 to 1: how sure it is that this is the word that was meant; 1 for a known word as it was typed, 0 for one that
        nobody knows.
    """

    word: str
    term: str
    stem: str
    weight: float = 1.0
    telling: bool = True
    known: bool = True
    common: bool = False
    mended: str | None = None
    rows: tuple[int, ...] = ()
    sure: float = 1.0


Tokens: TypeAlias = "tuple[Token, ...]"


def joined(parts: Sequence[Token], term: str) -> Token:
    """One token for the words of a phrase, which count as this term."""
    return Token(
        word=" ".join(part.word for part in parts),
        term=term,
        stem=" ".join(part.stem for part in parts),
        weight=parts[0].weight if len(parts) == 1 else 1.0,
        telling=len(parts) > 1 or parts[0].telling,
        mended=next((part.mended for part in parts if part.mended), None),
        rows=tuple(row for part in parts for row in part.rows),
        sure=readable(parts),
    )


def rounded(digits: str) -> str:
    """The term of a number: rounded down to its first digit, as somebody of 7 is no one of 70, and 71 as good as 78.

    Those below ten are one.
    """
    return NUMBER if len(digits) == 1 else f"{NUMBER}{digits[0]}{'0' * (len(digits) - 1)}"


def readable(tokens: Iterable[Token]) -> float:
    """Share of a text's letters in words that can be read, 0 to 1; a word that was guessed counts as it is sure.

    Numbers can be read in any language, and say nothing; a text of nothing else is readable.
    """
    letters, read = 0, 0.0
    for token in tokens:
        if token.stem != NUMBER:
            length = len(token.word)
            letters += length
            read += length * token.sure
    # Rounded, so that who says the same again stays on the same side of a threshold.
    return round(read / letters, 9) if letters else 1.0
