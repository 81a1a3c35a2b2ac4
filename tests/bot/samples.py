"""A small FAQ about cats, built in Python: what is shown does not depend on the subject."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from faq import Entry, Faq, Guide, Kind, Phrases, Source, Vocabulary

DEFAULT_PHRASES = Path(__file__).parents[2] / "faq" / "defaults" / "phrases.yaml"

PURR = Entry(
    "why-purr",
    ("Why do cats purr?", "purring"),
    "Mostly because they are **content**.\n\nSometimes because they are not.",
    topic="Sounds & signs",
    guides=("handbook",),
    related=("meow", "milk"),
    sources=("book",),
)
MEOW = Entry("meow", ("What does a meow mean?",), "It is meant for you.", topic="Sounds & signs", sources=("web",))
MILK = Entry("milk", ("May cats drink milk?",), "Better not.", topic="Food", sources=("book", "web"))
CHOKING = Entry("choking", ("My cat is choking",), "Go to a vet now.", topic="Food", kind=Kind.EMERGENCY)
CLAWS = Entry("claws", ("Do I cut its claws? <Really?>",), "Only the tips.", related=("milk",))
HELLO = Entry("hello", ("hello",), "Meow!", kind=Kind.SMALLTALK)


def phrases() -> Phrases:
    return Phrases(**yaml.safe_load(DEFAULT_PHRASES.read_text(encoding="utf-8")))


def faq(*entries: Entry, **fields: Any) -> Faq:
    """Make an FAQ of these entries, or of all those above."""
    return Faq(
        entries=entries or (PURR, MEOW, MILK, CHOKING, CLAWS, HELLO),
        guides={"handbook": Guide("handbook", "Cats & you", "https://cats.example/?a=1&b=2")},
        sources={
            "book": Source("book", "The Cat Book", primary=True),
            "web": Source("web", "Cats <online>", "https://web.example/", year=2020),
        },
        vocabulary=Vocabulary(),
        phrases=fields.pop("phrases", None) or phrases(),
        version="1",
        **fields,
    )
