"""What most fuzzy FAQ bots do: compare the question with every phrasing, letter by letter or word by word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from tests.benchmarks.methods import Found, phrasings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from faq import Faq


class Fuzzy:
    """The nearest phrasing by one of rapidfuzz's scorers, in lower case and without punctuation."""

    def __init__(self, scorer: Callable[..., float], faq: Faq) -> None:
        self._scorer = scorer
        phrasings, self._owners = phrasings_of(faq)
        # Done once here: left to extractOne, it would be done again for every question.
        self._phrasings = [utils.default_process(phrasing) for phrasing in phrasings]

    def find(self, question: str) -> Found:
        """Find the entry of the nearest phrasing."""
        best = process.extractOne(utils.default_process(question), self._phrasings, scorer=self._scorer)
        if best is None:
            return Found(None, 0.0)
        _, score, place = best
        return Found(self._owners[place], score)


WRATIO = partial(Fuzzy, fuzz.WRatio)
TOKEN_SET_RATIO = partial(Fuzzy, fuzz.token_set_ratio)
TOKEN_SORT_RATIO = partial(Fuzzy, fuzz.token_sort_ratio)
