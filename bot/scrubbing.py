"""Takes out of a question what could say who asked it, or whom it is about, before it is kept."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 300
"""Characters of a question that are kept; the rest of a story adds nothing to what was missed."""

_READ = 1_000
"""Characters that are looked at, up to the space before; so that a long text costs no more than a short one."""

_NAME = (re.compile(r"(?<!\w)(?:@\w+)+"), "[name]")
_TAKEN_OUT = (
    (re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S*|\b(?:www\.|t\.me/)\S*|\bmailto:\S*", re.IGNORECASE), "[link]"),
    (re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]+"), "[email]"),
    (re.compile(r"\b(?:[\w-]+\.)+[a-z]{2,24}/\S*", re.IGNORECASE), "[link]"),
    _NAME,
    # Telephone numbers as people write them; a weight, a height, an age or a year has fewer digits.
    (re.compile(r"\+?\(?\d(?:[\s().\-/\u2013]{0,3}\d){5,}"), "[number]"),
    _NAME,  # one that stood right behind a number
)
_MARKS = re.compile("|".join(re.escape(mark) for mark in sorted({mark for _, mark in _TAKEN_OUT})))
_SPACE = re.compile(r"\s+")


def scrubbed(text: str) -> str:
    """Give a question in one line, without addresses, links, @names and long numbers, and not too long.

    Names that are written as words stay, for no rule tells them from other words.
    """
    shown = "".join(character for character in unicodedata.normalize("NFKC", _beginning(text)) if _is_kept(character))
    for pattern, instead in _TAKEN_OUT:
        shown = pattern.sub(instead, shown)
    line = _SPACE.sub(" ", shown).strip()
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + "…"


def without_marks(text: str) -> str:
    """Give a scrubbed question without the marks that stand for what was taken out, and for its end."""
    return _SPACE.sub(" ", _MARKS.sub(" ", text)).strip().removesuffix("…").rstrip()


def _beginning(text: str) -> str:
    """Give what is looked at; a word that goes on past it is left out, for half an address is not known for one."""
    if len(text) <= _READ:
        return text
    words = _SPACE.split(text[:_READ])
    return " ".join(words[:-1])


def _is_kept(character: str) -> bool:
    """Drop what cannot be seen, and could split a number or not be stored."""
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
