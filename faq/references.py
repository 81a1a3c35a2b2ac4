"""What only shows when all files are seen together: duplicates, dangling references, answers that do not fit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from faq.entries import Kind
from faq.folders import Role
from faq.markup import to_telegram_html, utf16_length, visible_length
from faq.mistakes import Mistake, did_you_mean, quote
from faq.records import one_line, own_lines, scalars
from faq.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from faq.entries import Place
    from faq.records import Content, Record

MESSAGE_LIMIT = 4096
"""UTF-16 code units that one Telegram message holds."""

MESSAGE_ROOM = 300
"""Of these, what is left for the bot's own words around an answer: headings, the words of the source line."""

_SILENT = str.maketrans(
    dict.fromkeys(
        '!"()*,-./:;?[]_{}~\u00a1\u00ab\u00b7\u00bb\u00bf\u2010\u2011\u2012\u2013\u2014\u2015\u201c\u201d\u201e\u2026',
        " ",
    )
    | dict.fromkeys("'\u2018\u2019\u02bc`\u00b4", "")
)
_REFERENCES = (("guides", Role.GUIDES), ("related", Role.ENTRIES), ("sources", Role.SOURCES))


def folded(phrasing: str) -> str:
    """Write a phrasing without what does not tell it from another: case, punctuation, spaces, apostrophes.

    Signs such as ``+``, ``#`` and emoji stay. A phrasing of nothing but punctuation stays as it is.

    Examples
    --------
    >>> folded("What's  back-walking?")
    'whats back walking'
    """
    plain = (phrasing if phrasing.isascii() else unicodedata.normalize("NFKC", phrasing)).casefold()
    return " ".join(plain.translate(_SILENT).split()) or plain.strip()


def mistakes(content: Content) -> Iterator[Mistake]:
    """Find what is wrong between the parts of an FAQ; what is wrong within one of them is found elsewhere."""
    for records, noun in ((content.entries, "entry"), (content.guides, "guide"), (content.sources, "source")):
        yield from _duplicate_ids(records, noun)
    yield from _duplicate_phrasings(content.entries)
    yield from _dangling(content)
    for record in content.entries:
        yield from _signs(record)
    yield from _too_long(content)
    if content.vocabulary:
        yield from _contradicting_spellings(content.vocabulary)


def _duplicate_ids(records: Iterable[Record], noun: str) -> Iterator[Mistake]:
    seen: dict[str, Place] = {}
    for record in records:
        place = record.place(record.node.get("id"))
        if record.id and seen.setdefault(record.id, place) is not place:
            problem = f"the {noun} id {quote(record.id)} is taken already (in {seen[record.id]})"
            yield Mistake(place, problem, "give one of the two another id")


def _duplicate_phrasings(entries: Iterable[Record]) -> Iterator[Mistake]:
    """Within one entry a phrasing may come again with other punctuation: that misleads nobody."""
    seen: dict[str, tuple[Record, ScalarNode]] = {}
    for record in entries:
        for node in record.items("questions"):
            text = one_line(node)
            owner, first = seen.setdefault(folded(text), (record, node))
            if first is node or not text:
                continue
            if owner is not record:
                problem = f"{quote(text)} is a phrasing of {quote(owner.id)} already (in {owner.place(first)})"
                yield Mistake(record.place(node), problem, "keep it in the entry that answers it better")
            elif one_line(first).casefold() == text.casefold():
                problem = f"{quote(text)} is a phrasing of this entry already (in {record.place(first)})"
                yield Mistake(record.place(node), problem, "delete one of the two")


def _dangling(content: Content) -> Iterator[Mistake]:
    ids = {
        Role.GUIDES: {record.id for record in content.guides},
        Role.ENTRIES: {record.id for record in content.entries},
        Role.SOURCES: {record.id for record in content.sources},
    }
    for record in content.entries:
        for key, role in _REFERENCES:
            yield from _wrong_references(record, key, ids[role] if role in content.whole else None)


def _wrong_references(record: Record, key: str, known: Collection[str] | None) -> Iterator[Mistake]:
    """Look at one list of ids; without known ids, whether they exist is not asked."""
    seen: set[str] = set()
    for node in record.items(key):
        name = one_line(node)
        if name in seen:
            yield Mistake(record.place(node), f"{quote(name)} stands twice in '{key}'", "delete one of the two")
        elif key == "related" and name == record.id:
            yield Mistake(record.place(node), f"the entry {quote(name)} is related to itself", "delete the line")
        elif known is not None and name and name not in known:
            noun = "entry" if key == "related" else key.removesuffix("s")
            file = "add the entry" if key == "related" else f"add it to {key}.yaml"
            problem = f"there is no {noun} {quote(name)}"
            yield Mistake(record.place(node), problem, did_you_mean(name, known, f"{file}, or delete it here"))
        seen.add(name)


def _signs(record: Record) -> Iterator[Mistake]:
    """Signs belong to emergencies, and name lists that exist."""
    signs, words = record.node.get("signs"), record.node.get("words")
    if record.text("kind") != Kind.EMERGENCY:
        for key, node in (("signs", signs), ("words", words), ("calm", record.node.get("calm"))):
            if node is not None:
                problem = f"the entry {quote(record.id)} has '{key}' but is no emergency"
                yield Mistake(record.place(node), problem, f"add 'kind: emergency', or delete '{key}'")
        return
    names = {key.value for key, _ in words.pairs} if isinstance(words, MappingNode) else set()
    for sign in signs.items if isinstance(signs, SequenceNode) else ():
        for key in ("all", "unless"):
            for node in scalars(sign.get(key)) if isinstance(sign, MappingNode) else ():
                name = one_line(node)
                if name and name not in names:
                    remedy = did_you_mean(name, names, "add it under 'words', or write the words as [one, two]")
                    yield Mistake(record.place(node), f"there is no list {quote(name)} under 'words'", remedy)


def _too_long(content: Content) -> Iterator[Mistake]:
    """Answers that do not fit one message together with their title, guides and sources."""
    titles = {
        role: {record.id: utf16_length(record.text("title") or "") for record in records}
        for role, records in ((Role.GUIDES, content.guides), (Role.SOURCES, content.sources))
    }
    for record in content.entries:
        answer = record.node.get("answer")
        if not isinstance(answer, ScalarNode):
            continue
        # A line's own signs: the bullet and the line break; the year, the comma and the semicolon.
        around = sum(titles[Role.GUIDES].get(one_line(node), 0) + 3 for node in record.items("guides"))
        around += sum(titles[Role.SOURCES].get(one_line(node), 0) + 8 for node in record.items("sources"))
        around += MESSAGE_ROOM + max(
            (utf16_length(one_line(node)) for node in record.items("questions")[:1]), default=0
        )
        text = own_lines(answer)
        if around + 2 * len(text) <= MESSAGE_LIMIT:
            continue
        length = visible_length(to_telegram_html(text))
        if around + length > MESSAGE_LIMIT:
            problem = f"the answer of {quote(record.id)} does not fit one Telegram message"
            shorter = MESSAGE_LIMIT - around
            remedy = f"shorten it from {length} to {shorter} characters" if shorter > 0 else "link fewer guides"
            yield Mistake(record.place(answer), problem, remedy)


def _contradicting_spellings(vocabulary: Record) -> Iterator[Mistake]:
    spellings = vocabulary.node.get("spellings")
    meant: dict[str, str] = {}
    for key, odd_ones in spellings.pairs if isinstance(spellings, MappingNode) else ():
        right = one_line(key)
        for node in scalars(odd_ones):
            odd = one_line(node)
            if odd == right:
                yield Mistake(vocabulary.place(node), f"{quote(odd)} is an odd spelling of itself", "delete it")
            elif meant.setdefault(odd, right) != right:
                problem = f"{quote(odd)} is an odd spelling of both {quote(meant[odd])} and {quote(right)}"
                yield Mistake(vocabulary.place(node), problem, "keep one of the two")
