"""How much in how much time: what goes out to Telegram, and what comes in from people."""

from __future__ import annotations

from bot.throttle.admission import Admission, Asker, Over, Verdict
from bot.throttle.allowance import Allowance, Limit, Rate
from bot.throttle.pacing import SENDING, Pacing, Sending
from bot.throttle.windows import Windows

__all__ = [
    "SENDING",
    "Admission",
    "Allowance",
    "Asker",
    "Limit",
    "Over",
    "Pacing",
    "Rate",
    "Sending",
    "Verdict",
    "Windows",
]
