"""Errors of YAML's syntax, told to somebody who does not know its grammar.

What the parser says names that grammar, and its two implementations word it differently; what the curator did shows in
the lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.decoding import Fault
from faq.mistakes import quote

if TYPE_CHECKING:
    import yaml

DEEPEST = 20
"""Lists and mappings within one another; the FAQ's files need six."""

_NO_SPACE_AFTER_COLON = re.compile(r"\s*(?:- +)?([A-Za-z][\w-]*):(?!//)[^\s:]")
_NO_SPACE_AFTER_DASH = re.compile(r"\s*-[^\s-]")
_CONFLICT = re.compile(r"[<>=|]{7}( |$)")
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:\s+)?(.*)")
_COLON = re.compile(r":(?=\s|$)")
_SPECIAL = frozenset("@`%*&![{?")
_IN_QUOTES = "put the whole text in quotes"


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What the parser says, where it gave up and where what it was reading began: lines from 0."""

    said: str
    line: int
    start: int
    lines: list[str]

    @property
    def value(self) -> str:
        """The text of the line, without the dash and the key before it."""
        found = _VALUE.match(self.lines[self.line])
        return found.group(1) if found else ""

    @property
    def line_above(self) -> int:
        """The nearest line above that says something, or the line itself."""
        above = (number for number in range(self.line - 1, -1, -1) if self.lines[number].lstrip()[:1] not in {"", "#"})
        return next(above, self.line)


def explain(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
    """Turn a syntax error into what is wrong and what to do.

    Parameters
    ----------
    lines
        The lines of the file.
    """
    # What lacks its end is missed behind the last line.
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    mark = error.problem_mark or error.context_mark
    line = min(mark.line, last) if mark else 0
    start = min(error.context_mark.line, last) if error.context_mark else line
    trouble = _Trouble(f"{error.context or ''} {error.problem or ''}", line, start, lines)
    return next(filter(None, (diagnose(trouble) for diagnose in _DIAGNOSES)), _out_of_line(trouble))


def too_deep(line: int) -> Fault:
    """Tell that too much stands within one another in a line, from 1."""
    problem = f"more than {DEEPEST} lists or mappings stand within one another"
    return Fault(line, problem, "put texts with brackets in quotes")


def _nested(trouble: _Trouble) -> Fault | None:
    """The parser in C has a limit of its own, which it finds before the first bracket is handed on."""
    return too_deep(trouble.line + 1) if "nesting depth" in trouble.said else None


def _unclosed_quote(trouble: _Trouble) -> Fault | None:
    if "scalar" not in trouble.said or "end of stream" not in trouble.said:
        return None
    problem = "a quotation mark that is opened in this line is never closed"
    return Fault(trouble.start + 1, problem, "close it with the same mark at the end of the text")


def _conflict(trouble: _Trouble) -> Fault | None:
    """Git's marks around two versions of the same lines, the first of which need not be where the parser gives up."""
    first = next((number for number, line in enumerate(trouble.lines) if _CONFLICT.match(line)), None)
    if first is None:
        return None
    problem = "git's marks of a merge conflict stand around two versions of the same lines"
    todo = "keep one version of the lines, and delete those with <<<<<<<, ======= and >>>>>>>"
    return Fault(first + 1, problem, todo)


def _backslash(trouble: _Trouble) -> Fault | None:
    if "escape" not in trouble.said and "hexdecimal" not in trouble.said:
        return None
    problem = "a backslash in double quotes begins a special character that YAML does not know"
    return Fault(trouble.line + 1, problem, "write two backslashes, or use single quotes")


def _after_the_end(trouble: _Trouble) -> Fault | None:
    if "document start" not in trouble.said or "..." not in trouble.lines[: trouble.line]:
        return None
    return Fault(trouble.line + 1, "the text goes on after the line '...', which ends it", "delete the line '...'")


def _directive(trouble: _Trouble) -> Fault | None:
    said = trouble.said
    if "directive" not in said and "incompatible" not in said and not trouble.lines[0].startswith("%"):
        return None
    problem = "a line that begins with % is an instruction to YAML"
    return Fault(trouble.start + 1, problem, "delete the line, or put the text in quotes")


def _squeezed_key(trouble: _Trouble) -> Fault | None:
    """``answer:text`` in the line or in the one above, which YAML takes for a text."""
    at = trouble.start if "simple key" in trouble.said else trouble.line
    for near in (at, trouble.line_above):
        key = _NO_SPACE_AFTER_COLON.match(trouble.lines[near])
        if key:
            problem = f"there is no space after the colon of {quote(key.group(1))}"
            return Fault(near + 1, problem, f"write '{key.group(1)}: ...'")
    return None


def _neither_key_nor_item(trouble: _Trouble) -> Fault | None:
    if "simple key" not in trouble.said:
        return None
    line = trouble.lines[trouble.start]
    if _NO_SPACE_AFTER_DASH.match(line):
        return Fault(trouble.start + 1, "there is no space after the dash", "write '- ' and then the text")
    problem = f"{quote(line)} is neither 'key: text' nor an item that begins with '- '"
    return Fault(trouble.start + 1, problem, "if it belongs to the text above, indent it further than that text's key")


def _colon(trouble: _Trouble) -> Fault | None:
    if "values are not allowed" not in trouble.said:
        return None
    line, above = trouble.lines[trouble.line], trouble.lines[trouble.line_above]
    if len(_COLON.findall(line)) > 1:
        return Fault(trouble.line + 1, "the text has a colon followed by a space in it", _IN_QUOTES)
    if _indentation(line) > _indentation(above):
        problem = "the line is indented further than the one above, which has a text of its own already"
        return Fault(trouble.line + 1, problem, "let keys that belong together begin in the same column")
    return Fault(trouble.line + 1, "a colon followed by a space stands where no key can stand", _IN_QUOTES)


def _brackets(trouble: _Trouble) -> Fault | None:
    if "flow" not in trouble.said:
        return None
    problem = "a list or text that begins with [ or { in this line is not closed, or lacks a comma"
    return Fault(trouble.start + 1, problem, "write '[one, two]'; put a text that begins with [ or { in quotes")


def _after_a_quote(trouble: _Trouble) -> Fault | None:
    within = {
        "'": "write an apostrophe within '...' twice ('')",
        '"': 'write a quotation mark within "..." as \\"',
    }.get(trouble.value[:1])
    if within is None:
        return None
    problem = f"the text goes on after the closing quotation mark {trouble.value[0]}"
    return Fault(trouble.line + 1, problem, f"{within}, or put the text below 'answer: |'")


def _first_sign(trouble: _Trouble) -> Fault | None:
    first = trouble.value[:1]
    if first in {">", "|"}:
        return Fault(trouble.line + 1, f"a text stands behind {first}", "begin it in the next line, indented")
    if first in _SPECIAL or trouble.value.startswith("- "):
        problem = f"a text cannot begin with {quote(first)}, which means something else in YAML"
        return Fault(trouble.line + 1, problem, _IN_QUOTES)
    return None


def _tab(trouble: _Trouble) -> Fault | None:
    if "cannot start any token" not in trouble.said or "\t" not in trouble.lines[trouble.line]:
        return None
    return Fault(trouble.line + 1, "a tab stands where a space is expected", "put a space instead")


def _out_of_line(trouble: _Trouble) -> Fault:
    problem = "the line does not fit the lines above: it begins in another column, or lacks '- ' or a colon"
    return Fault(trouble.line + 1, problem, "let lines that belong together begin in the same column, with spaces")


_DIAGNOSES = (
    _conflict,
    _nested,
    _unclosed_quote,
    _backslash,
    _after_the_end,
    _directive,
    _squeezed_key,
    _neither_key_nor_item,
    _colon,
    _brackets,
    _after_a_quote,
    _first_sign,
    _tab,
)
"""What may have happened; the first that fits is told."""


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))
