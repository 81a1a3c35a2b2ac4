"""Which word was meant, where a mistyped one may be several: the one to be expected beside the words around it.

"Hone" is "phone" in a question about calls and "home" in one about rooms. What the words around say for each entry is
known, and so is how often each entry's phrasings have a word: together they say how likely the word is there. Against
that stands how unlikely the slip of the fingers is (a noisy channel, see Kernighan, Church and Gale, A Spelling
Correction Program Based on a Noisy Channel Model, COLING 1990).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from faq.learning import Learnt
    from faq.tokens import Tokens
    from faq.vectors import Floats

SLIP_COUNTS = 6.0
"""What the cost of a slip counts against a word, in powers of e; see :mod:`faq.mending`."""

ANYWHERE = 0.1
"""Share of the words of a question that stand there whatever it is about."""

UNUSED = 1e-3
"""How likely a word is that no phrasing has."""

_DIGITS = 3


class Reading(NamedTuple):
    """What a word may have been meant to be.

    Parameters
    ----------
    tokens
        The word as tokens; several where it stands for several words.
    term
        What the first of them counts as among the features, synonyms known.
    cost
        How unlikely the slip of the fingers is; about 1 a typing error.
    """

    tokens: Tokens
    term: str = ""
    cost: float = 0.0


class Doubt(NamedTuple):
    """A mistyped word that may be several.

    Parameters
    ----------
    around
        The words around it that are in no doubt themselves. Where they say nothing, the first reading is taken.
    readings
        What it may be, the likeliest slip first; two at least.
    """

    around: Tokens
    readings: tuple[Reading, ...]


class Usage:
    """How often the phrasings of each entry have each word. Immutable.

    Parameters
    ----------
    learnt
        What was learnt of the phrasings.
    numbers
        The number of each feature.
    """

    def __init__(self, learnt: Learnt, numbers: Mapping[str, int]) -> None:
        self._entries, self._numbers, self._shares = len(learnt.first) - 1, numbers, learnt.usage

    def choose(self, readings: Sequence[Reading], entries: Floats) -> int:
        """The number of the reading that is to be expected most.

        Parameters
        ----------
        entries
            How likely each entry is by the words around.
        """
        # Rounded, so that of readings that are as likely as each other the first one is taken on every machine.
        found = [
            round(self._likelihood(reading.term, entries) - SLIP_COUNTS * reading.cost, _DIGITS) for reading in readings
        ]
        return found.index(max(found))

    def _likelihood(self, term: str, entries: Floats) -> float:
        """The logarithm of how likely a word is among words that speak for these entries."""
        number = self._numbers.get(term)
        if number is None:
            return math.log(ANYWHERE * UNUSED)
        begin, end = self._shares.starts[number : number + 2]
        shares = self._shares.values[begin:end]
        here = float(entries[self._shares.columns[begin:end]] @ shares)
        return math.log((1 - ANYWHERE) * here + ANYWHERE * (float(shares.sum()) / self._entries + UNUSED))
