"""How much each person and each group may ask: who asks too much is told so once, then not answered for a while."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.throttle.allowance import Limit, Rate
from bot.throttle.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.throttle.allowance import Allowance

SECONDS = 60.0
"""The stretch of time that the limits are for."""

TYPING = 3
"""Inline queries count for themselves: so many times a person's limit, for each pause in typing brings one."""

HEARD = 3
"""Up to so many times the limit it is still looked whether what is asked is an emergency."""


class Over(StrEnum):
    """Whose limit has been reached."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants something, and where.

    Parameters
    ----------
    person
        Telegram's number of the person, or of the chat that somebody speaks for.
    group
        Of the group in which it is asked; None where no others are.
    is_typing
        Whether it is an inline query.
    """

    person: int
    group: int | None = None
    is_typing: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of something that is asked.

    Parameters
    ----------
    over
        Whose limit has been reached; None where none has, and it is answered.
    is_heard
        Whether it is still to be looked at for an emergency.
    """

    over: Over | None = None
    is_heard: bool = True


ADMITTED = Verdict()


class Admission:
    """Counts what people ask, in memory and for a minute, and tells what is too much.

    A person's limit counts before the group's, and what is past it counts for nothing. In a group one person has
    at most half of what the group has, so that nobody can use up what is the others'.

    Parameters
    ----------
    per_person, per_group
        How often each person, and all people of a group together, may ask in a minute; 0 for no limit.
    exempt
        People for whom there are no limits.
    allowance
        Where it is counted.
    """

    def __init__(
        self,
        per_person: int = 0,
        per_group: int = 0,
        exempt: frozenset[int] = frozenset(),
        allowance: Allowance | None = None,
    ) -> None:
        self._per_person = per_person
        self._per_group = per_group
        self._per_member = (per_group + 1) // 2
        self._exempt = exempt
        self._allowance = Windows() if allowance is None else allowance

    async def judge(self, asker: Asker) -> Verdict:
        """Count something that is asked, and tell what becomes of it."""
        if asker.person in self._exempt:
            return ADMITTED
        own = self._of_person(asker)
        if own and await self._allowance.wait(own) > 0:
            return Verdict(Over.PERSON, await self._is_heard(asker, Over.PERSON))
        everything = [*own, *self._of_group(asker)]
        if everything and await self._allowance.take(everything) > 0:
            return Verdict(Over.GROUP, await self._is_heard(asker, Over.GROUP))
        return ADMITTED

    async def tells(self, asker: Asker, over: Over) -> bool:
        """Tell whether to say that it is too much; true once a minute for each person and each group."""
        once = Limit(f"told:{_name(asker, over)}", (Rate(1, SECONDS),))
        return await self._allowance.take([once]) == 0

    def _of_person(self, asker: Asker) -> Sequence[Limit]:
        if asker.is_typing:
            return _limits((f"typing:{asker.person}", TYPING * self._per_person))
        member = (f"member:{asker.group}:{asker.person}", self._per_member if asker.group is not None else 0)
        return _limits((f"person:{asker.person}", self._per_person), member)

    def _of_group(self, asker: Asker) -> Sequence[Limit]:
        return _limits((f"group:{asker.group}", self._per_group)) if asker.group is not None else ()

    async def _is_heard(self, asker: Asker, over: Over) -> bool:
        if asker.is_typing:
            return False
        limit = self._per_group if over is Over.GROUP else self._per_person or self._per_member
        further = _limits((f"heard:{_name(asker, over)}", (HEARD - 1) * limit))
        return await self._allowance.take(further) == 0


def _name(asker: Asker, over: Over) -> str:
    return f"{over}:{asker.person if over is Over.PERSON else asker.group}"


def _limits(*named: tuple[str, int]) -> list[Limit]:
    """Make limits for a minute of those that there are."""
    return [Limit(name, (Rate(times, SECONDS),)) for name, times in named if times > 0]
