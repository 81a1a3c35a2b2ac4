"""What the store holds, as the rest of the bot sees it. No field says who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A message that was answered, and with what.

    Parameters
    ----------
    answer_id
        The bot's message that answers it. One that was sent at the press of a button answers none, and is its own
        ``message_id``.
    outcome
        What was decided (``answer``, ``suggest`` and so on), or what else it was (``command``).
    entry
        Id of the entry that the bot's message shows; empty where it shows none.
    phrasing
        The phrasing of that entry that came nearest; empty where none was looked for.
    others
        Ids of the entries that came next, best first: what else may have been meant.
    """

    chat_id: int
    message_id: int
    answer_id: int
    outcome: str
    entry: str = ""
    phrasing: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that was missed (``none``) or only led to suggestions (``suggest``).

    Parameters
    ----------
    text
        As it was asked when it was first asked, without what could name a person.
    outcome
        The latest one; it changes as the FAQ does.
    nearest
        Id of the entry that came nearest; empty where none did.
    score
        Of that entry, 0 to 1.
    times
        How often it was asked.
    picked
        Id of the entry that somebody chose from the suggestions last; empty where nobody did.
    first_at, last_at
        Seconds since 1970.
    """

    text: str
    outcome: str
    nearest: str = ""
    score: float = 0.0
    times: int = 1
    picked: str = ""
    first_at: int = 0
    last_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many questions had the same end on one day (UTC) in one kind of chat.

    Parameters
    ----------
    chat
        ``private``, ``group`` or ``guest``.
    outcome
        As decided, or ``pick`` where somebody chose a suggestion, or ``meant`` where it was after a thumb down.
    entry
        Id of the entry that was shown; empty where none was.
    """

    day: date
    chat: str
    outcome: str
    entry: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A thumb up or down.

    Parameters
    ----------
    voter
        A keyed hash of the person and the answer: the same person has another one under each answer.
    phrasing
        The phrasing that led to the answer; empty where it is not remembered.
    """

    voter: str
    entry: str
    phrasing: str
    up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """The votes on an entry that was found by one phrasing."""

    entry: str
    phrasing: str
    up: int
    down: int
