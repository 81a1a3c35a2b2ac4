"""A folder of content -> its files, each with what its name says it holds."""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faq.decoding import LARGEST_FILE
from faq.entries import Place
from faq.mistakes import FaqError, Mistake

SUFFIXES = (".yaml", ".yml")


class Role(StrEnum):
    """What a file holds. A file whose name is none of these (without suffix) holds entries."""

    ENTRIES = "entries"
    GUIDES = "guides"
    SOURCES = "sources"
    VOCABULARY = "vocabulary"
    PHRASES = "phrases"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file as it lies in the folder.

    Parameters
    ----------
    shown
        Its path as the curator would type it.
    """

    shown: str
    role: Role
    data: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that could be read, in the order of their names, and what is wrong with the others."""

    shown: str
    files: tuple[ContentFile, ...]
    mistakes: tuple[Mistake, ...]


def read_folder(folder: Path) -> Folder:
    """Read all YAML files that lie in a folder itself; hidden ones (``.name``) are no content.

    Raises
    ------
    FaqError
        If it is no folder, cannot be listed, or has no YAML file in it.
    """
    shown = show(folder)
    try:
        names = content_names(folder)
    except OSError as error:
        remedy = "name the folder that holds the YAML files"
        raise FaqError([Mistake(Place(shown, 1), f"the folder cannot be read ({why(error)})", remedy)]) from error
    if not names:
        problem = "the folder has no YAML file in it"
        remedy = "add one with entries, such as entries.yaml"
        raise FaqError([Mistake(Place(shown, 1), problem, remedy)])

    files: list[ContentFile] = []
    mistakes: list[Mistake] = []
    for name in names:
        place = Place(show(folder / name), 1)
        role = _role(name)
        twin = next((file for file in files if file.role is role is not Role.ENTRIES), None)
        if twin:
            mistakes.append(Mistake(place, f"the folder has {Path(twin.shown).name} already", "put both into one file"))
        try:
            files.append(ContentFile(place.file, role, read_regular(folder / name)))
        except OSError as error:
            remedy = "make it a readable file, or remove it from the folder"
            mistakes.append(Mistake(place, f"the file cannot be read ({why(error)})", remedy))
    return Folder(shown, tuple(files), tuple(mistakes))


def content_names(folder: Path) -> list[str]:
    """Names of the YAML files that lie in a folder itself, in their order; hidden ones (``.name``) are no content.

    Raises
    ------
    OSError
        If the folder cannot be listed.
    """
    return sorted(path.name for path in folder.iterdir() if _is_content(path.name))


def show(path: Path) -> str:
    """Write a path as short as it can be typed here, in one line."""
    with suppress(ValueError, OSError):
        path = path.relative_to(Path.cwd())
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\n", "?")


def read_regular(path: Path) -> bytes:
    """Read a file; anything else, such as a pipe that never ends, is refused before it is opened.

    Raises
    ------
    OSError
        If it is no regular file or cannot be read.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is not a regular file")
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def why(error: OSError) -> str:
    """Say in a few small words why something cannot be read."""
    return (error.strerror or type(error).__name__).lower()


def _is_content(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _role(name: str) -> Role:
    stem = name.rpartition(".")[0].lower()
    return Role(stem) if stem in set(Role) else Role.ENTRIES
