"""What a curator should know before publishing: mistakes, and what is allowed but could be better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.collisions import same_words
from faq.entries import Kind, Place
from faq.folders import show
from faq.idle_words import idle_words, own_vocabulary
from faq.loading import load
from faq.mistakes import FaqError, Mistake, in_order, quote
from faq.reading import Reader, count_words
from faq.references import folded
from faq.reviewing import unreviewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from faq.entries import Entry, Faq

ENOUGH_QUESTIONS = 8
"""Phrasings that an entry needs to be found well."""

RELATED = range(2, 5)
"""Related entries that a reader is offered."""

LONGEST_TITLE = 100
"""Characters of a title that a button or a list shows in full, more or less."""

_ALMOST_YAML = re.compile(r"[^.].*\.ya?ml\.txt", re.IGNORECASE)
"""As files are called where an editor adds an ending that the system hides."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a folder.

    Parameters
    ----------
    faq
        The FAQ, or None when there are mistakes.
    mistakes
        What keeps the FAQ from being used.
    warnings
        What could be better; looked for when there are no mistakes.
    """

    faq: Faq | None
    mistakes: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()


def check(folder: Path, today: date | None = None) -> Findings:
    """Look for everything that is wrong with the FAQ in a folder, or could be better.

    Parameters
    ----------
    today
        The day from which the age of reviews is counted; None to pass over them.
    """
    try:
        faq = load(folder)
    except FaqError as error:
        return Findings(None, error.mistakes)
    reviews = unreviewed(faq, today) if today else ()
    return Findings(
        faq, warnings=in_order((*_warnings(faq), *_word_warnings(faq, folder), *_misnamed(folder), *reviews))
    )


def _misnamed(folder: Path) -> Iterator[Mistake]:
    """Files that an editor has called otherwise than they were to be, and which nobody misses."""
    for path in folder.iterdir():
        if _ALMOST_YAML.fullmatch(path.name):
            remedy = "rename it so that it ends in .yaml, or move it elsewhere"
            yield Mistake(
                Place(show(path), 1), "the file is not read, for its name does not end in .yaml or .yml", remedy
            )


def _word_warnings(faq: Faq, folder: Path) -> Iterator[Mistake]:
    """What shows when the words are read as the search reads them."""
    texts = (text for entry in faq.entries for text in (*entry.questions, *entry.calm))
    reader = Reader(faq.vocabulary, count_words(faq.vocabulary, texts))
    yield from same_words(faq, reader)
    own = own_vocabulary(folder)
    if own:
        yield from idle_words(faq, reader, own)


def _warnings(faq: Faq) -> Iterator[Mistake]:
    for entry in faq.entries:
        for problem, remedy in (*_entry_warnings(entry), *_link_warnings(entry, faq)):
            yield Mistake(entry.place, f"{quote(entry.id)} {problem}", remedy)
    for key, known in (("guides", faq.guides), ("sources", faq.sources)):
        used = {name for entry in faq.entries for name in getattr(entry, key)}
        for name, item in known.items():
            if name not in used:
                yield Mistake(item.place, f"{quote(name)} is named by no entry", "name it in one, or delete it")
    if not any(source.primary for source in faq.sources.values()) and faq.sources:
        place = next(iter(faq.sources.values())).place
        yield Mistake(
            Place(place.file, 1),
            "no source is primary",
            "add 'primary: true' to the one that the FAQ is built from",
        )


def _entry_warnings(entry: Entry) -> Iterator[tuple[str, str]]:
    if not re.fullmatch("[a-z0-9-]+", entry.id):
        yield (
            "is an id with other signs than a-z, 0-9 and '-'",
            "use these alone, so that links are easy to type",
        )
    if len(entry.questions) < ENOUGH_QUESTIONS:
        remedy = f"write {ENOUGH_QUESTIONS} or more: short, long, keywords, indirect"
        yield f"has {len(entry.questions)} questions", remedy
    if len(entry.title) > LONGEST_TITLE:
        yield (
            f"has a title of {len(entry.title)} characters",
            f"begin with a question of up to {LONGEST_TITLE}",
        )
    seen: dict[str, str] = {}
    for question in entry.questions:
        first = seen.setdefault(folded(question), question)
        if first is not question:
            yield f"has {quote(first)} and {quote(question)}, which read the same", "delete one of the two"
    if entry.kind is Kind.EMERGENCY and not entry.signs:
        yield "is an emergency without signs", "add 'signs:', or it is found by its phrasings alone"


def _link_warnings(entry: Entry, faq: Faq) -> Iterator[tuple[str, str]]:
    """What an answer should link to; small talk and the emergency answer stand alone."""
    if entry.kind is not Kind.ANSWER:
        return
    if len(entry.related) not in RELATED:
        yield f"has {len(entry.related)} related entries", f"name {RELATED[0]} to {RELATED[-1]}"
    if faq.guides and not entry.guides:
        yield "links no guide", "name one that a reader of this answer would want"
    if faq.sources and not entry.sources:
        yield "names no source", "name what the answer rests on"
