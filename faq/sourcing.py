"""What an answer rests on: the text that the FAQ is built from, something else, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faq.entries import Source
    from faq.phrases import Phrases


def source_phrase(sources: Sequence[Source], phrases: Phrases) -> str:
    """The phrase that says on what kind of sources an answer rests; its placeholder takes their titles."""
    if all(source.primary for source in sources):
        return phrases.source_primary
    if any(source.primary for source in sources):
        return phrases.source_both
    return phrases.source_beyond
