"""A word of a text as the search sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER = "#"
"""The term of every number: which one it is says nothing about what is asked."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as the search sees it.

    Parameters
    ----------
    word
        As typed, folded; several words where a phrase of the vocabulary was found.
    term
        What it counts as: its stem, or the name of its group of synonyms.
    stem
        The stem itself; equal to ``term`` for a word without synonyms.
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
    )
