"""How an event looks in the log: a line to be read, or a line of JSON for programs. No secret stands in either."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.events import Event
from bot.masking import escaped

if TYPE_CHECKING:
    from bot.masking import Mask


class TextLines(logging.Formatter):
    """One line an event: date, level, words. Only a traceback takes more lines, and these are indented.

    So nothing that is logged can pass for another event. Secrets are hidden in the finished lines: message,
    arguments and traceback alike.
    """

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Write an event."""
        line = f"{self.formatTime(record)} {record.levelname} {escaped(_message(record))}"
        trace = self._mask.hide(_trace(self, record))  # before a secret of two lines is torn apart
        below = (f"  {escaped(part)}" for part in trace.splitlines())
        return self._mask.hide("\n".join((line, *below)))


class JsonLines(logging.Formatter):
    """One JSON object a line, in ASCII, so that it can be read whatever the encoding of the stream.

    Every event has ``time`` (ISO 8601, UTC), ``level``, ``logger`` and ``message``; some have ``event`` and the other
    fields of :class:`bot.events.Event`, and those with an error a ``traceback``. Secrets are hidden in each text before
    it is written as JSON: that a secret of digits hides a part of a number would leave no JSON.
    """

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Write an event."""
        event = getattr(record, "event", None)
        trace = _trace(self, record)
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": self._mask.hide(record.name),
            "message": self._mask.hide(_message(record)),
            **(event.fields if isinstance(event, Event) else {}),
            **({"traceback": self._mask.hide(trace)} if trace else {}),
        }
        return json.dumps(fields)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage().rstrip("\n")
    except Exception as error:  # noqa: BLE001 (whatever an argument's own conversion trips over)
        # Left to itself, logging would print the arguments as they are, secrets and all.
        place = f"{record.name}, line {record.lineno}"
        return f"A message could not be put into words ({place}): {type(error).__name__}"


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    error = formatter.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
    stack = formatter.formatStack(record.stack_info) if record.stack_info else ""
    return "\n".join(part for part in (error, stack) if part)
