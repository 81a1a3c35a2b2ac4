"""The smallest bot that python-telegram-bot can make: it says what it hears. What an answer costs without ours."""

# ruff: noqa: E402 - what no bot has is taken away before anything is imported
from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

sys.modules["cryptography"] = None  # type: ignore[assignment] # comes with the tests; no bot has it

from telegram.ext import ApplicationBuilder, CallbackContext, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update


async def echo(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
    """Say the same."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Answer until the process is stopped."""
    url = os.environ["BOT_API_URL"]
    application = (
        ApplicationBuilder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{url}/bot")
        .concurrent_updates(concurrent_updates=True)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(drop_pending_updates=False)


if __name__ == "__main__":
    main()
