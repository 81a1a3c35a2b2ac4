"""Where log lines go, and who may write how many."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING, Literal

from bot.log_lines import JsonLines, TextLines

if TYPE_CHECKING:
    from types import TracebackType

    from bot.masking import Mask

Style = Literal["text", "json"]
"""Lines for people, or for programs."""

_STYLES = {"text": TextLines, "json": JsonLines}

_LOG = logging.getLogger(__name__)


def set_up_logging(level: str, mask: Mask, style: Style = "text") -> None:
    """Send all log lines to standard error, without secrets, and all errors that nobody expected into the log.

    ``level`` is that of the bot's own lines. Libraries stay at WARNING whatever it is: httpx logs the address
    of each request, which holds the token, and python-telegram-bot at DEBUG logs what people write.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_STYLES[style](mask))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for own in ("bot", "faq"):
        logging.getLogger(own).setLevel(level)
    # These log in full what they cannot read, people's words among it; the bot says the same in a line.
    for library in ("telegram.Bot", "telegram.ext.ExtBot", "telegram.request"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_of_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _LOG.critical("The bot stops because of an error that nobody expected.", exc_info=(kind, error, trace))


def _log_unraisable(failed: sys.UnraisableHookArgs) -> None:
    """Log an error at a place that cannot raise one, as while an object is removed."""
    error = failed.exc_value or failed.exc_type()
    _LOG.error("An error was passed over.", exc_info=(failed.exc_type, error, failed.exc_traceback))


def _log_of_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_type is SystemExit:
        return
    error = failed.exc_value or failed.exc_type()
    _LOG.error("A thread has ended because of an error.", exc_info=(failed.exc_type, error, failed.exc_traceback))
