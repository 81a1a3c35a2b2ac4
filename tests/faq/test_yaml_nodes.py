from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from faq import shapes
from faq.decoding import decode
from faq.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, compose
from tests.faq.written import ENTRY, Files, lines, write

ENTRY_KEYS = ", ".join(key.name for key in shapes.ENTRY.keys)

BROKEN: dict[str, tuple[Files, list[str]]] = {
    "bomb": (
        {"x.yaml": "- &a [x, x]\n- &b [*a, *a]\n"},
        [
            (
                "x.yaml:1: '&a' is read as the name of a place (a YAML anchor); "
                "put a text that begins with & in quotes; delete the anchor otherwise"
            ),
            f"x.yaml:1: the entry in the file is a list; write keys instead: {ENTRY_KEYS}",
            (
                "x.yaml:2: '&b' is read as the name of a place (a YAML anchor); "
                "put a text that begins with & in quotes; delete the anchor otherwise"
            ),
            (
                "x.yaml:2: '*a' is read as a reference to another place (a YAML alias); "
                "put a text that begins with * in quotes; write repeated values out"
            ),
            f"x.yaml:2: the entry in the file is a list; write keys instead: {ENTRY_KEYS}",
        ],
    ),
    "code": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: !!python/object/apply:os.system [ls]\n"},
        [
            (
                "x.yaml:3: '!!python/object/apply:os.system' is read as a type (a YAML tag); "
                "put a text that begins with ! in quotes; delete the tag otherwise"
            ),
            "x.yaml:3: 'answer' is a list instead of one text; write one text; put a text that begins with [ in quotes",
        ],
    ),
    "included file": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: !include /etc/passwd\n"},
        [
            (
                "x.yaml:3: '!include' is read as a type (a YAML tag); "
                "put a text that begins with ! in quotes; delete the tag otherwise"
            )
        ],
    ),
    "text cut off by #": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: the #1 way\n"},
        [
            (
                "x.yaml:3: what stands after # is a comment, not text; "
                "put the text in quotes, or a space after # if it is a comment"
            )
        ],
    ),
    "duplicate key": (
        {"x.yaml": f"{ENTRY}  answer: d\n"},
        ["x.yaml:4: the key 'answer' stands twice (before in line 3); keep one of the two"],
    ),
    "mistakes before an error of syntax": (
        {"x.yaml": "- id: a\n  questoins: [b]\n  answer: c\n- id: a\n  topic: d\n  answer: 'e\n"},
        [
            "x.yaml:1: the entry 'a' has no key 'questions'; add 'questions:' to it",
            "x.yaml:2: the entry has an unknown key 'questoins'; did you mean 'questions'?",
            "x.yaml:4: the entry id 'a' is taken already (in x.yaml:1); give one of the two another id",
            (
                "x.yaml:6: a quotation mark that is opened in this line is never closed; "
                "close it with the same mark at the end of the text"
            ),
        ],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert lines(write(tmp_path, files)) == expected


def plain(node: Node | None) -> object:
    """A node as ordinary data, every value as text."""
    match node:
        case MappingNode():
            return {key.value: plain(value) for key, value in node.pairs}
        case SequenceNode():
            return [plain(item) for item in node.items]
        case ScalarNode():
            return node.value
    pytest.fail(f"{node}")


texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=20)
documents = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20
)


@pytest.mark.usefixtures("both_parsers")
@given(documents)
def test_reads_what_was_written(document: object) -> None:
    read = compose(decode(yaml.safe_dump(document, allow_unicode=True).encode()))
    assert plain(read.root) == document
    assert read.complete
    assert read.faults == ()


def test_every_node_knows_its_line() -> None:
    root = compose(decode(b"a:\n  - b\n  - c: d\n\ne: f\n")).root
    assert isinstance(root, MappingNode)
    assert [key.line for key, _ in root.pairs] == [1, 5]
    a = root.get("a")
    assert isinstance(a, SequenceNode)
    assert [a.line, *(item.line for item in a.items)] == [2, 2, 3]
    assert root.get("g") is None


@pytest.mark.parametrize(
    ("text", "typed", "line"),
    [
        ("a: one\n  two\n\n  three\n", "one\ntwo\n\nthree", 1),
        ("a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n", 2),
        ("a: >\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n", 2),
        ("a: >-\n  one\n  two", "one\ntwo", 2),
        ("a: 'one\n\n  two'\n", "one\ntwo", None),
        ('a: "one\\ntwo"\n', "one\ntwo", None),
        ("é👣: one\n  twö\nb: c\n", "one\ntwö", 1),
    ],
)
@pytest.mark.usefixtures("both_parsers")
def test_a_text_keeps_its_lines(text: str, typed: str, line: int | None) -> None:
    root = compose(decode(text.encode())).root
    assert isinstance(root, MappingNode)
    _, value = root.pairs[0]
    assert isinstance(value, ScalarNode)
    assert (value.typed, value.typed_line) == (typed, line)
    assert value.line_of(1) == (1 if line is None else line + 1)
