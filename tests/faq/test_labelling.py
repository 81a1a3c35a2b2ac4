from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import FaqError, Place
from faq.evaluation import LabelledQuestion
from faq.labelling import read_questions

ENTRIES = ("oil-at-home", "is-it-safe", "emergency")
NULL = "for a question that this FAQ should not answer"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str | bytes, name: str = "q.yaml") -> Path:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    return Path(name)


def mistakes(*files: Path) -> list[str]:
    with pytest.raises(FaqError) as caught:
        read_questions(files, ENTRIES)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_questions_are_read_with_their_labels() -> None:
    file = written(
        "- q: yes\n  id: oil-at-home\n  also: [is-it-safe]\n  kind: keyword\n"
        "- {q: 'what: now?', id: null}\n- q: |\n    one\n    two\n  id: ~\n  also: [is-it-safe]\n"
    )
    assert read_questions([file], ENTRIES) == (
        LabelledQuestion("yes", "oil-at-home", frozenset({"is-it-safe"}), "keyword", Place("q.yaml", 1)),
        LabelledQuestion("what: now?", None, frozenset(), "", Place("q.yaml", 5)),
        LabelledQuestion("one\ntwo", None, frozenset({"is-it-safe"}), "", Place("q.yaml", 6)),
    )


def test_files_are_read_one_after_the_other_and_may_ask_the_same() -> None:
    files = [written("- q: a\n  id: null\n", name) for name in ("1.yaml", "2.yaml")]
    assert [question.place.file for question in read_questions(files, ENTRIES)] == ["1.yaml", "2.yaml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["q.yaml:1: the file is empty; fill it or delete it"]),
        ("# nothing\n", ["q.yaml:1: the file holds nothing but comments; fill it or delete it"]),
        ("[]\n", ["q.yaml:1: the file has 0 items; write 1 or more"]),
        (
            "q: a\nid: null\n",
            ["q.yaml:1: the file is a key with a value instead of a list; begin each item with '- ' in its own line"],
        ),
        ("- a\n", ["q.yaml:1: the question in the file is a text without a key; the keys are: q, id, also, kind"]),
        (b"- q: caf\xe9\n", ["q.yaml:1: byte 0xe9 in this line is not UTF-8; save the file as UTF-8 without BOM"]),
        (
            "- id: oli-at-home\n- q: a\n- q: b\n  id:\n- q: c\n  id: null\n  knid: x\n- q: c\n  id: null\n",
            [
                "q.yaml:1: the question 'oli-at-home' has no key 'q'; add 'q:' to it",
                "q.yaml:1: there is no entry 'oli-at-home'; did you mean 'oil-at-home'?",
                f"q.yaml:2: the question has no key 'id'; add 'id:' to it, with null {NULL}",
                f"q.yaml:4: 'id' is empty; fill it, or write null {NULL}",
                "q.yaml:7: the question has an unknown key 'knid'; did you mean 'kind'?",
                "q.yaml:8: 'c' is asked already (in q.yaml:5); delete one",
            ],
        ),
        (
            "- q: a\n  id: is-it-safe\n  also: [is-it-safe, unlike]\n- q: null\n  id: null\n",
            [
                "q.yaml:3: 'is-it-safe' is named twice for this question; delete one of the two",
                "q.yaml:3: there is no entry 'unlike'; name an entry of the FAQ, or choose its folder with --faq",
                "q.yaml:4: 'q' is empty; write something after it, or delete the line",
            ],
        ),
    ],
)
def test_every_mistake_is_told_with_its_line(text: str | bytes, told: list[str]) -> None:
    assert mistakes(written(text)) == told


def test_mistakes_of_all_files_are_told_at_once() -> None:
    first, second = written("- q: a\n  id: is-it-safe\n", "1.yaml"), written("- q: a\n  id: emergency\n", "2.yaml")
    assert mistakes(first, Path("missing.yaml"), second) == [
        "2.yaml:1: 'a' has another id in 1.yaml:1; give both the same, and name others under 'also'",
        "missing.yaml:1: the file cannot be read (no such file or directory); name a file that exists and may be read",
    ]


LABELS = st.fixed_dictionaries(
    {"q": st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1, max_size=80)},
    optional={"kind": st.sampled_from(["typo", "story"])},
)


@given(st.lists(LABELS, min_size=1, max_size=5, unique_by=lambda row: row["q"].strip()))
def test_json_with_the_same_shape_is_read_as_well(rows: list[dict[str, str]]) -> None:
    file = written(json.dumps([{**row, "id": "is-it-safe"} for row in rows], indent=2), "q.json")
    try:
        found = read_questions([file], ENTRIES)
    except FaqError as error:
        assert all(mistake.place.file == "q.json" for mistake in error.mistakes)  # noqa: PT017 - blank or invisible
    else:
        assert [question.text for question in found] == [row["q"].strip() for row in rows]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_read_or_told(data: bytes) -> None:
    file = written(data)
    try:
        assert read_questions([file], ENTRIES)
    except FaqError as error:
        assert error.mistakes  # noqa: PT017 - either is right
