"""What a decision was made from: figures with what each counts, entries in their order, and what raised an alarm."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faq.deciding import Match, Reply
    from faq.entries import Entry
    from faq.findings import Finding, Hit
    from faq.red_flags import SeenSign
    from faq.tokens import Tokens


class Evidence(NamedTuple):
    """A figure that a probability is weighed from.

    Parameters
    ----------
    value
        The figure itself.
    counts
        What it adds to the logarithm of the odds: 1 is a factor of e, less than 0 speaks against.
    """

    value: float
    counts: float


class ForFaq(NamedTuple):
    """What says whether a question is one for this FAQ.

    Parameters
    ----------
    usual
        What is counted for any question.
    inside
        How likely it is for this FAQ, as learnt.
    share
        The learnt share of the first entry.
    similarity
        That of its nearest phrasing.
    coverage
        How much of the question the entry has words for.
    strangeness
        What the FAQ does not know in it; counts for it where the rest is as good.
    unread
        How much of it cannot be read, or may be read wrongly: what is no language asks nothing.
    """

    usual: Evidence
    inside: Evidence
    share: Evidence
    similarity: Evidence
    coverage: Evidence
    strangeness: Evidence
    unread: Evidence


class ForEntry(NamedTuple):
    """What says whether an entry is the right one, for a question that is one for this FAQ.

    Parameters
    ----------
    usual
        What is counted for any entry.
    over_next
        Its learnt share, divided by the largest of the others.
    share
        Its learnt share.
    nearer
        By how much its nearest phrasing is more similar than that of any other.
    agreement
        By how much the whole of a long question speaks for it too.
    """

    usual: Evidence
    over_next: Evidence
    share: Evidence
    nearer: Evidence
    agreement: Evidence


class Weighed(NamedTuple):
    """An entry that was found, with what its score was made from.

    Parameters
    ----------
    same_words
        Whether the question has the same words as a phrasing, so that the score is no less than for that.
    """

    hit: Hit
    match: Match
    evidence: ForEntry
    same_words: bool


class Weighing(NamedTuple):
    """What the search found, weighed.

    Parameters
    ----------
    scope
        0 to 1: how likely the question is one for this FAQ.
    evidence
        What the scope was made from; None where nothing was found.
    entries
        Best first.
    """

    scope: float = 0.0
    evidence: ForFaq | None = None
    entries: tuple[Weighed, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """The entries as they may be shown."""
        return tuple(weighed.match for weighed in self.entries)


class Cause(StrEnum):
    """What raised an alarm."""

    PHRASING = "phrasing"
    LEARNT = "learnt"
    HINT = "hint"
    SIGN = "sign"


class Alarm(NamedTuple):
    """An alarm that was raised.

    Parameters
    ----------
    entry
        The emergency to show.
    cause
        What raised it.
    hit
        Whose phrasing has the same words, if that was the cause.
    sign
        The sign that was seen, if that was the cause, or helped.
    """

    entry: Entry
    cause: Cause
    hit: Hit | None = None
    sign: SeenSign | None = None


class Beside(NamedTuple):
    """A question that was asked beside small talk.

    Parameters
    ----------
    text
        The message without the small talk.
    read
        The same as it was read: its clauses.
    """

    text: str
    read: tuple[Tokens, ...]
    weighing: Weighing


class Decision(NamedTuple):
    """A reply, and all that it was made from.

    Parameters
    ----------
    weighing
        Of the whole question.
    beside
        What small talk gave way to, or None.
    """

    reply: Reply
    finding: Finding
    alarm: Alarm | None
    weighing: Weighing
    beside: Beside | None


def likelihood(evidence: Iterable[Evidence]) -> float:
    """The probability that follows from all evidence together."""
    return 1.0 / (1.0 + math.exp(-sum(piece.counts for piece in evidence)))
