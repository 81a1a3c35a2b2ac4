"""How a text becomes words: Unicode, case, apostrophes, drawn-out letters, sentences.

Nothing here knows a language or a subject; what words mean is read in :mod:`faq.reading`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST_TEXT = 4096
"""Characters of a text that are read; Telegram allows no longer message."""

MOST_WORDS = 1000
"""Words of a text that are read: the longest message has about 750, unless it is not meant to be read."""

LONGEST_WORD = 40
"""Characters of a word that are kept: longer ones are noise, and distances to them cost time."""

# A number and its unit are two words ("90kg"), a letter and its number are one ("L5").
_WORD = re.compile(r"\d+|[^\W\d_][^\W_]*")
# Looked for by the apostrophe itself, of which a text has few.
_INNER_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc`\u00b4](?<=\w.)(?=\w)")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_CLAUSE_END = re.compile(r"([.!?;:\n\r\u2026\u3002\uff1f\uff01\u2013\u2014()]+|,|\s-+\s)")
_SENTENCE_END = frozenset(".!?\n")
_NOT_SEEN = frozenset({"Mn", "Me", "Cf"})
_MOST_FOLDED = 4 * LONGEST_TEXT  # of all clauses of a text: few characters stand for more than four
_LATEST = 2


class Clause(NamedTuple):
    """What stands between two marks of punctuation.

    Parameters
    ----------
    words
        See :func:`words`.
    sentence
        Number of the sentence that it is a part of.
    typed
        As it was typed.
    """

    words: tuple[str, ...]
    sentence: int
    typed: str


def fold(text: str) -> str:
    """Write a text in one plain form: compatibility forms, small letters, no accents, no invisible characters.

    Examples
    --------
    >>> fold("Is it SAF\u00c9\u200b?")
    'is it safe?'
    """
    return _folded(text[:LONGEST_TEXT], LONGEST_TEXT)


def is_wordy(text: str) -> bool:
    """Tell words from what merely points at a message, as in ``@bot ?`` or ``@bot 👆``."""
    return any(character.isalnum() for character in text)


def words(text: str) -> tuple[str, ...]:
    """Words of a text in their folded form: ``can't`` is one word, ``back-walking`` two, ``sooooo`` is ``soo``.

    Examples
    --------
    >>> words("Can't feel my LEGS!!! heeeelp")
    ('cant', 'feel', 'my', 'legs', 'heelp')
    """
    return _words(_spelt(fold(text)))


@lru_cache(maxsize=_LATEST)  # a message is read more than once, for what it asks and for what it reports
def read_clauses(text: str) -> tuple[Clause, ...]:
    """Clauses of a text that have a word.

    Examples
    --------
    >>> [clause.words for clause in read_clauses("Numb, both legs. Help!")]
    [('numb',), ('both', 'legs'), ('help',)]
    """
    pieces = _CLAUSE_END.split(text[:LONGEST_TEXT])
    typed, ends = pieces[::2], [*pieces[1::2], ""]
    # Folded at one go: a text may have two thousand clauses. No clause has a line's end, nothing folds to one, and no
    # letter is put together with one.
    plain = _spelt(_folded("\n".join(typed), _MOST_FOLDED)).split("\n")
    found: list[Clause] = []
    sentence, left = 0, LONGEST_TEXT
    for as_typed, spelt, end in zip(typed, plain, ends, strict=False):
        if kept := _words(spelt[:LONGEST_TEXT]):
            found.append(Clause(kept, sentence, as_typed))
            left -= sum(map(len, kept))
            if left <= 0:
                break
        sentence += not _SENTENCE_END.isdisjoint(end)
    return tuple(found)


def _folded(text: str, most: int) -> str:
    """The plain form of a text, no longer than so many characters."""
    if text.isascii():
        return text[:most].lower()
    # Compatibility forms first: they may hold capitals and accents of their own, and casefold may undo them.
    # One character may stand for eighteen: there is no more to read for that.
    folded = unicodedata.normalize("NFKC", text)[:most].casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    not_seen = [ord(char) for char in set(decomposed) if unicodedata.category(char) in _NOT_SEEN]
    kept = decomposed.translate(dict.fromkeys(not_seen)) if not_seen else decomposed
    return unicodedata.normalize("NFC", kept)[:most]


def _spelt(folded: str) -> str:
    """A folded text without apostrophes in its words, and with no letter more than twice."""
    return _DRAWN_OUT.sub(r"\1\1", _INNER_APOSTROPHE.sub("", folded))


def _words(spelt: str) -> tuple[str, ...]:
    found = _WORD.findall(spelt)
    if len(spelt) > LONGEST_WORD and max(map(len, found), default=0) > LONGEST_WORD:
        return tuple(word[:LONGEST_WORD] for word in found)
    return tuple(found)


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(len(clause.words) for clause in read_clauses(text))


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Words of a text, clause by clause; clauses without a word are left out.

    Examples
    --------
    >>> sentences("hi. is it safe? thanks")
    (('hi',), ('is', 'it', 'safe'), ('thanks',))
    """
    found: list[tuple[str, ...]] = []
    left = MOST_WORDS
    for clause in read_clauses(text):
        if kept := clause.words[:left]:
            found.append(kept)
            left -= len(kept)
    return tuple(found)
