"""Mistakes in the curator's files, and how they are told: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from faq.entries import Place

_LIKE = 0.65
"""How alike two names must be, from 0 to 1, for one to be offered instead of the other."""

_QUOTED_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, written as ``FILE:LINE: what is wrong; what to do``."""

    place: Place
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}; {self.remedy}"


class FaqError(Exception):
    """An FAQ, or a file beside it, that cannot be used, with everything that is wrong with it.

    Parameters
    ----------
    mistakes
        At least one mistake, in any order; they are kept in the order of file and line.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = in_order(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Sort mistakes by file and line, each told once; those of one line stay as they were found."""
    return tuple(sorted(dict.fromkeys(mistakes), key=lambda mistake: (mistake.place.file, mistake.place.line)))


def quote(text: str) -> str:
    """Show a piece of the curator's text in one short line, in quotation marks, nothing in it invisible."""
    shown = " ".join(text.split())
    if len(shown) > _QUOTED_LENGTH:
        shown = shown[: _QUOTED_LENGTH - 1].rstrip() + "…"
    return f"'{printable(shown)}'"


def printable(text: str) -> str:
    """Show a text of somebody else in one line, nothing in it invisible, nothing that could steer a terminal."""
    line = " ".join(text.split())
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in line)


def did_you_mean(name: str, known: Collection[str], otherwise: str) -> str:
    """Name the known name that is most like a mistyped one.

    Parameters
    ----------
    otherwise
        The remedy to give when none is alike.
    """
    # Only a folder with mistakes in it pays for this import.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    nearest = process.extractOne(
        name, list(known), scorer=OSA.normalized_similarity, processor=str.lower, score_cutoff=_LIKE
    )
    return f"did you mean {quote(nearest[0])}?" if nearest else otherwise
