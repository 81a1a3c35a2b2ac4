"""Where log lines go, how they look, and that no token stands in them."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

MASK = "***"

_LOG = logging.getLogger(__name__)


class MaskingFormatter(logging.Formatter):
    """Formats a record and then masks the token, wherever it stands: message, arguments, traceback.

    It works on the finished line, so that nothing that goes into a line can slip past it.

    Parameters
    ----------
    token
        The bot's token, ``ID:SECRET``. The secret is masked on its own too.
    """

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        secret = token.partition(":")[2]
        self._secrets = [token, secret] if secret else [token]

    def format(self, record: logging.LogRecord) -> str:
        """Format a record without the token."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, MASK)
        return line


def set_up_logging(level: str, token: str) -> None:
    """Send all log lines to standard error, without the token.

    ``level`` is that of the bot's own lines. Libraries stay at WARNING whatever it is: httpx logs the address
    of each request, which holds the token, and python-telegram-bot at DEBUG logs what people write.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter(token))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for own in ("bot", "faq"):
        logging.getLogger(own).setLevel(level)
    # These log in full what they cannot read, people's words among it; the bot says the same in a line.
    for library in ("telegram.Bot", "telegram.ext.ExtBot", "telegram.request"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _LOG.critical("The bot stops because of an error that nobody expected.", exc_info=(kind, error, trace))
