"""What a bot is put together from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.claiming import Claiming
from bot.doubting import Doubt
from bot.store import Shelter
from bot.throttle import Admission

if TYPE_CHECKING:
    from bot.health import Health
    from bot.hooking import Hook
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
    admission
        Counts how much is asked, and tells what is too much.
    hook
        Where Telegram hands in updates; None where the bot asks for them.
    doubt
        Hears whether the token still holds.
    claiming
        Keeps copies of the bot from answering the same update.
    """

    answerer: Answerer
    content: Content
    journal: Journal
    health: Health
    admins: frozenset[int] = frozenset()
    admission: Admission = field(default_factory=Admission)
    hook: Hook | None = None
    doubt: Doubt = field(default_factory=Doubt)
    claiming: Claiming = field(default_factory=lambda: Claiming(Shelter(None)))
