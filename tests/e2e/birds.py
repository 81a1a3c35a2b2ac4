"""A small FAQ about something else, with all that its curator could write to upset a bot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

JSON = dict[str, Any]

ODD = "Is 5 < 6 & \"six\" > 'five' in </b> & <i>?"
ODD_ANSWER = "Yes: 5 < 6 & 6 > 5, \"quoted\" and 'so', AT&T and a < b."
ODD_GUIDE = "R&D \"guide\" <for> 'all'"
ODD_SOURCE = 'Smith & Sons, "On < and >"'
ODD_TOPIC = "Signs < & >"
LONG_WORDS = 700
AMBIGUOUS = "parrots"

PARROTS: list[JSON] = [
    {
        "id": f"{color}-parrots",
        "questions": [f"How do I feed {color} parrots?", f"food for {color} parrots", f"{color} parrots eat what"],
        "answer": f"Parrots that are {color} eat {color} seeds, twice a day.",
        "topic": "Parrots",
    }
    for color in ("red", "blue")
]
ENTRIES: list[JSON] = [
    *PARROTS,
    {
        "id": "odd",
        "questions": [ODD, "odd signs", "comparing numbers"],
        "answer": ODD_ANSWER,
        "guides": ["odd-guide"],
        "sources": ["odd-source"],
        "related": ["red-parrots", "blue-parrots"],
        "topic": ODD_TOPIC,
    },
    {
        "id": "long-" + "x" * 43,
        "questions": ["Tell me everything about elephants " + "x" * 200, "elephants, the long story"],
        "answer": "word " * LONG_WORDS,
        "guides": ["odd-guide"],
        "topic": "Elephants " + "\N{ELEPHANT}" * 20,
        "related": ["odd", "red-parrots", "blue-parrots"],
    },
]
GUIDES: list[JSON] = [{"id": "odd-guide", "title": ODD_GUIDE, "url": "https://example.org/?a=1&b=%22%3C%22"}]
SOURCES: list[JSON] = [{"id": "odd-source", "title": ODD_SOURCE, "url": "https://example.org/&lt;", "year": 2020}]


def write(folder: Path, **files: list[JSON]) -> Path:
    """Write an FAQ into a new folder: all of this one, or the given files alone."""
    folder.mkdir(parents=True)
    for name, content in (files or {"entries": ENTRIES, "guides": GUIDES, "sources": SOURCES}).items():
        (folder / f"{name}.yaml").write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
    return folder
