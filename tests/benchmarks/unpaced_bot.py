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

SECONDS = 1e-7
# As many times are remembered as by a bot that keeps the limits.
UNPACED = Sending((Rate(30, SECONDS),), (Rate(1, SECONDS),), (Rate(3, SECONDS),), (Rate(3, SECONDS), Rate(20, SECONDS)))

if __name__ == "__main__":
    bot.app.Pacing = partial(Pacing, sending=UNPACED)  # type: ignore[attr-defined, assignment]
    sys.exit(main(["run"]))
