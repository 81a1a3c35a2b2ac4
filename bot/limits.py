"""Limits that figures must keep: for whoever lets a machine watch over an FAQ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq.evaluation import Figures


@dataclass(frozen=True, slots=True)
class Limits:
    """Of 100 questions for the FAQ, how many must be answered rightly, and how many may be answered wrongly.

    Parameters
    ----------
    min_right, max_wrong
        0 to 100; None for no limit.
    """

    min_right: float | None = None
    max_wrong: float | None = None

    def missed(self, figures: Figures) -> Iterator[str]:
        """Say of each limit that is missed by how much."""
        # Rounded, so that 7 of 100 are 7 % and not a hair more.
        right, wrong = (round(100 * share, 9) for share in (figures.right, figures.wrong))
        if self.min_right is not None and right < self.min_right:
            short = self.min_right - right
            yield f"--min-right {self.min_right:g} is missed by {_points(short)}: {right:.2f} % are answered rightly"
        if self.max_wrong is not None and wrong > self.max_wrong:
            over = wrong - self.max_wrong
            yield f"--max-wrong {self.max_wrong:g} is missed by {_points(over)}: {wrong:.2f} % are answered wrongly"


def _points(difference: float) -> str:
    return f"{difference:.2f} percentage points"
