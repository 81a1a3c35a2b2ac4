"""What a log line tells a program beside its words: the event, and figures in fields of their own."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for ``extra`` of a call that logs: ``_LOG.info("...", extra=event.extra)``.

    There are no fields for what was said or who said it.

    Parameters
    ----------
    name
        A word or two of the program's own, ``answered`` for one.
    update
        Telegram's number of the update.
    chat
        Kind of chat.
    outcome
        What was decided.
    score
        Of the best match, 0 to 1.
    ms
        How long it took, in milliseconds.
    method
        The Bot API's method that was called.
    code
        What went wrong with the call, as :func:`bot.faults.code` names it.
    """

    name: str
    update: int | None = None
    chat: str | None = None
    outcome: str | None = None
    score: float | None = None
    ms: float | None = None
    method: str | None = None
    code: str | None = None

    @property
    def extra(self) -> dict[str, Event]:
        """What a log record takes along."""
        return {"event": self}

    @property
    def fields(self) -> dict[str, str | float]:
        """All that is known, by name; the event's own name as ``event``."""
        known = {name: value for name, value in asdict(self).items() if value is not None and name != "name"}
        return {"event": self.name, **known}
