from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.references import folded
from tests.faq.written import ENTRY, Files, lines, write

SAVE = "save the file as UTF-8 without BOM"

BROKEN: dict[str, tuple[Files, list[str]]] = {
    "duplicate id": (
        {"a.yaml": ENTRY, "b.yaml": ENTRY.replace("[b]", "[c]")},
        ["b.yaml:1: the entry id 'a' is taken already (in a.yaml:1); give one of the two another id"],
    ),
    "duplicate phrasing": (
        {
            "a.yaml": "- id: a\n  questions:\n    - Is it safe?\n    - is it  SAFE\n    - is it safe?\n  answer: b\n",
            "b.yaml": "- id: b\n  questions: ['“Is it safe”!']\n  answer: b\n",
        },
        [
            "a.yaml:5: 'is it safe?' is a phrasing of this entry already (in a.yaml:3); delete one of the two",
            (
                "b.yaml:2: '“Is it safe”!' is a phrasing of 'a' already (in a.yaml:3); "
                "keep it in the entry that answers it better"
            ),
        ],
    ),
    "dangling references": (
        {
            "a.yaml": "- id: is-it-safe\n  questions: [b]\n  answer: c\n  guides: [guy-sha]\n  sources: [yin]\n"
            "  related: [is-it-save, is-it-safe, walking, walking]\n",
            "guides.yaml": "- id: gua-sha\n  title: Gua sha\n  url: https://example.org\n",
        },
        [
            "a.yaml:4: there is no guide 'guy-sha'; did you mean 'gua-sha'?",
            "a.yaml:5: there is no source 'yin'; add it to sources.yaml, or delete it here",
            "a.yaml:6: there is no entry 'is-it-save'; did you mean 'is-it-safe'?",
            "a.yaml:6: the entry 'is-it-safe' is related to itself; delete the line",
            "a.yaml:6: there is no entry 'walking'; add the entry, or delete it here",
            "a.yaml:6: 'walking' stands twice in 'related'; delete one of the two",
        ],
    ),
    "references into a file that cannot be read": (
        {"a.yaml": ENTRY + "  guides: [b]\n  related: [c]\n", "b.yaml": "- id: c\n  x", "guides.yaml": b"\xff"},
        [
            (
                "b.yaml:2: 'x' is neither 'key: text' nor an item that begins with '- '; "
                "if it belongs to the text above, indent it further than that text's key"
            ),
            f"guides.yaml:1: byte 0xff in this line is not UTF-8; {SAVE}",
        ],
    ),
    "answer too long": (
        {"x.yaml": f"- id: a\n  questions: [b]\n  answer: {'👣' * 2000}\n"},
        ["x.yaml:3: the answer of 'a' does not fit one Telegram message; shorten it from 4000 to 3795 characters"],
    ),
    "answer too long for its guides": (
        {
            "x.yaml": f"- id: a\n  questions: [b]\n  answer: {'c' * 3600}\n  guides: [g]\n",
            "guides.yaml": f"- id: g\n  title: {'t' * 250}\n  url: https://example.org\n",
        },
        ["x.yaml:3: the answer of 'a' does not fit one Telegram message; shorten it from 3600 to 3542 characters"],
    ),
    "signs": (
        {
            "a.yaml": "- id: a\n  questions: [b]\n  answer: c\n  kind: emergency\n  words:\n    legs: [leg]\n"
            "    numb: []\n"
            "  signs:\n    - all: [leggs, [cannot feel]]\n      unless: [asking]\n    - unless: [[x]]\n"
            "- id: d\n  questions: [e]\n  answer: f\n  signs:\n    - all: [[g]]\n"
        },
        [
            "a.yaml:7: 'numb' has 0 items; write 1 or more",
            "a.yaml:9: there is no list 'leggs' under 'words'; did you mean 'legs'?",
            (
                "a.yaml:10: there is no list 'asking' under 'words'; "
                "add it under 'words', or write the words as [one, two]"
            ),
            "a.yaml:11: the sign has no key 'all'; add 'all:' to it",
            "a.yaml:16: the entry 'd' has 'signs' but is no emergency; add 'kind: emergency', or delete 'signs'",
        ],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert lines(write(tmp_path, files)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is it safe?", "is it   SAFE"),
        ("What's back-walking", "whats back walking!"),
        ("“Don’t”", "dont"),
        ("Ｆｕｌｌ width", "full width"),
        ("Straße", "STRASSE"),
    ],
)
def test_phrasings_that_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("👍", "👎"), ("?", "!"), ("back walking", "backwalking"), ("5 %", "5 €")]
)
def test_phrasings_that_differ(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_leaves_something_of_every_text(text: str) -> None:
    assert bool(folded(text)) == bool(text.strip())
