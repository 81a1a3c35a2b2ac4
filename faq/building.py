"""Records that have no mistakes -> the data of the FAQ."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from faq.conforming import TRUE
from faq.entries import Entry, Guide, Kind, Sign, Source, Thresholds, Vocabulary
from faq.phrases import Phrases
from faq.records import Record, is_null, one_line, own_lines, scalars
from faq.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from faq.yaml_nodes import Node


def entry(record: Record) -> Entry:
    """Build an entry; lists of words that its signs name are put in their place."""
    answer = record.node.get("answer")
    reviewed = record.text("reviewed")
    questions = scalars(record.node.get("questions"))
    return Entry(
        id=record.id,
        questions=tuple(map(one_line, questions)),
        answer=own_lines(answer) if isinstance(answer, ScalarNode) else "",
        topic=record.text("topic") or record.topic,
        guides=_texts(record.node.get("guides")),
        related=_texts(record.node.get("related")),
        sources=_texts(record.node.get("sources")),
        kind=Kind(record.text("kind") or Kind.ANSWER),
        reviewed=date.fromisoformat(reviewed) if reviewed else None,
        signs=_signs(record),
        calm=_texts(record.node.get("calm")),
        place=record.place(),
        lines=tuple(node.line for node in questions),
        reviewed_line=record.place(record.node.get("reviewed")).line if reviewed else None,
    )


def guide(record: Record) -> Guide:
    """Build a guide."""
    return Guide(
        id=record.id,
        title=record.text("title") or "",
        url=record.text("url") or "",
        about=record.text("about") or "",
        place=record.place(),
    )


def source(record: Record) -> Source:
    """Build a source."""
    year = record.text("year")
    return Source(
        id=record.id,
        title=record.text("title") or "",
        url=record.text("url"),
        year=int(year) if year else None,
        primary=(record.text("primary") or "").lower() in TRUE,
        place=record.place(),
    )


def vocabulary(defaults: Record, own: Record | None) -> Vocabulary:
    """Build the vocabulary: the words of the language, and those of the folder.

    The defaults belong to their language: a folder in another one starts without them.
    """
    language = (own and own.text("language")) or defaults.text("language") or "english"
    records = [defaults] if defaults.text("language") == language else []
    records += [own] if own else []
    return Vocabulary(
        language=language,
        synonyms=tuple(
            group for record in records for node in _items(record.node.get("synonyms")) if (group := _texts(node))
        ),
        ignore=_joined(records, "ignore"),
        spellings={
            odd: right
            for record in records
            for right, odd_ones in _map(record, "spellings").items()
            for odd in odd_ones
        },
        near=_joined(records, "near"),
        chatter=_joined(records, "chatter"),
        thresholds=Thresholds(_number(defaults, own, "answer_from") / 100, _number(defaults, own, "offer_from") / 100),
        review_after=_number(defaults, own, "review_after_days"),
        common=frozenset(word for record in records for word in (record.text("common") or "").split()),
    )


def _number(defaults: Record, own: Record | None, key: str) -> int:
    """A whole number; what the folder says wins."""
    return int((own and own.text(key)) or defaults.text(key) or 0)


def phrases(defaults: Record, own: Record | None) -> Phrases:
    """Build the phrases: those of the folder, and the defaults for what it leaves out."""
    records = [defaults, own] if own else [defaults]
    values: dict[str, Any] = {}
    for field in fields(Phrases):
        given = [node for record in records if not is_null(node := record.node.get(field.name)) and node]
        if field.name == "commands":
            values[field.name] = {key: text for node in given for key, text in _descriptions(node)}
        else:
            texts = [_phrase(node, markup=field.metadata["markup"]) for node in given if isinstance(node, ScalarNode)]
            values[field.name] = texts[-1]
    return Phrases(**values)


def _phrase(node: ScalarNode, *, markup: bool) -> str:
    """Light markup joins lines itself; other texts have the lines that YAML gives them."""
    return own_lines(node) if markup else node.value.strip()


def _descriptions(commands: Node) -> Iterable[tuple[str, str]]:
    for key, node in commands.pairs if isinstance(commands, MappingNode) else ():
        if isinstance(node, ScalarNode) and not is_null(node):
            yield key.value, one_line(node)


def _signs(record: Record) -> tuple[Sign, ...]:
    words = _map(record, "words")
    return tuple(
        Sign(_groups(node.get("all"), words), _groups(node.get("unless"), words))
        for node in _items(record.node.get("signs"))
        if isinstance(node, MappingNode)
    )


def _groups(node: Node | None, words: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(words[one_line(item)] if isinstance(item, ScalarNode) else _texts(item) for item in _items(node))


def _map(record: Record, key: str) -> dict[str, tuple[str, ...]]:
    node = record.node.get(key)
    return {one_line(name): _texts(value) for name, value in node.pairs} if isinstance(node, MappingNode) else {}


def _joined(records: Iterable[Record], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for record in records for text in _texts(record.node.get(key))))


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(one_line(item) for item in scalars(node))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()
