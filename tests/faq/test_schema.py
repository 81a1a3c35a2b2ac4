import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from faq import schema
from faq.loading import DEFAULTS
from faq.schema import FOLDER, as_text, schemas

SHIPPED = Path(__file__).parents[2] / "faq" / "content" / "en"


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do, by YAML 1.2: dates and the words ``yes``, ``no``, ``on``, ``off`` are texts."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"} or sign in "tTfF"
    ]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schemas()[f"{name}.schema.json"])


def test_the_published_schemas_are_current() -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.json")}
    assert published == {name: as_text(made) for name, made in schemas().items()}, "run: python -m faq.schema"


@pytest.mark.parametrize("name", schemas())
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize(
    "file", sorted([*SHIPPED.glob("*.yaml"), *DEFAULTS.glob("*.yaml")]), ids=lambda file: file.name
)
def test_the_shipped_files_follow_their_schema(file: Path) -> None:
    name = file.stem if f"{file.stem}.schema.json" in schemas() else "entries"
    validator(name).validate(as_editors_read(file.read_text(encoding="utf-8")))


ENTRY = {"id": "a", "questions": ["b", 2023, True], "answer": "c"}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("entries", [ENTRY]),
        ("entries", {"topic": "x", "entries": [ENTRY]}),
        ("entries", [{**ENTRY, "kind": "emergency", "words": {"x": ["y"]}, "signs": [{"all": ["x", ["z"]]}]}]),
        ("entries", [{**ENTRY, "reviewed": "2026-01-31"}]),
        ("vocabulary", {"language": "german", "synonyms": [["a", "b"]], "spellings": {"a b": ["c"]}}),
        (
            "vocabulary",
            {"near": ["a"], "chatter": ["b c"], "answer_from": 75, "offer_from": 1, "review_after_days": 3650},
        ),
        ("phrases", {"greeting": "x", "commands": {"ask": "y"}}),
        ("sources", [{"id": "a", "title": "b", "year": 2014, "primary": True}]),
    ],
)
def test_what_the_loader_takes_is_right(name: str, right: object) -> None:
    validator(name).validate(right)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("entries", []),
        ("entries", "text"),
        ("entries", [{**ENTRY, "anwser": "x"}]),
        ("entries", [{"id": "a", "questions": ["b"]}]),
        ("entries", [{**ENTRY, "id": "a b"}]),
        ("entries", [{**ENTRY, "id": "a" * 49}]),
        ("entries", [{**ENTRY, "questions": []}]),
        ("entries", [{**ENTRY, "kind": "joke"}]),
        ("entries", [{**ENTRY, "reviewed": "soon"}]),
        ("entries", {"topic": "x"}),
        ("guides", [{"id": "a", "title": "b", "url": "ftp://example.org"}]),
        ("guides", [{"id": "a", "title": "b"}]),
        ("vocabulary", {"language": "klingon"}),
        ("vocabulary", {"synonyms": [["a"]]}),
        ("vocabulary", {"chatter": "a"}),
        ("vocabulary", {"answer_from": 0}),
        ("vocabulary", {"review_after_days": 3651}),
        ("vocabulary", {"answer_from": 101}),
        ("vocabulary", {"offer_from": 0.3}),
        ("vocabulary", {"offer_from": "some"}),
        ("phrases", {"greting": "x"}),
        ("phrases", {"commands": {"start": "x"}}),
        ("phrases", {"short_description": "x" * 121}),
    ],
)
def test_what_the_loader_refuses_is_wrong(name: str, wrong: object) -> None:
    assert not validator(name).is_valid(wrong)


def test_every_key_says_what_it_is_for() -> None:
    def described(node: object) -> None:
        if isinstance(node, dict):
            for key in node.get("properties", {}).values():
                assert key["description"]
            for inner in node.values():
                described(inner)
        elif isinstance(node, list):
            for inner in node:
                described(inner)

    described(dict(schemas()))


def test_the_schemas_are_written_as_files(tmp_path: Path) -> None:
    schema.write(tmp_path / "new")
    assert {file.name for file in (tmp_path / "new").iterdir()} == set(schemas())
    assert json.loads((tmp_path / "new" / "guides.schema.json").read_text(encoding="utf-8"))["title"].startswith(
        "Guides"
    )
