"""Which parts of a long message are searched beside the whole of it, so that a story does not drown the question."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq.tokens import Tokens

MOST_PARTS = 12
"""How many clauses, and how many windows, a long message is searched in, more or less."""

LONGEST_WHOLE = 120
"""Tokens of the whole of a long message that are looked at together: the first and the last."""

_WINDOW = 9
_STRIDE = 3
_WHOLE = 14


def cut(clauses: Sequence[Tokens]) -> list[Tokens]:
    """The whole question; for a long one also its clauses, their neighbours, and windows over long clauses.

    Of a very long one the whole is its beginning and its end.
    """
    tokens = tuple(chain.from_iterable(clauses))
    if len(tokens) <= _WHOLE:
        return [tokens] if tokens else []
    whole = tokens if len(tokens) <= LONGEST_WHOLE else tokens[: LONGEST_WHOLE // 2] + tokens[-LONGEST_WHOLE // 2 :]
    return [whole, *(tokens[start:end] for start, end in _stretches([len(clause) for clause in clauses]))]


def _stretches(lengths: Sequence[int]) -> Iterable[tuple[int, int]]:
    """From where to where the parts of a long question go, given how many tokens its clauses have.

    However long the question is, there are about as many parts: they grow with it.
    """
    ends = list(accumulate(lengths))
    size = max(1, -(-len(ends) // MOST_PARTS))
    ends = list(dict.fromkeys((0, *ends[size - 1 :: size], ends[-1])))
    clauses = list(pairwise(ends))
    neighbours = ((start, end) for (start, _), (_, end) in pairwise(clauses) if end - start <= _WHOLE)
    stride = max(_STRIDE, -(-ends[-1] // MOST_PARTS))
    window = max(_WINDOW, stride + _STRIDE)
    windows = (
        (place, min(place + window, end))
        for start, end in clauses
        if end - start > window
        for place in range(start, end - window + stride, stride)
    )
    short = ((start, end) for start, end in clauses if end - start <= LONGEST_WHOLE)
    return dict.fromkeys((*short, *neighbours, *windows))
