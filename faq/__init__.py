"""The knowledge: an FAQ from a folder of YAML files, and the search that finds the answer to a question.

>>> from pathlib import Path
>>> from faq import Answerer, load
>>> reply = Answerer(load(Path("faq/content/en"))).reply("is it safe?")  # doctest: +SKIP

The names below are all that other packages need. Each is imported when it is first used: a command that only reads
the settings, say, does not wait for the search.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faq.answering import Answerer
    from faq.checking import Findings, check
    from faq.deciding import Match, Outcome, Reply
    from faq.entries import Entry, Faq, Guide, Kind, Place, Sign, Source, Thresholds, Vocabulary
    from faq.loading import load
    from faq.mistakes import FaqError, Mistake
    from faq.phrases import Phrases

# The matrices of a question are small: threads that wait for each other would take ten times as long as the work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "Answerer",
    "Entry",
    "Faq",
    "FaqError",
    "Findings",
    "Guide",
    "Kind",
    "Match",
    "Mistake",
    "Outcome",
    "Phrases",
    "Place",
    "Reply",
    "Sign",
    "Source",
    "Thresholds",
    "Vocabulary",
    "check",
    "load",
]

_HOMES = {
    "answering": ("Answerer",),
    "checking": ("Findings", "check"),
    "deciding": ("Match", "Outcome", "Reply"),
    "entries": ("Entry", "Faq", "Guide", "Kind", "Place", "Sign", "Source", "Thresholds", "Vocabulary"),
    "loading": ("load",),
    "mistakes": ("FaqError", "Mistake"),
    "phrases": ("Phrases",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found
