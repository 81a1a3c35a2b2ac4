"""The figures of ``backwalk ask --why``: what a score was made from, and what each word said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.why_words import figure, signed
from bot.wording import counted
from faq.answering import SAME_WORDS
from faq.mistakes import quote
from faq.weighing import likelihood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.tables import Page
    from faq.explaining import Candidate, Explanation
    from faq.voices import Voice
    from faq.weighing import Evidence

MOST_VOICES = 8
"""Words that are listed with what they said; the others are summed up."""

_FOR_FAQ = (
    "any question",
    "likely to be for it, as learnt",
    "share of the entry, as learnt",
    "similar to its nearest phrasing",
    "covered by its words",
    "strange words, about 1 for each",
    "cannot be read, or may be misread",
)
_FOR_ENTRY = (
    "any entry",
    "times the share of the next",
    "share, as learnt",
    "more similar than the others, by",
    "whole and part agree, by",
)

_Row = tuple[str, str, str]


def print_scores(page: Page, found: Explanation) -> None:
    """Print what the score of the first entry was made from."""
    first = found.candidates[0]
    page.heading(f"Why {first.entry.id} has the score {figure(first.score)}")
    page.table(("", "figure", "counts"), _made_from(found, first))
    page.paragraph("What counts 0 changes nothing, +0.7 doubles the odds, -0.7 halves them.")


def print_words(page: Page, found: Explanation) -> None:
    """Print what spoke for the first entry, and against the second."""
    first, *others = (one.entry.id for one in found.candidates)
    if others:
        page.heading(f"What spoke for {first} (first), and against {others[0]} (second)")
    else:
        page.heading(f"What spoke for {first}")
    columns = ("", "first", "second", "lead") if others else ("", "first")
    page.table(columns, _voices(found.voices, both=bool(others)))


def print_alarm_words(page: Page, voices: Sequence[Voice]) -> None:
    """Print what spoke for an alarm, or against it."""
    page.table(("what spoke for an alarm", "says"), _voices(voices, both=False))


def _made_from(found: Explanation, first: Candidate) -> Iterator[_Row]:
    scope = found.reply.scope
    yield "Scope: is it a question for this FAQ?", "", ""
    if found.evidence:
        yield from _weighed(_FOR_FAQ, found.evidence)
        if scope > likelihood(found.evidence):
            yield "  but a phrasing has the same words", figure(scope), ""
    yield f"If so, is it {first.entry.id}?", "", ""
    yield from _weighed(_FOR_ENTRY, first.evidence)
    yield "Score: scope times that", figure(scope * likelihood(first.evidence)), ""
    if first.same_words and first.score > scope * likelihood(first.evidence):
        yield "  with the same words as a phrasing no less than", figure(SAME_WORDS), ""


def _weighed(names: Sequence[str], evidence: Sequence[Evidence]) -> Iterator[_Row]:
    """Each figure with what it counts, and the probability that follows."""
    (usual, others) = (evidence[0], evidence[1:])
    yield f"  {names[0]}", "", signed(usual.counts)
    for name, (value, counts) in zip(names[1:], others, strict=True):
        yield f"  {name}", figure(value), signed(counts)
    yield "  together", figure(likelihood(evidence)), signed(sum(piece.counts for piece in evidence))


def _voices(voices: Sequence[Voice], *, both: bool) -> Iterator[Sequence[str]]:
    """What the loudest said, what the others said, and all together."""
    listed, others = voices[:MOST_VOICES], voices[MOST_VOICES:]
    for voice in listed:
        yield _spoken(voice), *_said([voice], both=both)
    if others:
        yield f"{counted(len(others), 'other')}", *_said(others, both=both)
    yield "together", *_said(voices, both=both)


def _said(voices: Iterable[Voice], *, both: bool) -> Sequence[str]:
    voices = tuple(voices)
    first, second = sum(voice.first for voice in voices), sum(voice.second for voice in voices)
    return [signed(sum_) for sum_ in ((first, second, first - second) if both else (first,))]


def _spoken(voice: Voice) -> str:
    if not voice.words:
        return "what the words mean together"
    return f"the very word {quote(voice.words)}" if voice.very else quote(voice.words)
