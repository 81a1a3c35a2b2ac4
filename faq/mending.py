"""Typing errors: which word was meant, first of all among the FAQ's own words, then among those of the language."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from faq.meanings import Meanings

SHORTEST = 2
"""Letters of the shortest word that is mended: of three letters one may have been left out."""

ONE_ERROR = 5
"""Letters up to which one error is the most; longer words may have two."""

STRICTER = range(ONE_ERROR + 1, ONE_ERROR + 3)
"""Letters of words that may have one error at the most in long texts, and two in others."""

SWAP, LEFT_OUT, SLIP, MISS = 0.6, 0.7, 0.8, 1.1
"""What an error counts that two fingers make (two keys in the wrong order), a letter left out, an error that one finger
makes (a key beside the right one), and one that it seldom makes. A letter is left out in but one way, and beside a key
are several: the same typing error is less likely where there were more to make."""

TOGETHER = 0.8
"""What it counts that no space was typed between two words."""

OTHER_FIRST_LETTER = 0.25
"""What a wrong first letter counts beside: people seldom mistype it."""

USED = 0.13
"""What each power of e of a word's use in the FAQ counts against an error."""

SELDOM, OFTEN = 2, 10
"""How often a word may stand in the FAQ and be a typing error, and how many times as often the right word must."""

FOREIGN = 0.3
"""What it counts against a word that the FAQ does not use."""

RARE = 0.03
"""What each power of e of the rank of a word of the language counts."""

MOST_FOREIGN = 12_000
"""How many of the commonest words of the language are meant by typing errors."""

_DOUBLED = re.compile(r"(.)\1")
_Key = TypeVar("_Key")
_Buckets = dict[tuple[str, int], list[str]]

_SHORT = 3
_SHORTEST_HALF = 3
_SHORTEST_FOREIGN = 4
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    (key, other)
    for row, keys in enumerate(_KEYS)
    for place, key in enumerate(keys)
    for near in _KEYS[max(0, row - 1) : row + 2]
    for other in near[max(0, place - 1) : place + 2]
}


class Mender:
    """Finds the words that were meant. Immutable once built.

    Parameters
    ----------
    counts
        How often the FAQ uses each of its words.
    meanings
        The words of the language.
    """

    def __init__(self, counts: Mapping[str, int], meanings: Meanings) -> None:
        self._counts = counts
        self._meanings = meanings
        self._initials = _grouped_by(counts, lambda word: (word[0], len(word)))
        self._letters = sorted({word[0] for word in counts})
        foreign = (word for word in islice(meanings, MOST_FOREIGN) if len(word) >= _SHORTEST_FOREIGN)
        self._foreign = _grouped_by((word for word in foreign if word not in counts), lambda word: (word[0], len(word)))

    def completions(self, start: str, limit: int) -> list[str]:
        """The FAQ's most used words that begin like this one, itself left out."""
        longer = [word for word in self._counts if word.startswith(start) and word != start]
        return sorted(longer, key=lambda word: (-self._counts[word], word))[:limit]

    def slips(self, stem: Callable[[str], str]) -> frozenset[str]:
        """Words of the FAQ that are typing errors themselves: phrasings are written as people type.

        Such a word stands in it once or twice, is none of the language, and is one error away from a word that stands
        in it ten times as often. Where nothing is known of the language, every word is taken for right.

        Parameters
        ----------
        stem
            Gives the stem of a word.
        """
        if not self._meanings.size:
            return frozenset()
        return frozenset(
            word
            for word, count in self._counts.items()
            if count <= SELDOM
            and len(word) > _SHORT
            and self._meanings.row(word, stem(word)) is None
            and any(
                self._counts[known] >= OFTEN * count
                for known, _ in _near(word, self._candidates(word, 1), 1)
                if known != word and _long_enough(word, known)
            )
        )

    def halves(self, word: str, most: float = math.inf) -> tuple[str, str] | None:
        """Two words of the FAQ that were typed as one, or None: also where that costs more than ``most``."""
        cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        halves = ((word[:cut], word[cut:]) for cut in cuts)
        known = [(a, b) for a, b in halves if a in self._counts and b in self._counts]
        if not known:
            return None
        use, likeliest = max((min(map(self._counts.__getitem__, pair)), pair) for pair in known)
        return likeliest if TOGETHER - USED * math.log1p(use) <= most else None

    def meant(self, word: str, *, strict: bool = False, most_errors: int = 2) -> list[tuple[str, float]]:
        """The words that may have been meant, by the likeliest slips of the fingers and by their use.

        Returns
        -------
        list of (str, float)
            The likeliest first, each with what speaks against it: about 1 for each error.
        """
        if len(word) < SHORTEST:
            return []
        errors = 1 if len(word) <= ONE_ERROR or (strict and len(word) in STRICTER) else most_errors
        ranked = [
            (_cost(word, known, distance) - USED * math.log1p(self._counts[known]), known)
            for known, distance in _near(word, self._candidates(word, errors), errors)
            if _long_enough(word, known)
        ]
        if len(word) >= _SHORTEST_FOREIGN:
            ranked += [
                (_cost(word, known, distance) + FOREIGN + RARE * math.log1p(self._meanings.rank(known) or 0), known)
                for known, distance in _near(word, _of_like_length(self._foreign, word[0], word, errors), errors)
            ]
        return [(known, cost) for cost, known in sorted(ranked)]

    def _candidates(self, word: str, errors: int) -> list[str]:
        """The FAQ's words that begin with one of the first two letters, or differ in nothing but the first."""
        found = _of_like_length(self._initials, word[0], word, errors)
        if word[1] != word[0]:
            found += _of_like_length(self._initials, word[1], word, errors)
        return found + self._ending_in(word[1:]) + self._ending_in(word)

    def _ending_in(self, tail: str) -> list[str]:
        """The FAQ's words that have one letter more, in front."""
        return [word for letter in self._letters if (word := letter + tail) in self._counts]


def doubt(typed: str, meant: str) -> float:
    """How many typing errors make it doubtful that somebody who typed the one word meant the other.

    Of letters in the wrong order, or twice, nothing comes but by fingers: such an error counts half.
    """
    errors = float(OSA.distance(typed, meant))
    same_letters = sorted(typed) == sorted(meant) or _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", meant)
    return errors / 2 if same_letters else errors


def _of_like_length(buckets: _Buckets, first: str, word: str, errors: int) -> list[str]:
    """Words with this first letter that are not too long or too short to be meant."""
    found: list[str] = []
    for length in range(len(word) - errors, len(word) + errors + 1):
        found += buckets.get((first, length), ())
    return found


def _near(word: str, known: Sequence[str], errors: int) -> list[tuple[str, float]]:
    """The known words within some typing errors (swapped neighbours are one), with how many they are."""
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [(word, distance) for word, distance, _ in found]


def _cost(typed: str, known: str, distance: float) -> float:
    """How unlikely it is that somebody who meant the one word typed the other; about 1 an error."""
    other = typed[0] != known[0] and typed[:2] != known[1::-1]
    return (distance if distance > 1 else _slip(typed, known)) + OTHER_FIRST_LETTER * other


def _slip(typed: str, known: str) -> float:
    """What a single error counts."""
    if len(typed) < len(known):
        return LEFT_OUT
    start = next(place for place in range(len(typed)) if typed[: place + 1] != known[: place + 1])
    if len(typed) > len(known):
        beside = typed[max(0, start - 1) : start] + typed[start + 1 : start + 2]
        return SLIP if any((typed[start], other) in _BESIDE for other in beside) else MISS
    if typed[start + 1 :] != known[start + 1 :]:
        return SWAP
    return SLIP if (typed[start], known[start]) in _BESIDE else MISS


def _long_enough(typed: str, known: str) -> bool:
    """Whether two words are long enough to be taken for each other."""
    if len(typed) > _SHORT:
        return len(known) >= _SHORT
    # Short words are near many others: a letter was left out, or the finger slipped.
    return len(known) > max(len(typed), 2) or (len(known) == _SHORT and _slip(typed, known) <= SLIP)


def _grouped_by(known: Iterable[str], key: Callable[[str], _Key]) -> dict[_Key, list[str]]:
    groups: dict[_Key, list[str]] = {}
    for word in sorted(known):
        groups.setdefault(key(word), []).append(word)
    return groups
