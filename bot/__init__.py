"""The bot: talks to Telegram. Knows nothing of the subject; the answers come from :mod:`faq`."""

import os

# python-telegram-bot then gives durations as timedelta; otherwise it warns at each message that holds one.
os.environ.setdefault("PTB_TIMEDELTA", "true")
