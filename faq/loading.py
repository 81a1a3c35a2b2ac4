"""A folder of YAML files -> Faq, or all mistakes in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq import building, references
from faq.checked_files import checked
from faq.editions import DEFAULTS, fingerprint
from faq.entries import Faq, Place
from faq.folders import Role, read_folder
from faq.mistakes import FaqError, Mistake
from faq.records import content
from faq.shapes import ENTRIES_FILE, GUIDES_FILE, SOURCES_FILE, VOCABULARY_FILE, phrases_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from faq.folders import ContentFile, Folder
    from faq.records import Content
    from faq.shapes import Shape
    from faq.yaml_nodes import Document

__all__ = ["DEFAULTS", "FaqError", "load"]

_SHAPES: Mapping[Role, Shape] = {
    Role.ENTRIES: ENTRIES_FILE,
    Role.GUIDES: GUIDES_FILE,
    Role.SOURCES: SOURCES_FILE,
    Role.VOCABULARY: VOCABULARY_FILE,
    Role.PHRASES: phrases_file(complete=False),
}
_DEFAULT_SHAPES: Mapping[Role, Shape] = {**_SHAPES, Role.PHRASES: phrases_file(complete=True)}


def load(folder: Path) -> Faq:
    """Read an FAQ from a folder.

    The folder is one language. ``guides.yaml``, ``sources.yaml``, ``vocabulary.yaml`` and ``phrases.yaml`` hold what
    they are called; every other ``*.yaml`` or ``*.yml`` in it holds entries, in the order of the file names. At least
    one entry is needed, everything else is optional.

    Parameters
    ----------
    folder
        The folder; what lies in folders within it is not read.

    Raises
    ------
    FaqError
        If anything is wrong, with all mistakes of all files, each with its file and line.
    """
    own, defaults = read_folder(folder), read_folder(DEFAULTS)
    own_content, mistakes = _read(own, _SHAPES)
    default_content, default_mistakes = _read(defaults, _DEFAULT_SHAPES)
    mistakes += [*default_mistakes, *references.mistakes(own_content)]
    if not mistakes and not own_content.entries:
        remedy = "add a file with entries: id, questions, answer"
        mistakes.append(Mistake(Place(own.shown, 1), "the folder has no entries", remedy))
    if mistakes:
        raise FaqError(mistakes)
    return _build(own_content, default_content, fingerprint(own, defaults))


def _read(folder: Folder, shapes: Mapping[Role, Shape]) -> tuple[Content, list[Mistake]]:
    """Read the files of a folder, and tell what is wrong within each."""
    mistakes = list(folder.mistakes)
    read: list[tuple[ContentFile, Document]] = []
    for file in folder.files:
        document, found = checked(file.shown, file.data, shapes[file.role])
        read.append((file, document))
        mistakes += found
    return content(read, unread=bool(folder.mistakes)), mistakes


def _build(own: Content, defaults: Content, version: str) -> Faq:
    if not defaults.vocabulary or not defaults.phrases:
        problem = "vocabulary.yaml or phrases.yaml is missing here"
        raise FaqError([Mistake(Place(str(DEFAULTS), 1), problem, "install the program anew")])
    return Faq(
        entries=tuple(building.entry(record) for record in own.entries),
        guides={record.id: building.guide(record) for record in own.guides},
        sources={record.id: building.source(record) for record in own.sources},
        vocabulary=building.vocabulary(defaults.vocabulary, own.vocabulary),
        phrases=building.phrases(defaults.phrases, own.phrases),
        version=version,
    )
