"""Phrasings that the search reads the same as those of another entry, or of which it reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq.entries import Kind
from faq.mistakes import Mistake, quote
from faq.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from faq.entries import Entry, Faq, Place
    from faq.reading import Reader
    from faq.trials import Trial

_REMEDY = "keep one of the two, or say in both what they are about"


def same_words(faq: Faq, reader: Reader) -> Iterator[Mistake]:
    """Phrasings of two entries that have the same words, in any order, synonyms being one word."""
    seen: dict[frozenset[str], tuple[Entry, str, Place]] = {}
    for entry in faq.entries:
        for number, question in enumerate(entry.questions):
            terms = frozenset(token.term for token in reader.read(words(question)))
            if not terms:
                yield Mistake(
                    entry.place_of(number),
                    f"{quote(question)} has no word that the search reads",
                    "write what is asked, or delete it",
                )
                continue
            owner, first, place = seen.setdefault(terms, (entry, question, entry.place_of(number)))
            if owner is not entry:
                problem = (
                    f"{quote(question)} of {quote(entry.id)} is the same to the search as {quote(first)} of "
                    f"{quote(owner.id)} ({place})"
                )
                yield Mistake(entry.place_of(number), problem, _REMEDY)


def misled(faq: Faq, learnt: Iterable[Trial]) -> Iterator[Mistake]:
    """Phrasings that do not find their entry, though they have been learnt.

    Parameters
    ----------
    learnt
        How phrasings fared that had all been learnt.
    """
    alarming: dict[tuple[int, int], list[int]] = {}
    for trial in learnt:
        if trial.first:
            continue
        entry, other = faq.entries[trial.entry], trial.other
        place, asked = entry.place_of(trial.phrasing), quote(entry.questions[trial.phrasing])
        if other is None:
            problem = f"{asked} finds nothing, not even {quote(entry.id)}, though it is learnt"
            yield Mistake(place, problem, "write it with other words, or delete it")
        elif faq.entries[other.entry].kind is Kind.EMERGENCY:
            alarming.setdefault((trial.entry, other.entry), []).append(trial.phrasing)
        else:
            found = faq.entries[other.entry]
            near, there = quote(found.questions[other.phrasing]), found.place_of(other.phrasing)
            problem = f"{asked} finds {quote(found.id)} before {quote(entry.id)}, though it is learnt; nearest: {near}"
            yield Mistake(place, f"{problem} ({there})", "move it there, or reword it")
    for (number, alarm), phrasings in alarming.items():
        yield _alarming(faq.entries[number], faq.entries[alarm], phrasings)


def _alarming(entry: Entry, emergency: Entry, phrasings: Sequence[int]) -> Mistake:
    """One line for all of an entry: that an alarm is raised too often may be meant so."""
    first, *others = sorted((entry.place_of(phrasing) for phrasing in phrasings), key=lambda place: place.line)
    problem = f"this phrasing of {quote(entry.id)} raises the alarm"
    if others:
        lines = ("line " if len(others) == 1 else "lines ") + ", ".join(str(place.line) for place in others)
        problem = f"{len(phrasings)} phrasings of {quote(entry.id)} raise the alarm (also {lines})"
    remedy = f"put what is no emergency under 'calm' of {quote(emergency.id)} ({emergency.place})"
    return Mistake(first, problem, remedy)
