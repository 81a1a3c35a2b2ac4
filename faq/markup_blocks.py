"""Markup by lines: paragraphs and lists, and what is taken for other markup."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from faq.markup_spans import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq.markup_spans import Parts


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    Parameters
    ----------
    spaced
        Whether a blank line stands before it.
    """

    parts: Parts
    spaced: bool


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list.

    Parameters
    ----------
    first
        Number of the first item; None for bullets.
    spaced
        Whether a blank line stands before it.
    """

    items: tuple[Parts, ...]
    first: int | None
    spaced: bool


Block: TypeAlias = Paragraph | ListBlock


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that is not light markup, in a line counted from 0."""

    line: int
    problem: str
    remedy: str


@dataclass(slots=True)
class _Lines:
    """The lines of a paragraph or of one item, while they are gathered."""

    first_line: int
    lines: list[str]


@dataclass(slots=True)
class _Gathered:
    """A block while its lines are gathered; a paragraph has one item."""

    listed: bool
    number: int | None
    spaced: bool
    items: list[_Lines]


_MARKER = re.compile(r"(?:-|([0-9]{1,9})\.) +(?=\S)")
_ELSE = (
    (re.compile(r"#{1,6}(?:\s|$)"), "a line that begins with # is a heading, which answers have not", "use **bold**"),
    (re.compile(r">"), "a line that begins with > is a quotation, which answers have not", "delete the >"),
    (
        re.compile(r"([-*_])(?:[ \t]*\1){2,}$"),
        "the line is a rule, which answers have not",
        "part paragraphs by a blank line",
    ),
    (re.compile(r"(?:=+|--?)$"), "the line underlines a heading or is an empty item", "delete it"),
    (re.compile(r"[0-9]{1,9}[.)]$"), "the line is an empty item", "write the item after it, or delete it"),
    (re.compile(r"```|~~~"), "the line begins a block of code, which answers have not", "delete it"),
    (re.compile(r"[*+](?:\s|$)"), "an item begins with another sign than '-'", "write '- ' before it"),
    (re.compile(r"[0-9]{1,9}\)(?:\s|$)"), "a number of a list is followed by )", "write it as '1. '"),
    (re.compile(r"-[^\W\d_]"), "there is no space after the dash of an item", "write '- ' before it"),
    (re.compile(r"\|"), "the line is part of a table, which answers have not", "use a list"),
    (re.compile(r":?-+:?\s*\|[\s|:-]*$"), "the line is part of a table, which answers have not", "use a list"),
    (
        re.compile(r"\[[^\]]+\]:"),
        "the line gives an address for later, which answers cannot",
        "write [text](https://address) where the link belongs",
    ),
)  # fmt: skip
_WIDEST_GAP = 4
"""Spaces after the marker of an item; with more of them CommonMark sees a block of code."""

_INDENTED = (
    "the line is indented",
    "begin it in the same column as the other lines; lists cannot stand within lists",
)


def blocks(text: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Read a text. What is a problem stays in the text as it was typed."""
    gathered, problems = _gather(text.split("\n"))
    read: list[Block] = []
    for block in gathered:
        items = []
        for item in block.items:
            joined = "\n".join(item.lines)
            parts, span_problems = spans(joined)
            items.append(parts)
            ends = [at for at, sign in enumerate(joined) if sign == "\n"] if span_problems else []
            for wrong in span_problems:
                line = item.first_line + bisect_left(ends, wrong.offset)
                problems.append(Problem(line, wrong.problem, wrong.remedy))
        if block.listed:
            read.append(ListBlock(tuple(items), block.number, block.spaced))
        else:
            read.append(Paragraph(items[0], block.spaced))
    return tuple(read), tuple(sorted(problems, key=lambda problem: problem.line))


def _gather(lines: list[str]) -> tuple[list[_Gathered], list[Problem]]:
    gathered: list[_Gathered] = []
    problems: list[Problem] = []
    blank = True
    for number, line in enumerate(lines):
        said = line.strip()
        if not said:
            blank = True
            continue
        current = gathered[-1] if gathered else None
        marker = _MARKER.match(said)
        if line[0].isspace() and (blank or marker):
            problems.append(Problem(number, *_INDENTED))
        problems += [Problem(number, *wrong) for wrong in _other_markup(said, marker)]
        if marker and _begins_item(marker, current, blank=blank):
            item = _Lines(number, [said[marker.end() :]])
            ordered = int(marker.group(1)) if marker.group(1) else None
            if current and current.listed and (current.number is None) == (ordered is None):
                current.items.append(item)
            else:
                gathered.append(_Gathered(listed=True, number=ordered, spaced=blank, items=[item]))
        elif current is None or blank:
            item = _Lines(number, [said])
            gathered.append(_Gathered(listed=False, number=None, spaced=blank, items=[item]))
        else:
            current.items[-1].lines.append(said)
        blank = False
    return gathered, problems


def _other_markup(said: str, marker: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    """What else a line may be taken for: what is wrong, what to do."""
    content = said[marker.end() :] if marker else said
    if marker and _MARKER.match(content):
        yield (
            "a list begins within an item",
            "write its items on lines of their own; lists cannot stand within lists",
        )
    elif marker and len(marker.group()) - len(marker.group().rstrip()) > _WIDEST_GAP:
        yield "there are many spaces before the text of an item", "leave one"
    yield from [(problem, remedy) for pattern, problem, remedy in _ELSE if pattern.match(content)][:1]


def _begins_item(marker: re.Match[str], current: _Gathered | None, *, blank: bool) -> bool:
    """Whether a marker is one: within running text, a number other than 1 is just the number of a sentence."""
    within_text = current is not None and not current.listed and not blank
    return not within_text or marker.group(1) is None or int(marker.group(1)) == 1
