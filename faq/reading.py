"""How words become tokens: spelling mended against the FAQ's own words, stems, synonyms, words that say little."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from faq.entries import Vocabulary

LIGHT_WEIGHT = 0.7
"""What a word that says little counts, beside 1 for a telling word."""

MENDED_WEIGHT = 0.9
"""What a mended word counts: a guess, though a good one."""

NUMBER = "#"
"""The term of every number: which one it is says nothing about what is asked."""

_SHORTEST_MENDED = 3
_SHORTEST_HALF = 3
_ONE_ERROR_LENGTH = 5
_LONG_TEXT = 16
_MENDED_CACHE = 20_000


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
        The FAQ's word that it was taken for, or None.
    """

    word: str
    term: str
    stem: str
    weight: float = 1.0
    telling: bool = True
    known: bool = True
    common: bool = False
    mended: str | None = None


class Reader:
    """Reads texts with the eyes of one FAQ. Immutable once built.

    Parameters
    ----------
    vocabulary
        Synonyms, spellings and light words.
    counts
        How often the FAQ uses each word, see :func:`count_words`: these are what unknown words are mended to.
    """

    def __init__(self, vocabulary: Vocabulary, counts: Mapping[str, int]) -> None:
        self._stem = Stemmer.Stemmer(vocabulary.language).stemWord
        self._spellings = _spellings(vocabulary)
        self._counts = counts
        self._initials = _grouped_by(counts, lambda word: word[0])
        self._tails = _grouped_by((word for word in counts if len(word) > 1), lambda word: word[1:])
        self._stems = frozenset(map(self._stem, counts))
        self._common = frozenset(vocabulary.common)
        self._light = {stems[0] for phrase in vocabulary.ignore if len(stems := self.stems(phrase)) == 1}
        self._empty = _phrase_table(
            (" ".join(stems), ()) for phrase in vocabulary.ignore if len(stems := self.stems(phrase)) > 1
        )
        self._synonyms = _phrase_table(
            (" ".join(self.stems(member)), (f"={group[0]}",)) for group in vocabulary.synonyms for member in group
        )
        self._mend = lru_cache(maxsize=_MENDED_CACHE)(self._nearest)

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Stems of the words of a phrase, odd spellings put right."""
        return tuple(self._stem(word) for word in self._respelt(words(phrase)))

    def read(self, typed: Sequence[str]) -> tuple[Token, ...]:
        """Tokens of folded words, see :func:`faq.text.words`."""
        return tuple(self._grouped(self._mended(typed)))

    def mended_stems(self, typed: Sequence[str]) -> list[str]:
        """Stems of folded words, spelling mended; synonyms, numbers and empty words as they stand."""
        return [token.word if token.term == NUMBER else token.stem for token in self._mended(typed)]

    def completions(self, start: str, limit: int) -> list[str]:
        """The FAQ's most used words that begin like this one, itself left out."""
        longer = [word for word in self._initials.get(start[:1], ()) if word.startswith(start) and word != start]
        return sorted(longer, key=lambda word: (-self._counts[word], word))[:limit]

    def says_little(self, stem: str) -> bool:
        """Whether the vocabulary has the stem among the words that say little."""
        return stem in self._light

    def _respelt(self, typed: Sequence[str]) -> list[str]:
        return _respelt(typed, self._spellings)

    def _mended(self, typed: Sequence[str]) -> list[Token]:
        """Tokens word by word; long texts are mended more strictly, or chatter turns into the FAQ's words."""
        strict = len(typed) > _LONG_TEXT
        return [token for word in self._respelt(typed) for token in self._tokens(word, strict=strict)]

    def _tokens(self, word: str, *, strict: bool) -> list[Token]:
        if word.isdigit():
            return [Token(word, NUMBER, NUMBER, LIGHT_WEIGHT, telling=False)]
        stem = self._stem(word)
        if stem in self._stems:
            return [self._token(word, stem)]
        if word in self._common:
            return [Token(word, stem, stem, telling=False, known=False, common=True)]
        if halves := self._halves(word):
            return [self._token(half, self._stem(half)) for half in halves]
        if mended := self._mend(word, strict=strict):
            return [self._token(word, self._stem(right), mended) for right in self._respelt([mended])]
        return [Token(word, stem, stem, known=False)]

    def _token(self, word: str, stem: str, mended: str | None = None) -> Token:
        light = stem in self._light
        weight = (LIGHT_WEIGHT if light else 1.0) * (MENDED_WEIGHT if mended else 1.0)
        return Token(word, stem, stem, weight, telling=not light, mended=mended)

    def _grouped(self, tokens: list[Token]) -> Iterable[Token]:
        stems = [token.stem for token in tokens]
        position = 0
        while position < len(tokens):
            empty, _ = _longest(self._empty, stems, position)
            if empty:
                position += empty
                continue
            length, term = _longest(self._synonyms, stems, position)
            parts = tokens[position : position + (length or 1)]
            position += len(parts)
            yield parts[0] if not length else _joined(parts, term[0])

    def _halves(self, word: str) -> tuple[str, str] | None:
        """Two words that the FAQ knows and that were typed as one, or None."""
        cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        halves = ((word[:cut], word[cut:]) for cut in cuts)
        known = [(a, b) for a, b in halves if a in self._counts and b in self._counts]
        return max(known, key=lambda pair: (min(map(self._counts.__getitem__, pair)), pair), default=None)

    def _nearest(self, word: str, *, strict: bool) -> str | None:
        """The FAQ's word that was meant: fewest typing errors, then the same first letter, then the most used."""
        if len(word) < _SHORTEST_MENDED:
            return None
        errors = 1 if len(word) <= _ONE_ERROR_LENGTH + 2 * strict else 2
        near = process.extract(word, self._candidates(word), scorer=OSA.distance, score_cutoff=errors, limit=None)
        ranked = [
            (distance, known[0] != word[0], -self._counts[known], known)
            for known, distance, _ in near
            if _long_enough(word, known)
        ]
        return min(ranked)[-1] if ranked else None

    def _candidates(self, word: str) -> list[str]:
        """Known words with the same first letter, or with nothing but the first letter wrong, missing or swapped."""
        swapped = word[1] + word[0]
        return [
            *self._initials.get(word[0], ()),
            *(known for known in self._initials.get(word[1], ()) if known.startswith(swapped)),
            *self._tails.get(word[1:], ()),
            *self._tails.get(word, ()),
        ]


def _long_enough(word: str, known: str) -> bool:
    """Whether two words are long enough to be taken for each other."""
    if len(word) > _SHORTEST_MENDED:
        return len(known) > _SHORTEST_MENDED
    # Three letters are enough only where one was left out ("bck", "hrt") or two were swapped ("teh").
    return len(known) > len(word) or sorted(known) == sorted(word)


def _joined(parts: list[Token], term: str) -> Token:
    return Token(
        word=" ".join(part.word for part in parts),
        term=term,
        stem=" ".join(part.stem for part in parts),
        weight=parts[0].weight if len(parts) == 1 else 1.0,
        telling=len(parts) > 1 or parts[0].telling,
        mended=next((part.mended for part in parts if part.mended), None),
    )


def count_words(vocabulary: Vocabulary, texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the FAQ's own texts and its vocabulary, odd spellings put right."""
    spellings = _spellings(vocabulary)
    counts = Counter(word for text in texts for word in _respelt(words(text), spellings))
    listed = [phrase for group in (*vocabulary.synonyms, vocabulary.ignore, vocabulary.near) for phrase in group]
    counts.update({word for phrase in listed for word in _respelt(words(phrase), spellings)})
    # Odd spellings are known as well: a typing error in one of them is mended to it, and then to what it stands for.
    counts.update(odd for odd in spellings if odd not in counts)
    return dict(counts)


def _spellings(vocabulary: Vocabulary) -> _PhraseTable:
    return _phrase_table((" ".join(words(odd)), words(right)) for odd, right in vocabulary.spellings.items())


def _respelt(typed: Sequence[str], spellings: _PhraseTable) -> list[str]:
    respelt: list[str] = []
    position = 0
    while position < len(typed):
        length, right = _longest(spellings, typed, position)
        respelt.extend(right if length else typed[position : position + 1])
        position += length or 1
    return respelt


def _grouped_by(known: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(known):
        groups.setdefault(key(word), []).append(word)
    return groups


_PhraseTable = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


def _phrase_table(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> _PhraseTable:
    """First word -> phrases that begin with it and what they become, longest first."""
    table: _PhraseTable = {}
    for phrase, becomes in pairs:
        parts = tuple(phrase.split())
        if parts:
            table.setdefault(parts[0], []).append((parts, becomes))
    for phrases in table.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return table


def _longest(table: _PhraseTable, typed: Sequence[str], position: int) -> tuple[int, tuple[str, ...]]:
    """Length of the longest phrase that stands at this position and what it becomes; 0 where none does."""
    for phrase, becomes in table.get(typed[position], ()):
        if tuple(typed[position : position + len(phrase)]) == phrase:
            return len(phrase), becomes
    return 0, ()
