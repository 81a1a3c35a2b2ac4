"""YAML -> a tree of nodes, each with its line and the text as the curator typed it.

Nodes instead of ready-made objects: ``- yes`` or ``- 2023`` stay what was typed, every mistake has a line, and nothing
of YAML that could run code, multiply itself (aliases) or hide a value (duplicate keys) comes through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

import yaml

from faq.decoding import Fault, Text
from faq.mistakes import quote
from faq.yaml_faults import DEEPEST, explain, too_deep

if TYPE_CHECKING:
    from collections.abc import Iterator

_CUT_OFF_TEXT = re.compile(r"[ \t]+#[^\s#]")

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mark(Protocol):
    """A place in the text, as both of PyYAML's parsers give it."""

    @property
    def line(self) -> int:
        """Line, from 0."""

    @property
    def index(self) -> int:
        """Characters before it."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value.

    Parameters
    ----------
    value
        The text as YAML reads it.
    line
        Where it begins, from 1: for a text after ``|`` the line of the ``|``.
    typed
        The lines as they were typed, where YAML would join them (``>`` and text without quotes).
    typed_line
        The line of the first line of ``typed``; None when its lines are not those of the file.
    plain
        Whether it stands without quotes, ``|`` and ``>``.
    """

    value: str
    line: int
    typed: str = ""
    typed_line: int | None = None
    plain: bool = True

    def line_of(self, offset: int) -> int:
        """The line in the file of a line (from 0) of ``typed``."""
        return self.line if self.typed_line is None else self.typed_line + offset


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list.

    Parameters
    ----------
    complete
        False when reading broke off within it, so that items may be missing.
    """

    items: tuple[Node, ...]
    line: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values.

    Parameters
    ----------
    complete
        False when reading broke off within it, so that keys may be missing.
    """

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    complete: bool = True

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        return next((value for name, value in self.pairs if name.value == key), None)


@dataclass(frozen=True, slots=True)
class BrokenNode:
    """Something that has been reported already."""

    line: int


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode | BrokenNode


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds.

    Parameters
    ----------
    root
        None when nothing could be read.
    complete
        False when part of the file could not be read: what seems to be missing may stand there.
    """

    root: Node | None
    faults: tuple[Fault, ...] = ()
    complete: bool = True


def compose(text: Text) -> Document:
    """Read the text of one file. Never raises."""
    if text.text is None:
        return Document(None, text.faults, complete=False)
    composer = _Composer(text.text)
    broken_off = composer.run()
    faults = [*text.faults, *composer.faults]
    told = {fault.line for fault in faults}
    if broken_off and text.indented and broken_off.line not in told:
        faults.append(broken_off)
    if composer.root is None and not faults:
        faults.append(Fault(1, "the file holds nothing but comments", "fill it or delete it"))
    return Document(composer.root, tuple(faults), complete=broken_off is None)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; the children of a mapping are keys and values in turn."""

    line: int
    mapping: bool
    children: list[Node] = field(default_factory=list)


class _Composer:
    """Builds the tree without recursion, so that no nesting is too deep for it."""

    def __init__(self, text: str) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._text = text
        self._open: list[_Open] = []

    def run(self) -> Fault | None:
        """Read until the end, or until the fault that makes the rest unreadable."""
        fault = None
        try:
            fault = self._read(yaml.parse(self._text, Loader=_Loader))
        except yaml.MarkedYAMLError as error:
            fault = explain(error, self._text.split("\n"))
        except (yaml.YAMLError, ValueError, OverflowError):
            # The parser in pure Python lets chr() fail on an escape beyond Unicode.
            fault = Fault(1, "the file is not YAML", "look for odd characters and backslashes in it")
        while self._open:
            self._add(self._closed(self._open.pop()))
        if fault and self.root:
            self.root = _cut_off(self.root, fault.line)
        return fault

    def _read(self, events: Iterator[yaml.Event]) -> Fault | None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor is not None or event.tag is not None:
                    self._reject_extras(event)
                self._add(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._reject_extras(event)
                self._open.append(_Open(_line(event), isinstance(event, yaml.MappingStartEvent)))
                if len(self._open) > DEEPEST:
                    return too_deep(_line(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                self._add(self._closed(self._open.pop()))
            elif isinstance(event, yaml.AliasEvent):
                problem = f"{quote('*' + str(event.anchor))} is read as a reference to another place (a YAML alias)"
                self._fault(event, problem, "put a text that begins with * in quotes; write repeated values out")
                self._add(BrokenNode(_line(event)))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return Fault(_line(event), "a second document begins here ('---')", "delete the line")
        return None

    def _reject_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            problem = f"{quote('&' + event.anchor)} is read as the name of a place (a YAML anchor)"
            self._fault(event, problem, "put a text that begins with & in quotes; delete the anchor otherwise")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            problem = f"{quote(tag)} is read as a type (a YAML tag)"
            self._fault(event, problem, "put a text that begins with ! in quotes; delete the tag otherwise")

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        line = start.line + 1
        if not event.style:
            if not self._text.startswith("\n", end.index) and _CUT_OFF_TEXT.match(self._text, end.index):
                problem = "what stands after # is a comment, not text"
                self._fault(event, problem, "put the text in quotes, or a space after # if it is a comment")
            if start.line == end.line:
                return ScalarNode(event.value, line, event.value, line)
            typed = "\n".join(part.strip() for part in self._text[start.index : end.index].split("\n"))
            return ScalarNode(event.value, line, typed, line)
        if event.style == "|":
            return ScalarNode(event.value, line, event.value, line + 1, plain=False)
        if event.style == ">":
            typed = _without_indentation(self._text[start.index : end.index].split("\n")[1:])
            return ScalarNode(event.value, line, typed, line + 1, plain=False)
        return ScalarNode(event.value, line, event.value, plain=False)

    def _closed(self, was_open: _Open) -> Node:
        if not was_open.mapping:
            return SequenceNode(tuple(was_open.children), was_open.line)
        children = iter(was_open.children)
        pairs = []
        seen: dict[str, int] = {}
        for key, value in zip(children, children, strict=False):
            if not isinstance(key, ScalarNode):
                self.faults.append(
                    Fault(key.line, "a key is no plain word", "put a text that begins with [ or { in quotes")
                )
            elif key.value in seen:
                problem = f"the key {quote(key.value)} stands twice (before in line {seen[key.value]})"
                self.faults.append(Fault(key.line, problem, "keep one of the two"))
            else:
                seen[key.value] = key.line
                pairs.append((key, value))
        return MappingNode(tuple(pairs), was_open.line)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node

    def _fault(self, event: yaml.Event, problem: str, remedy: str) -> None:
        self.faults.append(Fault(_line(event), problem, remedy))


def _cut_off(node: Node, line: int) -> Node:
    """Mark a node as one that may lack its end; what stands last in it, or in the line of the fault, is worthless."""
    match node:
        case ScalarNode() | BrokenNode():
            return BrokenNode(node.line)
        case _ if node.line == line:
            return BrokenNode(line)
        case SequenceNode(items=(*items, last)):
            return replace(node, items=(*items, _cut_off(last, line)), complete=False)
        case MappingNode(pairs=(*pairs, (key, last))):
            return replace(node, pairs=(*pairs, (key, _cut_off(last, line))), complete=False)
    return replace(node, complete=False)


def _line(event: yaml.Event) -> int:
    return _mark(event.start_mark).line + 1


def _mark(mark: Mark | None) -> Mark:
    """A place in the text; every event of a parser has one, though its type says that it may be missing."""
    return cast("Mark", mark)


def _without_indentation(lines: list[str]) -> str:
    indentation = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "\n".join(line[indentation:] for line in lines)
