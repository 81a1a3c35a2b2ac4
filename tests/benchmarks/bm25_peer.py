"""What search engines do: words in common, rare ones counting more (BM25), over stems and without stop words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bm25s
import Stemmer

from tests.benchmarks.methods import Found, phrasings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faq import Faq


class Bm25:
    """The best phrasing by BM25."""

    def __init__(self, faq: Faq) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        phrasings, self._owners = phrasings_of(faq)
        self._index = bm25s.BM25()
        self._index.index(self._stems(phrasings), show_progress=False)

    def find(self, question: str) -> Found:
        """Find the entry of the best phrasing."""
        (stems,) = self._stems([question])
        if not stems:
            return Found(None, 0.0)
        scores = self._index.get_scores(stems)
        best = int(scores.argmax())
        score = float(scores[best])
        return Found(self._owners[best] if score else None, score)

    def _stems(self, texts: Sequence[str]) -> list[list[str]]:
        stems: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return stems
