"""What limits are, and what the place can do in which they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times in any stretch of so many seconds, wherever it begins.

    Parameters
    ----------
    times
        At least 1.
    seconds
        More than 0.
    """

    times: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limit:
    """The rates that all keep together who share a name; without rates it only matters whether the name is shut.

    Parameters
    ----------
    name
        Of what is limited, for example ``chat:5``. The same name always has the same rates.
    is_parted
        Whether processes that together want more than there is get equal parts of it, however slow one of them is.
    """

    name: str
    rates: tuple[Rate, ...] = ()
    is_parted: bool = False


class Allowance(Protocol):
    """Counts what is limited. One for each process, or one that processes share."""

    async def wait(self, limits: Sequence[Limit]) -> float:
        """Tell in how many seconds there may be room under all these limits; 0 when there is now. Counts nothing."""

    async def take(self, limits: Sequence[Limit]) -> float:
        """Count one under each of these limits, if all have room, and give 0.

        Where one has none, nothing is counted, and what is given are the seconds after which to ask again.
        """

    async def shut(self, name: str, seconds: float) -> None:
        """Leave no room under a name for so many seconds from now, whatever its rates; never shorten that."""
