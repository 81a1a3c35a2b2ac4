"""What stands behind a button: a few bytes that come back when it is pressed, and that anybody can forge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

DATA_LIMIT = 64
"""Bytes that Telegram allows behind a button."""

_SHAPE = re.compile(r"([a-z]+):([A-Za-z0-9_-]{0,48}):(0|[1-9][0-9]{0,3})")


class Action(StrEnum):
    """What a press does.

    ``pick``: turns a suggestion into its answer. ``more``: sends a related answer. ``read``: shows an answer
    in place of a list. ``topic``: lists a topic's questions. ``topics``: lists the topics. ``up``, ``down``: a
    vote on an answer. ``meant``: gives the answer that was meant in place of one that was voted down.
    """

    PICK = "pick"
    MORE = "more"
    READ = "read"
    TOPIC = "topic"
    TOPICS = "topics"
    UP = "up"
    DOWN = "down"
    MEANT = "meant"


@dataclass(frozen=True, slots=True)
class Press:
    """A button, pressed or to be pressed.

    Parameters
    ----------
    target
        Id of the entry, or :func:`topic_key` of the topic; empty for ``topics``.
    page
        Page of the list, from 0 to 9999.
    """

    action: Action
    target: str = ""
    page: int = 0


def encode(press: Press) -> str:
    """Put a press into callback data, at most :data:`DATA_LIMIT` bytes of ASCII."""
    return f"{press.action}:{press.target}:{press.page}"


def decode(data: str | None) -> Press | None:
    """Read callback data; None for anything that :func:`encode` does not write."""
    found = _SHAPE.fullmatch(data or "")
    if found is None or found[1] not in set(Action):
        return None
    return Press(Action(found[1]), found[2], int(found[3]))


def topic_key(topic: str) -> str:
    """Name a topic in callback data; another topic never answers to it, whatever becomes of the FAQ."""
    return blake2b(topic.encode(), digest_size=8).hexdigest()
