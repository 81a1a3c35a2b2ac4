"""What became of each word of a question when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from faq.text import LONGEST_TEXT, sentences
from faq.tokens import NUMBER

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from faq.search import Index
    from faq.tokens import Token


class Role(StrEnum):
    """What a word is to the search."""

    TELLING = "telling"
    ELSEWHERE = "elsewhere"
    LIGHT = "light"
    NUMBER = "number"
    EVERYDAY = "everyday"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, or a phrase that the vocabulary knows.

    Parameters
    ----------
    typed
        As typed, in small letters.
    role
        ``telling`` words stand in phrasings, ``elsewhere`` only in other texts of the FAQ, such as what is near and
        chatter. ``light`` says little. ``everyday`` is a word of the language that the FAQ does not use. ``unknown``
        is a word that neither of them has.
    weight
        0 to 1: how telling it is.
    mended
        The word that it was taken for, or None.
    group
        The first word of its group of synonyms, or None.
    """

    typed: str
    role: Role
    weight: float
    mended: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the question was read.

    Parameters
    ----------
    words
        In their order.
    respelt
        Odd spellings of the vocabulary, each with what it was put right to.
    parted
        Words typed as one, each with the two that it was taken for.
    left_out
        Phrases that say nothing.
    decisive
        The part of a long message that spoke loudest for the first entry; None where the message is short.
    shortened
        Whether the message is longer than what is read of it.
    """

    words: tuple[Word, ...]
    respelt: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    decisive: str | None
    shortened: bool


def read_again(question: str, index: Index, asked_with: Container[str], decisive: str | None) -> Reading:
    """Tell how a question was read, word by word.

    Parameters
    ----------
    asked_with
        What the phrasings have, as features or more.
    decisive
        See :class:`Reading`.
    """
    reader, clauses = index.reader, sentences(question)
    tokens = [token for clause in index.read(question) for token in clause]
    return Reading(
        tuple(_word(token, index, asked_with) for token in tokens),
        tuple(pair for clause in clauses for pair in reader.respellings(clause)),
        tuple(pair for clause in clauses for pair in reader.parted(clause)),
        tuple(reader.left_out(clauses)),
        decisive,
        len(question) > LONGEST_TEXT,
    )


def _word(token: Token, index: Index, asked_with: Container[str]) -> Word:
    group = token.term.removeprefix("=") if token.term.startswith("=") else None
    return Word(token.word, _role(token, asked_with), index.weight(token), token.mended, group)


def _role(token: Token, asked_with: Container[str]) -> Role:
    if token.stem == NUMBER:
        return Role.NUMBER
    if token.common:
        return Role.EVERYDAY
    if not token.known:
        return Role.UNKNOWN
    if not token.telling:
        return Role.LIGHT
    return Role.TELLING if token.term in asked_with else Role.ELSEWHERE


def typed(tokens: Sequence[Token]) -> str:
    """A part of a question as it was typed, in small letters."""
    return " ".join(token.word for token in tokens)
