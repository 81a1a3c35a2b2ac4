"""JSON Schema out of the table of keys, for editors that complete and check YAML while it is typed.

``python -m faq.schema`` writes the files under ``content/schema``. A content file names its schema in its first line::

    # yaml-language-server: $schema=../schema/entries.schema.json
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faq.folders import Role
from faq.shapes import (
    ENTRIES_FILE,
    GUIDES_FILE,
    SOURCES_FILE,
    VOCABULARY_FILE,
    AddressShape,
    ChoiceShape,
    DateShape,
    EitherShape,
    FlagShape,
    ListShape,
    MapShape,
    NumberShape,
    RecordShape,
    TextShape,
    phrases_file,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from faq.shapes import Shape, ValueShape

FOLDER = Path(__file__).parent / "content" / "schema"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    Role.ENTRIES: "Entries: questions and their answers",
    Role.GUIDES: "Guides: pages to read on",
    Role.SOURCES: "Sources: what the answers rest on",
    Role.VOCABULARY: "Vocabulary: what words mean in this FAQ",
    Role.PHRASES: "Phrases: what the bot itself says",
}

Json = dict[str, Any]


def schemas() -> Mapping[str, Json]:
    """Make the schema of each kind of file, by the name of the schema's own file."""
    shapes: Mapping[Role, Shape] = {
        Role.ENTRIES: ENTRIES_FILE,
        Role.GUIDES: GUIDES_FILE,
        Role.SOURCES: SOURCES_FILE,
        Role.VOCABULARY: VOCABULARY_FILE,
        Role.PHRASES: phrases_file(complete=False),
    }
    return {
        f"{role}.schema.json": {"$schema": _DIALECT, "title": _TITLES[role], **_schema(shape)}
        for role, shape in shapes.items()
    }


def write(folder: Path = FOLDER) -> None:
    """Write the schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(as_text(schema), encoding="utf-8")


def as_text(schema: Json) -> str:
    """Write a schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(shape: Shape) -> Json:
    match shape:
        case TextShape():
            return _text(shape)
        case ListShape(item=item, at_least=least):
            return {"type": "array", "items": _schema(item), **({"minItems": least} if least else {})}
        case MapShape(name=name, value=value):
            names: Json = {"pattern": f"^(?:{name.pattern})$"} if name.pattern else {"minLength": 1}
            return {"type": "object", "propertyNames": names, "additionalProperties": _schema(value)}
        case RecordShape():
            return _record(shape)
        case EitherShape(listed=listed, keyed=keyed):
            return {"anyOf": [_schema(listed), _schema(keyed)]}
    return _value(shape)


def _value(shape: ValueShape) -> Json:
    match shape:
        case AddressShape():
            return {"type": "string", "format": "uri", "pattern": "^https?://[^\\s@]+$"}
        case NumberShape(at_least=least, at_most=most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case DateShape():
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case FlagShape():
            return {"type": "boolean"}
        case ChoiceShape(values=values):
            return {"enum": list(values)}


def _text(shape: TextShape) -> Json:
    """Words that YAML takes for a number or a flag (``2023``, ``yes``) are texts to the loader as well."""
    schema: Json = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": shape.at_most}
    if shape.pattern:
        schema["pattern"] = f"^(?:{shape.pattern})$"
    return schema


def _record(shape: RecordShape) -> Json:
    required = [key.name for key in shape.keys if key.required]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {key.name: {"description": key.about, **_schema(key.shape)} for key in shape.keys},
    }


if __name__ == "__main__":
    write()
