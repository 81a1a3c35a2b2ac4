"""What stands in a folder's ``vocabulary.yaml`` to no purpose, or against something else."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from faq.decoding import decode
from faq.folders import Role, read_folder
from faq.mistakes import Mistake, quote
from faq.records import content, one_line, scalars
from faq.text import words
from faq.yaml_nodes import MappingNode, SequenceNode, compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from faq.entries import Faq, Place
    from faq.reading import Reader
    from faq.records import Record
    from faq.yaml_nodes import Node

_BETWEEN = " | "
"""Stands between two texts; no stem has it."""


def own_vocabulary(folder: Path) -> Record | None:
    """The vocabulary of a folder as it stands in its file, or None where it has none.

    Raises
    ------
    FaqError
        If the folder cannot be read.
    """
    read = [(file, compose(decode(file.data))) for file in read_folder(folder).files if file.role is Role.VOCABULARY]
    return content(read).vocabulary


def idle_words(faq: Faq, reader: Reader, own: Record) -> Iterator[Mistake]:
    """Synonyms and spellings that nobody needs, and lines that contradict each other.

    Words under ``ignore`` are not held against the phrasings: they are there for what other people type.
    """
    # The lists that come along have words of all kinds, which say nothing about what this FAQ needs.
    lists = (one_line(node) for key in ("near", "chatter") for node in own.items(key))
    learnt = _in_one_line(reader, chain(_phrasings(faq), lists))
    yield from _idle_synonyms(reader, own, learnt)
    yield from _synonyms_of_two(reader, own)
    yield from _ignored_synonyms(reader, own)
    yield from _idle_spellings(faq, reader, own, learnt)
    yield from _near(faq, reader, own)


def _phrasings(faq: Faq) -> Iterator[str]:
    for entry in faq.entries:
        yield from entry.questions
        yield from entry.calm


def _in_one_line(reader: Reader, texts: Iterable[str]) -> str:
    """All texts as stems, so that a phrase is looked for in one go."""
    return f" {_BETWEEN.join(' '.join(reader.stems(text)) for text in texts)} "


def _stands(phrase: tuple[str, ...], texts: str) -> bool:
    return f" {' '.join(phrase)} " in texts


def _groups(own: Record) -> Iterator[Node]:
    node = own.node.get("synonyms")
    return iter(node.items if isinstance(node, SequenceNode) else ())


def _idle_synonyms(reader: Reader, own: Record, learnt: str) -> Iterator[Mistake]:
    """One word of a group that stands somewhere is enough: it is what the others lead to."""
    for group in _groups(own):
        members = [one_line(member) for member in scalars(group)]
        if not any(_stands(reader.stems(member), learnt) for member in members):
            problem = f"no phrasing has any of the synonyms {quote(', '.join(members))}"
            yield Mistake(own.place(group), problem, "write phrasings with one of them, or delete the group")


def _synonyms_of_two(reader: Reader, own: Record) -> Iterator[Mistake]:
    """The first group that has a word in any of its forms wins."""
    seen: dict[tuple[str, ...], tuple[Node, str, str]] = {}
    for group in _groups(own):
        members = scalars(group)
        for member in members:
            text = one_line(member)
            first, name, same = seen.setdefault(reader.stems(text), (group, one_line(members[0]), text))
            if first is not group:
                problem = (
                    f"{quote(text)} is a synonym of {quote(name)} already "
                    f"(as {quote(same)} in line {first.line}), so not of {quote(one_line(members[0]))}"
                )
                yield Mistake(own.place(member), problem, "keep it in one of the two groups")


def _ignored_synonyms(reader: Reader, own: Record) -> Iterator[Mistake]:
    synonyms = {reader.stems(one_line(member)): member.line for group in _groups(own) for member in scalars(group)}
    for node in own.items("ignore"):
        line = synonyms.get(reader.stems(one_line(node)))
        if line is not None:
            problem = f"{quote(one_line(node))} says nothing, and is a synonym (line {line})"
            yield Mistake(own.place(node), problem, "delete it here, or there")


def _idle_spellings(faq: Faq, reader: Reader, own: Record, learnt: str) -> Iterator[Mistake]:
    listed = _in_one_line(reader, chain(chain.from_iterable(faq.vocabulary.synonyms), faq.vocabulary.ignore))
    node = own.node.get("spellings")
    for key, _ in node.pairs if isinstance(node, MappingNode) else ():
        right = reader.stems(one_line(key))
        if not _stands(right, learnt) and not _stands(right, listed):
            problem = f"the spellings of {quote(one_line(key))} lead nowhere: no phrasing has it"
            yield Mistake(own.place(key), problem, "write phrasings with it, or delete it")


def _near(faq: Faq, reader: Reader, own: Record) -> Iterator[Mistake]:
    """Lines under ``near`` that have the words of a phrasing, or of another line, in any order."""
    phrasings: dict[frozenset[str], tuple[str, str, Place]] = {}
    for entry in faq.entries:
        for number, question in enumerate(entry.questions):
            found = question, entry.id, entry.place_of(number)
            phrasings.setdefault(_stems(reader, question), found)
    seen: dict[frozenset[str], Node] = {}
    for node in own.items("near"):
        text = one_line(node)
        stems = _stems(reader, text)
        if not stems:
            continue
        if stems in phrasings:
            question, entry_id, place = phrasings[stems]
            problem = f"{quote(text)} is not for this FAQ, and has the words of {quote(question)} of "
            yield Mistake(own.place(node), f"{problem}{quote(entry_id)} ({place})", "delete one of the two")
        elif seen.setdefault(stems, node) is not node:
            problem = f"{quote(text)} has the words of line {seen[stems].line}"
            yield Mistake(own.place(node), problem, "delete one of the two")


def _stems(reader: Reader, text: str) -> frozenset[str]:
    return frozenset(token.stem for token in reader.read(words(text)))
