"""What stands in the environment or ``.env`` and was probably meant to be a setting, but is not read as one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv.parser import parse_stream
from rapidfuzz.distance import OSA

from bot.settings import ENV_ENCODING, ENV_FILE, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_SETTINGS = tuple(name.upper() for name in Settings.model_fields)

_TYPING_ERRORS = 2
"""In ``.env``, which is for the bot, or for what starts it."""

_SHORTEST_PART = 4
"""Letters that a part of a setting's name must have, in ``.env``, to be taken for it."""


def misspellings(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Tell what looks like a setting and is none, a line each. Shows names only, no values.

    Parameters
    ----------
    environment
        Variables of the process. Most are for other programs, so only what is one letter off is told of them.
    """
    return (*_of_file(), *_unread("environment", environment, _one_letter_off))


def _of_file() -> Iterator[str]:
    try:
        text = Path(ENV_FILE).read_text(encoding=ENV_ENCODING)
    except (OSError, UnicodeDecodeError):  # what cannot be read is told where it is needed
        return
    lines = list(parse_stream(io.StringIO(text)))
    for line in lines:
        if line.error:
            written = line.original.string
            number = line.original.line + written[: -len(written.lstrip())].count("\n")  # empty lines before it count
            yield f"{ENV_FILE}: line {number} is not read, for it is not NAME=value; mend or delete it"
    yield from _unread(ENV_FILE, (line.key for line in lines if line.key), _meant)


def _unread(place: str, names: Iterable[str], meant: Callable[[str], str | None]) -> Iterator[str]:
    for name in names:
        written = name.upper()
        setting = None if written in _SETTINGS else meant(written)
        if setting:
            yield f"{place}: {name} is no setting of the bot and changes nothing; did you mean {setting}?"


def _one_letter_off(name: str) -> str | None:
    return next((setting for setting in _SETTINGS if OSA.distance(name, setting, score_cutoff=1) == 1), None)


def _meant(name: str) -> str | None:
    """Find the setting that has a typing error or two, or of which more or less than the name is written."""
    nearest = min(_SETTINGS, key=lambda setting: OSA.distance(name, setting))
    if OSA.distance(name, nearest) <= _TYPING_ERRORS:
        return nearest
    if len(name) < _SHORTEST_PART:
        return None
    return next((setting for setting in _SETTINGS if name in setting or setting in name), None)
