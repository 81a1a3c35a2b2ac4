"""Bytes of a file -> text that YAML can read, with what a text editor has put in by mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST_FILE = 64_000_000
"""Bytes of a file that are read: some hundred thousand entries."""

_SAVE = "save the file as UTF-8 without BOM"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_INVISIBLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TAB = re.compile(r"^([ ]*\t[ \t]*)(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a line (counted from 1) of a text whose file is not known here."""

    line: int
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says.

    Parameters
    ----------
    text
        None when it cannot be read at all. What is wrong has been replaced, line by line, so that reading can
        go on and find further mistakes.
    indented
        False when indentation had to be guessed (tabs): errors of syntax that follow are not worth telling.
    """

    text: str | None
    faults: tuple[Fault, ...] = ()
    indented: bool = True


def invisible(text: str) -> str | None:
    """Name the first character that no text should hold, such as ``U+0000``; None when there is none."""
    found = _INVISIBLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def decode(data: bytes) -> Text:
    """Turn the bytes of a file into text, and tell what is wrong with them. Never raises."""
    if data.startswith(_UTF16):
        return Text(None, (Fault(1, "the file is saved as UTF-16", _SAVE),))
    if len(data) > LARGEST_FILE:
        problem = f"the file has {len(data):,} bytes, more than {LARGEST_FILE:,}"
        return Text(None, (Fault(1, problem, "split it into several files"),))
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(error.object)
        problem = f"byte {data[at]:#04x} in this line is not UTF-8"
        return Text(None, (Fault(data.count(b"\n", 0, at) + 1, problem, _SAVE),))

    faults = []
    if data.startswith(_BOM):
        faults.append(Fault(1, "the file begins with a byte order mark (BOM)", _SAVE))
    text, fault = _with_plain_line_ends(text)
    faults += fault
    text, fault = _without_invisible(text)
    faults += fault
    text, tabs = _without_tabs(text)
    faults += tabs
    if not text.strip():
        faults.append(Fault(1, "the file is empty", "fill it or delete it"))
        return Text(None, tuple(faults))
    return Text(text, tuple(faults), indented=not tabs)


def _with_plain_line_ends(text: str) -> tuple[str, list[Fault]]:
    """End every line with a line feed, as YAML's line numbers and the parser's offsets expect."""
    if "\r" not in text:
        return text, []
    plain = text.replace("\r\n", "\n")
    ends = "Windows line ends (CRLF)" if len(plain) < len(text) else "old Macintosh line ends (CR)"
    line = text.count("\n", 0, text.index("\r")) + 1
    remedy = "save the file with Unix line ends (LF); editors show the choice as CRLF / LF"
    return plain.replace("\r", "\n"), [Fault(line, f"the file has {ends}", remedy)]


def _without_invisible(text: str) -> tuple[str, list[Fault]]:
    """Put spaces for characters that cannot be seen; one fault for the first, as there may be thousands."""
    first = _INVISIBLE.search(text)
    if first is None:
        return text, []
    line = text.count("\n", 0, first.start()) + 1
    problem = f"there is an invisible character ({invisible(first.group())}) in this line"
    return _INVISIBLE.sub(" ", text), [Fault(line, problem + _more(text, _INVISIBLE, line), "delete it")]


def _without_tabs(text: str) -> tuple[str, list[Fault]]:
    """Put two spaces for each tab before the text of a line; one fault for the first."""
    first = _TAB.search(text)
    if first is None:
        return text, []
    line = text.count("\n", 0, first.start()) + 1
    problem = "a tab stands where the line is indented" + _more(text, _TAB, line)
    fault = Fault(line, problem, "put spaces instead, two for each step")
    return _TAB.sub(lambda tabs: tabs.group(1).replace("\t", "  "), text), [fault]


def _more(text: str, pattern: re.Pattern[str], line: int) -> str:
    """Say in how many lines after the first a pattern is found."""
    lines = sum(1 for other in text.split("\n")[line:] if pattern.search(other))
    return f" (and in {lines} more)" if lines else ""
