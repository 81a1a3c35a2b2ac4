"""Texts that mean nothing: made-up words, keys struck at random, other scripts. Always the same ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SEED = 1124

_STARTS = (
    "b", "bl", "br", "c", "ch", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gl", "gr", "h", "j", "k", "l", "m", "n",
    "p", "pl", "pr", "qu", "r", "s", "sk", "sl", "sm", "sn", "sp", "st", "sw", "t", "th", "tr", "v", "w", "z",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "oo", "ee", "ai", "ou")
_ENDS = (
    "b", "ck", "d", "ft", "g", "ld", "ll", "m", "mp", "n", "nk", "nth", "p", "r", "rf", "rp", "sk", "st", "t", "x",
    "zz", "zle",
)  # fmt: skip
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CYRILLIC, _HAN, _HANGUL = (0x430, 0x450), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3)


def nonsense(count: int) -> Mapping[str, tuple[str, ...]]:
    """Kind of nonsense -> so many texts."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    kinds: dict[str, Callable[[], str]] = {
        "made-up words": lambda: _words(chance, lambda: _made_up(chance), 2, 6),
        "many made-up words": lambda: _words(chance, lambda: _made_up(chance), 20, 60),
        "keys struck at random": lambda: _words(chance, lambda: _mashed(chance), 1, 5),
        "keys in their row": lambda: _words(chance, lambda: _rolled(chance), 1, 4),
        "Cyrillic": lambda: _words(chance, lambda: _of_script(chance, *_CYRILLIC), 1, 6),
        "Chinese": lambda: _words(chance, lambda: _of_script(chance, *_HAN), 1, 3),
        "Korean": lambda: _words(chance, lambda: _of_script(chance, *_HANGUL), 1, 6),
    }
    return {kind: tuple(write() for _ in range(count)) for kind, write in kinds.items()}


def _words(chance: random.Random, write: Callable[[], str], least: int, most: int) -> str:
    return " ".join(write() for _ in range(chance.randint(least, most)))


def _made_up(chance: random.Random) -> str:
    """A word that can be spoken and is none, or hardly ever: up to three syllables and an end."""
    syllables = (chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(chance.randint(1, 3)))
    return "".join(syllables) + chance.choice(_ENDS)


def _mashed(chance: random.Random) -> str:
    return "".join(chance.choice(chance.choice(_ROWS)) for _ in range(chance.randint(3, 10)))


def _rolled(chance: random.Random) -> str:
    row = chance.choice(_ROWS)
    start = chance.randrange(len(row) - 3)
    return row[start : start + chance.randint(4, 7)] * chance.randint(1, 2)


def _of_script(chance: random.Random, first: int, end: int) -> str:
    return "".join(chr(chance.randrange(first, end)) for _ in range(chance.randint(2, 9)))
