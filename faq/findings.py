"""What a search brings: the parts of a question, the entries that were found, and what the decision needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faq.tokens import Tokens
    from faq.vectors import Floats


ALARM_READABLE = 0.35
"""From this share of its letters on that can be read, a part of a question may raise an alarm by the learnt weights
alone; signs are found in any text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    Parameters
    ----------
    entry
        Number of the entry, as handed to the index.
    share
        0 to 1: probability of the entry among all entries and what is outside, as learnt.
    agreement
        -1 to 1: of a long question, by how much the whole of it speaks more for this entry than for any other, as far
        as it is no chatter; 0 for a short question, which is a whole already.
    similarity
        0 to 1: cosine of the words of the nearest phrasing and of the part of the question that comes nearest to it.
    phrasing
        Number of the nearest phrasing within the entry.
    segment
        That part of the question.
    telling
        The part of a long question that speaks loudest for the entry; a short question itself.
    """

    entry: int
    share: float
    agreement: float
    similarity: float
    phrasing: int
    segment: Tokens
    telling: Tokens


class Finding(NamedTuple):
    """What a search brought.

    Parameters
    ----------
    hits
        Entries that share anything with the question, best first.
    inside
        0 to 1: the learnt probability of the question being one for this FAQ; 0 for one that reads the same as a line
        of what is near.
    alarm
        What the learnt weights say for some part of it reporting an emergency: 0 is even odds, 1 a factor of e; less
        than any number where nothing can be read.
    """

    hits: tuple[Hit, ...]
    inside: float
    alarm: float


class Part(NamedTuple):
    """A part of a question as the index sees it.

    Parameters
    ----------
    features, values
        Numbers of its features, and how much of each there is; shorter than a unit vector by what is unknown.
    meaning
        What its words mean, as a vector of the length ``MEANING_WEIGHT``.
    readable
        0 to 1: how much of it can be read, see :func:`faq.tokens.readable`.
    says_something
        Whether the phrasings or the language have any of its words, and it can be read; numbers alone ask nothing.
    """

    tokens: Tokens
    features: NDArray[np.int64]
    values: Floats
    meaning: Floats
    readable: float
    says_something: bool

    @property
    def may_alarm(self) -> bool:
        """Whether enough of it can be read for the learnt weights to raise an alarm."""
        return self.says_something and self.readable >= ALARM_READABLE
