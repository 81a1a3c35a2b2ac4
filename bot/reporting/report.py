"""Everything that ``backwalk report`` tells, whichever way it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq import Kind

if TYPE_CHECKING:
    from bot.reporting.figures import Figures
    from bot.reporting.missed import Missed
    from faq import Faq


@dataclass(frozen=True, slots=True)
class Report:
    """How the bot did in a period.

    Parameters
    ----------
    faq_dir
        Where the FAQ lies, as people write it.
    faq
        The FAQ as it is now.
    """

    figures: Figures
    missed: Missed
    faq: Faq
    faq_dir: str

    @property
    def never_shown(self) -> tuple[str, ...]:
        """Ids of the answers that nobody was shown in the period, in the order of the files."""
        return self.figures.never_shown(entry.id for entry in self.faq.entries if entry.kind is Kind.ANSWER)

    def title_of(self, entry: str) -> str:
        """The title of an entry; empty for one that the FAQ does not have any more."""
        return self.faq.by_id[entry].title if entry in self.faq.by_id else ""
