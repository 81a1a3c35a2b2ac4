"""How far in the curator writes phrasings, so that what is to be pasted among them fits."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq.entries import Faq

USUAL = "      "
"""Where files begin them that have their entries under ``entries:``."""


def indent_of_phrasings(faq: Faq) -> str:
    """Give the spaces before the ``-`` of most phrasings; :data:`USUAL` where the files do not tell."""
    found = Counter(_indents(faq))
    return min(found, key=lambda indent: (-found[indent], indent), default=USUAL)


def _indents(faq: Faq) -> Iterator[str]:
    """Of each phrasing that stands in a line of its own."""
    files: dict[str, list[str]] = {}
    for place in (entry.place_of(number) for entry in faq.entries for number in range(len(entry.lines))):
        if place.file not in files:
            files[place.file] = []
            # The files may have changed or gone since they were loaded.
            with suppress(OSError, UnicodeDecodeError):
                files[place.file] = Path(place.file).read_text(encoding="utf-8").splitlines()
        line = "".join(files[place.file][place.line - 1 : place.line])
        bare = line.lstrip(" ")
        if bare.startswith("- "):
            yield line[: len(line) - len(bare)]
