"""The entries, guides and sources of a folder as they stand in its files, before they become data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.entries import Place
from faq.folders import Role
from faq.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from faq.folders import ContentFile
    from faq.yaml_nodes import Document, Node

_NULL = frozenset({"~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Record:
    """An entry, a guide or a source.

    Parameters
    ----------
    topic
        The topic that its file gives to its entries.
    """

    file: str
    node: MappingNode
    topic: str | None = None

    @property
    def id(self) -> str:
        """Its id, or an empty text where it has none."""
        return self.text("id") or ""

    def text(self, key: str) -> str | None:
        """The value of a key as one line, or None."""
        node = self.node.get(key)
        return one_line(node) if isinstance(node, ScalarNode) and not is_null(node) else None

    def items(self, key: str) -> tuple[ScalarNode, ...]:
        """The texts in the list of a key; none where it is no list."""
        return scalars(self.node.get(key))

    def place(self, node: Node | None = None) -> Place:
        """Where a node of it stands; where it begins, without one."""
        return Place(self.file, (node or self.node).line)


@dataclass(frozen=True, slots=True)
class Content:
    """All that the files of a folder say.

    Parameters
    ----------
    whole
        Roles whose files could be read to their ends: what is missing in them is missing indeed.
    """

    entries: tuple[Record, ...]
    guides: tuple[Record, ...]
    sources: tuple[Record, ...]
    vocabulary: Record | None
    phrases: Record | None
    whole: frozenset[Role]


def content(read: Sequence[tuple[ContentFile, Document]], *, unread: bool = False) -> Content:
    """Sort what was read by what it is; whatever has another shape than expected is left out.

    Parameters
    ----------
    unread
        Whether there were files that could not be opened.
    """
    found: dict[Role, list[Record]] = {role: [] for role in Role}
    for file, document in read:
        found[file.role] += _records(file, document.root)
    return Content(
        tuple(found[Role.ENTRIES]),
        tuple(found[Role.GUIDES]),
        tuple(found[Role.SOURCES]),
        next(iter(found[Role.VOCABULARY]), None),
        next(iter(found[Role.PHRASES]), None),
        frozenset() if unread else frozenset(Role) - {file.role for file, whole in read if not whole.complete},
    )


def one_line(node: ScalarNode) -> str:
    """The text of a node as one line without spaces around it."""
    return node.value.strip().replace("\n", " ")


def own_lines(node: ScalarNode) -> str:
    """The text of a node with the lines that the curator typed."""
    return node.typed.strip()


def is_null(node: Node | None) -> bool:
    """Tell whether a value is YAML's ``null``, which counts like a key that is not there."""
    return isinstance(node, ScalarNode) and node.plain and node.value in _NULL


def scalars(node: Node | None) -> tuple[ScalarNode, ...]:
    """The texts in a list; none where it is no list."""
    items: Iterable[Node] = node.items if isinstance(node, SequenceNode) else ()
    return tuple(item for item in items if isinstance(item, ScalarNode))


def _records(file: ContentFile, root: Node | None) -> Iterator[Record]:
    topic = None
    if file.role is Role.ENTRIES and isinstance(root, MappingNode):
        topic = Record(file.shown, root).text("topic")
        root = root.get("entries")
    items: Iterable[Node | None] = root.items if isinstance(root, SequenceNode) else (root,)
    for item in items:
        if isinstance(item, MappingNode):
            yield Record(file.shown, item, topic)
