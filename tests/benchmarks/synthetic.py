"""An FAQ of any size, always the same, made of words that occur as often as words do in a language (Zipf's law)."""

from __future__ import annotations

import random
from itertools import accumulate, product
from typing import TYPE_CHECKING

from faq.evaluation import LabelledQuestion
from faq.noise import Noise, chatter, spoil
from faq.references import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

PHRASINGS = 10
"""Phrasings of each entry."""

_SEED = 2026

_WORDS = 20_000
"""Made-up words beside the real function words: about as many as a large help centre uses."""

_FUNCTION_WORDS = (
    "the of and to a in is it you that for on are with as i his they be at one have this from or had by but what some "
    "we can out other were all there when up use your how said an each she which do their time if will way about many "
    "then them would like so these her long make thing see him two has look more day could go come did my no most who "
    "over know than call first people may down side been now find any new work part take get place made where after "
    "back little only round man year came show every good me give our under"
)
"""The commonest words of English, commonest first."""

_STARTS = "b c d f g h j k l m n p r s t v w z br cl dr fl gr pl pr sc sh sl sp st th tr"
_VOWELS = "a e i o u ai ea ee io oa ou"
_ENDS = "b ck d g l ll m n nd ng nt p r rd rm rt s sh ss st t x"

_SHIFT = 2.7
"""Mandelbrot's correction of Zipf's law for the commonest words."""


class _Language:
    """Words to draw from, each as often as its rank says."""

    def __init__(self, words: Sequence[str], chance: random.Random) -> None:
        self._words = words
        self._weights = list(accumulate(1 / (rank + _SHIFT) for rank in range(len(words))))
        self._chance = chance

    def draw(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)


def entries(phrasings: int) -> dict[str, tuple[str, ...]]:
    """Id -> phrasings, ten an entry, no phrasing twice.

    An entry is about three to five words; a phrasing has at least two of them, in any order, among the words that
    everybody uses.
    """
    chance = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    content = _Language(_made_up(_WORDS, chance), chance)
    function = _Language(_FUNCTION_WORDS.split(), chance)
    seen: set[str] = set()
    found = {}
    for number in range(phrasings // PHRASINGS):
        about = content.draw(chance.randint(3, 5))
        phrased: list[str] = []
        while len(phrased) < PHRASINGS:
            phrasing = _phrasing(about, content, function, chance)
            if folded(phrasing) not in seen:
                seen.add(folded(phrasing))
                phrased.append(phrasing)
        found[f"entry-{number}"] = tuple(phrased)
    return found


def questions(faq: dict[str, tuple[str, ...]], count: int) -> tuple[LabelledQuestion, ...]:
    """Phrasings drawn from an FAQ, with one word dropped, two neighbours swapped and one word mistyped."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    keyboard = chatter("english")
    found = []
    for name in chance.choices(list(faq), k=count):
        words = chance.choice(faq[name]).split()
        del words[chance.randrange(len(words))]
        place = chance.randrange(len(words) - 1)
        words[place], words[place + 1] = words[place + 1], words[place]
        found.append(LabelledQuestion(spoil(" ".join(words), Noise.ONE_SLIP, keyboard), name))
    return tuple(found)


def _phrasing(about: Sequence[str], content: _Language, function: _Language, chance: random.Random) -> str:
    words = chance.sample(about, chance.randint(2, min(4, len(about))))
    words += content.draw(chance.randint(0, 2)) + function.draw(chance.randint(2, 6))
    chance.shuffle(words)
    return " ".join(words)


def _made_up(count: int, chance: random.Random) -> list[str]:
    """Words that can be spoken, common ones shorter."""
    syllables = ["".join(letters) for letters in product(_STARTS.split(), _VOWELS.split())]
    ends = ("", *_ENDS.split())
    found: dict[str, None] = {}
    while len(found) < count:
        length = chance.choice((1, 2) if len(found) < count // 50 else (2, 3))
        found["".join(chance.choices(syllables, k=length)) + chance.choice(ends)] = None
    return list(found)
