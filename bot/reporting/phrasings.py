"""New phrasings as YAML, to be pasted under ``questions:`` of the entries that they belong to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import yaml

from bot.wording import counted
from faq.indentation import indent_of_phrasings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reporting.missed import Asked, Missed
    from faq import Faq

_READ_THEM = "# New phrasings, from what people asked: read each, and put what fits under questions: of its entry.\n"

_NONE = "# Nothing to paste: no missed question belongs to an entry that would not answer it by now.\n"


def as_yaml(missed: Missed, faq: Faq) -> str:
    """Write new phrasings, the entries with the most frequent first; what belongs to no entry stands in comments.

    They begin where those in the FAQ's files do. The whole is a YAML list, so that programs can read it as well.
    """
    indent = indent_of_phrasings(faq)
    blocks = [_block(entry, faq, questions, indent) for entry, questions in missed.phrasings.items()]
    return "\n".join([*([_READ_THEM, *blocks] if blocks else [_NONE]), *_candidates(missed)])


def as_item(text: str) -> str:
    """Write a text as an item of a YAML list in one line, in quotation marks where it needs them.

    What cannot be seen, or could steer a terminal, is written as an escape.
    """
    line = " ".join(text.split())
    return yaml.safe_dump([line], allow_unicode=line.isprintable(), width=sys.maxsize).rstrip("\n")


def _block(entry: str, faq: Faq, questions: tuple[Asked, ...], indent: str) -> str:
    title = as_item(faq.by_id[entry].title).removeprefix("- ")
    lines = [f"{indent}{as_item(asked.text)}  # {_how_sure(asked)}" for asked in questions]
    return "\n".join([f"# {entry}: {title}", *lines, ""])


def _how_sure(asked: Asked) -> str:
    often = f"asked {counted(asked.times, 'time')}"
    return f"{often}, picked by somebody" if asked.picked else f"{often}, score {asked.score:.2f}"


def _candidates(missed: Missed) -> Iterator[str]:
    """Questions that belong to no entry, as comments."""
    if not missed.candidates:
        return
    yield "# No entry has these: write a new one, or put them under near: in vocabulary.yaml."
    for group in missed.candidates:
        near = f"; nearest: {group.nearest}, score {group.score:.2f}" if group.nearest else ""
        yield f"#\n# asked {counted(group.times, 'time')}{near}"
        for asked in group.questions:
            if asked.text:
                yield f"#   {as_item(asked.text)}"
    yield ""
