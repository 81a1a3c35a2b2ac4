"""Markup within a paragraph: bold, italics, links, and what is taken for other markup.

Delimiters open and close as in CommonMark (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis). Where its
rules of precedence would have to decide, such as bold within bold, there is a problem instead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from itertools import chain, groupby
from typing import TYPE_CHECKING, TypeAlias

from faq.links import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterable

BOLD, ITALIC = "**", "*"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text in bold (``**``) or italics (``*``)."""

    mark: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a page."""

    parts: Parts
    url: str


Span: TypeAlias = str | Emphasis | Link
Parts: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SpanProblem:
    """Something in a paragraph that is not light markup, at an offset in its text."""

    offset: int
    problem: str
    remedy: str


@dataclass(slots=True)
class _Open:
    """An emphasis whose end has not come yet; the outermost one has no mark."""

    mark: str
    offset: int
    parts: list[Span]


_PLAIN = re.compile(r"[^\\*\[\]<&`_!~]+")
_STARS = re.compile(r"\*+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)", re.DOTALL)
_PARTED_LINK = re.compile(r"\[[^\[\]]*\][ \n]\((?:https?:|www\.)", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?]")
_ADDRESS_IN_BRACKETS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
_CODE = re.compile(r"`+")
_STRUCK = re.compile(r"~~[^~\s](?:[^~]*[^~\s])?~~")
_UNDERSCORES = re.compile(r"_+")


def spans(text: str) -> tuple[Parts, tuple[SpanProblem, ...]]:
    """Read the text of a paragraph or an item. What is a problem stays in the text as it was typed."""
    reader = _Reader(text)
    parts = reader.read(0, len(text))
    return parts, tuple(reader.problems)


class _Reader:
    """One pass over a text; its neighbours decide what a star means, so everything is an offset into the whole."""

    def __init__(self, text: str) -> None:
        self.problems: list[SpanProblem] = []
        self._text = text
        self._underscore: int | None = None

    def read(self, start: int, end: int) -> Parts:
        """Read from one offset to another."""
        open_ = [_Open("", start, [])]
        at = start
        while at < end:
            sign = self._text[at]
            if sign == "*":
                at = self._stars(at, open_)
            elif sign == "[":
                at = self._bracket(at, end, open_[-1].parts)
            elif sign == "\\":
                at = self._backslash(at, open_[-1].parts)
            else:
                plain = _PLAIN.match(self._text, at, end)
                stop = plain.end() if plain else self._other(sign, at)
                open_[-1].parts.append(self._text[at:stop])
                at = stop
        while len(open_) > 1:
            unclosed = open_.pop()
            self._unclosed(unclosed)
            open_[-1].parts += [unclosed.mark, *unclosed.parts]
        return _joined(open_[0].parts)

    def _stars(self, at: int, open_: list[_Open]) -> int:
        """A run of stars opens, closes, or is just stars; gives the offset after it."""
        stars = _run(_STARS, self._text, at)
        mark, after = stars, at + len(stars)
        opens, closes = self._flanks(at, after)
        if closes and open_[-1].mark == mark:
            closed = open_.pop()
            open_[-1].parts.append(Emphasis(mark, _joined(closed.parts)))
        elif opens and mark in {BOLD, ITALIC} and all(other.mark != mark for other in open_):
            open_.append(_Open(mark, at, []))
        else:
            open_[-1].parts.append(stars)
            if opens or closes:
                problem = f"{stars} neither begins nor ends anything here"
                self._problem(at, problem, "write **bold** or *italics*, or \\* for a star that is shown")
        return after

    def _flanks(self, start: int, end: int) -> tuple[bool, bool]:
        """Tell whether a run of delimiters can open, and whether it can close something.

        These are CommonMark's left- and right-flanking runs.
        """
        before = _kind(self._text[start - 1 : start])
        after = _kind(self._text[end : end + 1])
        opens = after == "word" or (after == "punctuation" and before != "word")
        closes = before == "word" or (before == "punctuation" and after != "word")
        return opens, closes

    def _bracket(self, at: int, end: int, parts: list[Span]) -> int:
        """A link, or just a bracket; gives the offset after it."""
        link = _LINK.match(self._text, at, end)
        if link is None:
            if _PARTED_LINK.match(self._text, at, end):
                problem = "a space parts the text of a link from its address"
                self._problem(at, problem, "write [text](https://address)")
            parts.append("[")
            return at + 1
        wrong = problem_of(link.group(2))
        inner = self.read(link.start(1), link.end(1))
        if not link.group(1).strip():
            self._problem(at, "a link has no text", "write [text](https://address)")
        elif wrong:
            self._problem(at, f"{wrong[0]}, in a link", wrong[1])
        else:
            parts.append(Link(inner, link.group(2)))
            return link.end()
        parts += ["[", *inner, "](", link.group(2), ")"]
        return link.end()

    def _backslash(self, at: int, parts: list[Span]) -> int:
        escaped = _ESCAPED.match(self._text, at)
        if escaped:
            parts.append(escaped.group(1))
            return escaped.end()
        if self._text[at + 1 : at + 2] == "\n":
            self._problem(at, "a backslash ends the line", "delete it; a blank line begins a new paragraph")
        parts.append("\\")
        return at + 1

    def _other(self, sign: str, at: int) -> int:
        """A sign that may be markup which is not known here; gives the offset after it."""
        text = self._text
        match sign:
            case "<" if _ADDRESS_IN_BRACKETS.match(text, at):
                self._problem(at, "an address stands between < and >", "write [text](https://address)")
            case "<" if _TAG.match(text, at):
                self._problem(
                    at,
                    "this looks like HTML, which is not shown",
                    "use **bold**, *italics*, or \\< for the sign",
                )
            case "&" if (entity := _ENTITY.match(text, at)) and unescape(entity.group()) != entity.group():
                remedy = f"write {unescape(entity.group())} itself"
                self._problem(at, f"{entity.group()} is HTML for a character", remedy)
            case "]" if text.startswith("(", at + 1):
                problem = "[...](...) is no link here: there are brackets, spaces or quotation marks within"
                self._problem(at, problem, "write [text](https://address)")
            case "!" if _LINK.match(text, at + 1):
                self._problem(at, "this is an image, which answers cannot show", "use a link, without ! before it")
            case "~" if _STRUCK.match(text, at):
                self._problem(at, "~~...~~ is no markup here", "use **bold** or *italics*")
            case "`":
                after = at + len(_run(_CODE, text, at))
                if _CODE.search(text, after):
                    self._problem(at, "text in backticks is no markup here", "use *italics*, or ' for an apostrophe")
                return after
            case "_":
                return self._underscores(at)
            case _:
                pass
        return at + 1

    def _underscores(self, at: int) -> int:
        after = at + len(_run(_UNDERSCORES, self._text, at))
        opens, closes = self._flanks(at, after)
        within_word = opens and closes and _kind(self._text[at - 1]) == _kind(self._text[after]) == "word"
        if within_word:
            return after
        if closes and self._underscore is not None:
            self._problem(
                self._underscore,
                "_..._ is no markup here",
                "write *italics* or **bold**, or \\_ for the sign",
            )
            self._underscore = None
        elif opens:
            self._underscore = at
        return after

    def _unclosed(self, unclosed: _Open) -> None:
        problem = f"{unclosed.mark} begins something that does not end"
        remedy = f"write {unclosed.mark} directly after the last word as well, or \\* for a star that is shown"
        self._problem(unclosed.offset, problem, remedy)

    def _problem(self, offset: int, problem: str, remedy: str) -> None:
        self.problems.append(SpanProblem(offset, problem, remedy))


def _run(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found.group() if found else ""


def _kind(sign: str) -> str:
    """What a neighbour of a star is, in the words of CommonMark; the edge of the text counts as space."""
    if not sign or sign.isspace():
        return "space"
    return "punctuation" if unicodedata.category(sign)[0] in "PS" else "word"


def _joined(parts: Iterable[Span]) -> Parts:
    """Neighbouring texts as one."""
    grouped = groupby(parts, lambda part: isinstance(part, str))
    joined = chain.from_iterable(["".join(map(str, run))] if are_texts else run for are_texts, run in grouped)
    return tuple(part for part in joined if part != "")
