"""The store -> the figures of a period, in one look."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.faults import in_a_line
from bot.reporting.figures import figures
from bot.store import StoreError, questions, tallies, votes
from bot.store.connecting import shown
from bot.store.viewing import view

if TYPE_CHECKING:
    from sqlalchemy import URL

    from bot.reporting.figures import Figures


class UnreachableError(Exception):
    """A store that cannot be reached or read. The text says which and why."""


async def read_figures(url: URL, since: date | None, until: date) -> Figures:
    """Read what happened in a period.

    Parameters
    ----------
    since
        The first day (UTC); None for the first day of which anything is known.
    until
        The last day, today.

    Raises
    ------
    StoreError
        When there is no store yet, or it is of another version of the program.
    UnreachableError
        When it cannot be reached or read.
    """
    moment = int(datetime.combine(since, time(), UTC).timestamp()) if since else 0
    try:
        counted, given, asked = await view(
            url,
            lambda connection: (
                tallies.since(connection, since or date.min),
                votes.counted_since(connection, moment),
                questions.asked_since(connection, moment),
            ),
        )
    except StoreError:
        raise
    except Exception as error:
        # Each driver has errors of its own; what SQLAlchemy wraps around them shows the statement as well.
        said = getattr(error, "orig", None)
        reason = in_a_line(said if isinstance(said, Exception) else error)
        name = shown(url)
        raise UnreachableError(f"The store {name} cannot be read: {reason}") from error
    days = [tally.day for tally in counted] + [datetime.fromtimestamp(one.first_at, UTC).date() for one in asked]
    return figures(since or min([*days, until]), until, counted, given, asked)
