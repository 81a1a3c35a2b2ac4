"""How a text becomes words: Unicode, case, apostrophes, drawn-out letters, sentences.

Nothing here knows a language or a subject; what words mean is read in :mod:`faq.reading`.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 4096
"""Characters of a text that are read; Telegram allows no longer message."""

MOST_WORDS = 1000
"""Words of a text that are read: the longest message has about 750, unless it is not meant to be read."""

LONGEST_WORD = 40
"""Characters of a word that are kept: longer ones are noise, and distances to them cost time."""

# A number and its unit are two words ("90kg"), a letter and its number are one ("L5").
_WORD = re.compile(r"\d+|[^\W\d_][^\W_]*")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_CLAUSE_END = re.compile(r"[.!?;:\n\r\u2026\u3002\uff1f\uff01\u2013\u2014()]+|,|\s-+\s")
_PLAIN_ASCII = re.compile(r"[\x00-\x7f]*\Z")


def fold(text: str) -> str:
    """Write a text in one plain form: compatibility forms, small letters, no accents, no invisible characters.

    Examples
    --------
    >>> fold("Is it SAF\u00c9\u200b?")
    'is it safe?'
    """
    text = text[:LONGEST_TEXT]
    if _PLAIN_ASCII.match(text):
        return text.lower()
    # Compatibility forms first: they may hold capitals and accents of their own, and casefold may undo them.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(char for char in decomposed if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFC", kept)[:LONGEST_TEXT]


def words(text: str) -> tuple[str, ...]:
    """Words of a text in their folded form: ``can't`` is one word, ``back-walking`` two, ``sooooo`` is ``soo``.

    Examples
    --------
    >>> words("Can't feel my LEGS!!! heeeelp")
    ('cant', 'feel', 'my', 'legs', 'heelp')
    """
    plain = _DRAWN_OUT.sub(r"\1\1", _INNER_APOSTROPHE.sub("", fold(text)))
    found = _WORD.findall(plain)
    return tuple(found if len(plain) <= LONGEST_WORD else (word[:LONGEST_WORD] for word in found))


def clauses(text: str) -> tuple[str, ...]:
    """Parts of a text between its punctuation, as typed."""
    return tuple(_CLAUSE_END.split(text[:LONGEST_TEXT]))


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Words of a text, clause by clause; clauses without a word are left out.

    Examples
    --------
    >>> sentences("hi. is it safe? thanks")
    (('hi',), ('is', 'it', 'safe'), ('thanks',))
    """
    found: list[tuple[str, ...]] = []
    left = MOST_WORDS
    for clause in clauses(text):
        if kept := words(clause)[:left]:
            found.append(kept)
            left -= len(kept)
    return tuple(found)
