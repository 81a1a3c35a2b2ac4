"""The ways to find an entry that are measured beside one another.

Each is imported only by the process that measures it: no other pays for its libraries in time or memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeAlias

from faq import Faq

if TYPE_CHECKING:
    from collections.abc import Mapping

    from faq import Reply

SEARCH = "this search"

METHODS: Mapping[str, str] = {
    SEARCH: "this_search:ThisSearch",
    "WRatio": "fuzzy_peers:WRATIO",
    "token_set_ratio": "fuzzy_peers:TOKEN_SET_RATIO",
    "token_sort_ratio": "fuzzy_peers:TOKEN_SORT_RATIO",
    "BM25": "bm25_peer:Bm25",
    "TF-IDF": "sklearn_peers:Nearest",
    "linear SVM": "sklearn_peers:LinearSvm",
}
"""Name -> the module beside this one, and what in it builds the method."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a method finds for a question.

    Parameters
    ----------
    entry
        Id of the best entry; None where nothing matches at all.
    score
        How well it matches, on the method's own scale: more is better.
    reply
        What the bot would say. Only this search decides by itself.
    """

    entry: str | None
    score: float
    reply: Reply | None = None


class Method(Protocol):
    """A search that is ready to be asked."""

    def find(self, question: str) -> Found:
        """Find the best entry for a question."""


Factory: TypeAlias = Callable[[Faq], Method]


def factory(name: str) -> Factory:
    """Import what builds a method, with the libraries that it needs."""
    module, _, attribute = METHODS[name].partition(":")
    found: Factory = getattr(import_module(f"tests.benchmarks.{module}"), attribute)
    return found


def phrasings_of(faq: Faq) -> tuple[list[str], list[str]]:
    """All phrasings, and beside them the id of the entry that each belongs to."""
    pairs = [(phrasing, entry.id) for entry in faq.entries for phrasing in entry.questions]
    return [phrasing for phrasing, _ in pairs], [owner for _, owner in pairs]
