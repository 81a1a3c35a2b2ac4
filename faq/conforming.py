"""Does a file hold what the table of keys says? Every deviation is told with its line."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from faq.decoding import Fault, invisible
from faq.links import problem_of
from faq.markup import problems, utf16_length
from faq.mistakes import did_you_mean, quote
from faq.records import is_null, one_line, own_lines
from faq.shapes import (
    AddressShape,
    ChoiceShape,
    DateShape,
    EitherShape,
    FlagShape,
    Key,
    ListShape,
    MapShape,
    Markup,
    NumberShape,
    RecordShape,
    TextShape,
)
from faq.yaml_nodes import BrokenNode, MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq.shapes import Shape, ValueShape
    from faq.yaml_nodes import Node

Faults: TypeAlias = "Iterator[Fault]"

TRUE = frozenset({"true", "yes", "on"})
FALSE = frozenset({"false", "no", "off"})
"""Words for a flag, in small letters."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def faults(node: Node, shape: Shape) -> Faults:
    """Find everything in a node that is not as the shape says; the order is that of the file, roughly."""
    return _check(node, shape, "the file")


def _check(node: Node, shape: Shape, name: str) -> Faults:
    if isinstance(node, BrokenNode):
        return
    match shape:
        case EitherShape(listed=listed, keyed=keyed):
            yield from _check(node, listed if isinstance(node, SequenceNode) else keyed, name)
        case ListShape():
            yield from _check_list(node, shape, name)
        case RecordShape():
            yield from _check_record(node, shape, name)
        case MapShape():
            yield from _check_map(node, shape, name)
        case _ if not isinstance(node, ScalarNode):
            yield _no_text(node, name)
        case TextShape():
            yield from _check_text(node, shape, name)
        case _:
            yield from _check_value(node, shape, name)


def _check_value(node: ScalarNode, shape: ValueShape, name: str) -> Faults:
    value = one_line(node)
    if not value:
        yield _empty(node, name)
    elif isinstance(shape, AddressShape):
        problem = problem_of(value)
        if problem:
            yield Fault(node.line, f"{problem[0]}: {quote(value)}", problem[1])
    else:
        remedy = _remedy(value, shape)
        if remedy:
            yield Fault(node.line, f"{name} is {quote(value)}", remedy)


def _remedy(value: str, shape: NumberShape | DateShape | FlagShape | ChoiceShape) -> str | None:
    """What to write instead of a value; None when it is right."""
    match shape:
        case NumberShape(at_least=least, at_most=most):
            right = re.fullmatch("[0-9]{1,9}", value) is not None and least <= int(value) <= most
            return None if right else f"write a number from {least} to {most}"
        case DateShape():
            return None if _is_date(value) else "write a day as 2026-01-31 (year-month-day)"
        case FlagShape():
            return None if value.lower() in TRUE | FALSE else "write true or false"
        case ChoiceShape(values=values):
            return None if value in values else did_you_mean(value, values, f"write one of: {', '.join(values)}")


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


def _check_list(node: Node, shape: ListShape, name: str) -> Faults:
    if not isinstance(node, SequenceNode):
        what = "one text" if isinstance(node, ScalarNode) else "a key with a value"
        if isinstance(node, ScalarNode) and not node.value:
            yield _empty(node, name)
        else:
            yield Fault(node.line, f"{name} is {what} instead of a list", "begin each item with '- ' in its own line")
        return
    if node.complete and len(node.items) < shape.at_least:
        yield Fault(node.line, f"{name} has {len(node.items)} items", f"write {shape.at_least} or more")
    noun = shape.item.noun if isinstance(shape.item, RecordShape) else "item"
    for item in node.items:
        yield from _check(item, shape.item, f"the {noun} in {name}")


def _check_record(node: Node, shape: RecordShape, name: str) -> Faults:
    if not isinstance(node, MappingNode):
        yield _no_record(node, shape, name)
        return
    known = {key.name: key for key in shape.keys}
    for key, value in node.pairs:
        if key.value in known:
            yield from _check_keyed(value, known[key.value])
        else:
            problem = f"the {shape.noun} has an unknown key {quote(key.value)}"
            yield Fault(key.line, problem, did_you_mean(key.value, known, f"the keys are: {', '.join(known)}"))
    if node.complete:
        yield from _missing(node, shape)


def _check_keyed(value: Node, key: Key) -> Faults:
    if key.null and isinstance(value, ScalarNode) and not value.value:
        yield Fault(value.line, f"{quote(key.name)} is empty", f"fill it, or write null {key.null}")
    elif not is_null(value):
        yield from _check(value, key.shape, quote(key.name))
    elif key.required and not key.null:
        yield _empty(value, quote(key.name))


def _missing(node: MappingNode, shape: RecordShape) -> Faults:
    present = {key.value for key, _ in node.pairs}
    for key in shape.keys:
        if key.required and key.name not in present:
            named = node.get("id")
            which = f" {quote(named.value)}" if isinstance(named, ScalarNode) and key.name != "id" else ""
            remedy = f"add '{key.name}:' to it" + (f", with null {key.null}" if key.null else "")
            yield Fault(node.line, f"the {shape.noun}{which} has no key '{key.name}'", remedy)


def _check_map(node: Node, shape: MapShape, name: str) -> Faults:
    if not isinstance(node, MappingNode):
        if isinstance(node, ScalarNode) and not node.value:
            yield _empty(node, name)
        else:
            yield Fault(node.line, f"{name} has no keys", "write 'word: [one, two]', each in its own line")
        return
    for key, value in node.pairs:
        yield from _check_text(key, shape.name, f"a key of {name}")
        yield from _check(value, shape.value, quote(key.value))


def _check_text(node: ScalarNode, shape: TextShape, name: str) -> Faults:
    if _is_plain_fine(node, shape):
        return
    text = one_line(node) if shape.markup is Markup.NONE else own_lines(node)
    hidden = None if node.value.isprintable() else invisible(node.value)
    if hidden:
        yield Fault(node.line, f"{name} has an invisible character ({hidden}) in it", "delete it")
        return
    if not text or (node.plain and text == "~"):
        yield _empty(node, name)
        return
    swallowed = _swallowed_item(node) if shape.markup is not Markup.LIGHT else None
    if swallowed is not None:
        problem = (
            "the line is indented further than the item above, or has no space after '-', and is read as part of it"
        )
        yield Fault(node.line_of(swallowed), problem, "begin items in the same column, each with '- '")
    if shape.pattern and not re.fullmatch(shape.pattern, text):
        yield Fault(node.line, f"{name} is {quote(text)}", f"use {shape.pattern_says}")
    if shape.placeholders is not None:
        yield from _check_placeholders(node, text, shape.placeholders, name)
    if shape.markup is Markup.LIGHT:
        for offset, problem, remedy in problems(_filled(node.typed, shape.placeholders)):
            yield Fault(node.line_of(offset), problem, remedy)
    length = utf16_length(text)
    if length > shape.at_most:
        yield Fault(node.line, f"{name} has {length} characters", f"shorten it to {shape.at_most}")


def _is_plain_fine(node: ScalarNode, shape: TextShape) -> bool:
    """Whether there is nothing to look for: so it is with nearly all of the thousands of phrasings and words."""
    return (
        node.plain
        and node.value.isprintable()
        and 1 < 2 * len(node.value) <= shape.at_most
        and node.value != "~"
        and "\n" not in node.typed
        and shape.markup is Markup.NONE
        and shape.pattern is None
        and shape.placeholders is None
    )


def _swallowed_item(node: ScalarNode) -> int | None:
    """The line (from 0) of a text without quotes that was meant as an item of its own."""
    if not node.plain or "\n" not in node.typed:
        return None
    lines = enumerate(node.typed.split("\n"))
    return next((number for number, line in lines if number and re.match(r"-(?=\s|\w)", line)), None)


def _check_placeholders(node: ScalarNode, text: str, allowed: tuple[str, ...], name: str) -> Faults:
    known = ", ".join(f"{{{placeholder}}}" for placeholder in allowed)
    otherwise = f"only {known} is filled in here" if allowed else "nothing is filled in here; leave it out"
    for found in _PLACEHOLDER.findall(text):
        if found not in allowed:
            problem = f"{name} has an unknown placeholder {quote('{' + found + '}')}"
            yield Fault(node.line, problem, did_you_mean(found, allowed, otherwise))
    if set("{}") & set(_PLACEHOLDER.sub("", text)):
        yield Fault(node.line, f"{name} has a brace that is part of no placeholder", "leave it out")


def _filled(text: str, placeholders: tuple[str, ...] | None) -> str:
    """Put an address, which is also a harmless text, for each placeholder, so that markup around it can be checked."""
    for placeholder in placeholders or ():
        text = text.replace(f"{{{placeholder}}}", "https://example.org")
    return text


def _empty(node: Node, name: str) -> Fault:
    return Fault(node.line, f"{name} is empty", "write something after it, or delete the line")


def _no_text(node: Node, name: str) -> Fault:
    if isinstance(node, MappingNode):
        problem = f"{name} is read as a key with a value instead of a text"
        remedy = "put a text that has a colon followed by a space in quotes, or below '|' in lines of its own"
        return Fault(node.line, problem, remedy)
    problem = f"{name} is a list instead of one text"
    return Fault(node.line, problem, "write one text; put a text that begins with [ in quotes")


def _no_record(node: Node, shape: RecordShape, name: str) -> Fault:
    keys = ", ".join(key.name for key in shape.keys)
    if isinstance(node, ScalarNode):
        squeezed = re.match(r"([A-Za-z]\w*):\S", node.value)
        if squeezed:
            problem = f"there is no space after the colon of {quote(squeezed.group(1))}"
            return Fault(node.line, problem, f"write '{squeezed.group(1)}: ...'")
        return Fault(node.line, f"{name} is a text without a key", f"the keys are: {keys}")
    return Fault(node.line, f"{name} is a list", f"write keys instead: {keys}")
