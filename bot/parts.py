"""What a bot is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.health import Health
    from bot.journal import Journal
    from bot.preparing import Content
    from faq import Answerer


@dataclass(frozen=True, slots=True)
class Parts:
    """All that is there before Telegram is reached.

    Parameters
    ----------
    answerer
        What the bot starts with.
    content
        Where the FAQ lies that it was made of: what is edited there is answered from soon.
    journal
        What the bot remembers.
    health
        Looks how it is, once it is at work.
    admins
        Telegram's numbers of those who may ask more of it.
    """

    answerer: Answerer
    content: Content
    journal: Journal
    health: Health
    admins: frozenset[int] = frozenset()
