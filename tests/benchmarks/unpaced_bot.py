"""The bot without Telegram's limits on sending, to see what it could do; with settings as always."""

# ruff: noqa: E402 - what no bot has is taken away before anything is imported
from __future__ import annotations

import sys
from functools import partial

sys.modules["cryptography"] = None  # type: ignore[assignment] # comes with the tests; no bot has it

import bot.app
from bot.cli import main
from bot.throttle.allowance import Rate
from bot.throttle.pacing import Pacing, Sending

MUCH = (Rate(100, 0.0001),)

if __name__ == "__main__":
    bot.app.Pacing = partial(Pacing, sending=Sending(MUCH, MUCH, MUCH, MUCH))  # type: ignore[attr-defined, assignment]
    sys.exit(main(["run"]))
