"""Whether two things that were learnt are the same, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from faq.vectors import Rows

if TYPE_CHECKING:
    from faq.learning import Learnt


def alike(one: Learnt, other: Learnt) -> bool:
    return all(_same(left, right) for left, right in zip(one, other, strict=True))


def _same(left: object, right: object) -> bool:
    if isinstance(left, Rows) and isinstance(right, Rows):
        return all(map(_same, left, right))
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.dtype == right.dtype and np.array_equal(left, right)
    return left == right
