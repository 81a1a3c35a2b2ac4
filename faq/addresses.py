"""The addresses that an FAQ leads its readers to, each with the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from faq.decoding import decode
from faq.entries import Place
from faq.folders import read_folder
from faq.links import problem_of
from faq.markup_blocks import ListBlock, blocks
from faq.markup_spans import Emphasis, Link
from faq.phrases import Phrases
from faq.records import content, is_null
from faq.yaml_nodes import ScalarNode, compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from faq.markup_spans import Parts
    from faq.records import Record
    from faq.yaml_nodes import Node

_BARE = re.compile(r"https?://[^\s<>\"']+")
"""An address without markup, which Telegram shows as a link all the same."""

_AFTER = ".,;:!?)]}*'\""
"""Signs that end a sentence, a bracket or italics rather than an address."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a web page as it stands in a file."""

    url: str
    place: Place


def addresses(folder: Path) -> tuple[Address, ...]:
    """Find the addresses of guides and sources, and the links in answers and phrases, in the order of the files.

    Phrases that come along with the program are no part of the folder. An address with a placeholder in it is left out.

    Raises
    ------
    FaqError
        If the folder cannot be read. Whatever else is wrong in it is found by :func:`faq.loading.load`.
    """
    found = content([(file, compose(decode(file.data))) for file in read_folder(folder).files])
    listed = [
        *(address for record in found.entries for address in _of_text(record, record.node.get("answer"), markup=True)),
        *(address for record in (*found.guides, *found.sources) for address in _of_page(record)),
        *(_of_phrases(found.phrases) if found.phrases else ()),
    ]
    return tuple(sorted(listed, key=lambda address: (address.place.file, address.place.line)))


def _of_page(record: Record) -> Iterator[Address]:
    url = record.text("url")
    if url:
        yield Address(url, record.place(record.node.get("url")))


def _of_phrases(record: Record) -> Iterator[Address]:
    for phrase in fields(Phrases):
        yield from _of_text(record, record.node.get(phrase.name), markup=phrase.metadata["markup"])


def _of_text(record: Record, node: Node | None, *, markup: bool) -> Iterator[Address]:
    if not isinstance(node, ScalarNode) or is_null(node):
        return
    # Where each address begins is looked for from the one before on, so that the same one in two lines has two places.
    start = 0
    for url in _links(node.typed) if markup else _bare(node.typed):
        at = node.typed.find(url, start)
        line = node.line if at < 0 else node.line_of(node.typed.count("\n", 0, at))
        start = max(start, at + len(url))
        yield Address(url, Place(record.file, line))


def _links(text: str) -> Iterator[str]:
    for block in blocks(text)[0]:
        for parts in block.items if isinstance(block, ListBlock) else (block.parts,):
            yield from _urls(parts)


def _urls(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Link):
            yield part.url
        elif isinstance(part, Emphasis):
            yield from _urls(part.parts)
        else:
            yield from _bare(part)


def _bare(text: str) -> Iterable[str]:
    found = (match.rstrip(_AFTER) for match in _BARE.findall(text))
    return (url for url in found if problem_of(url) is None)
