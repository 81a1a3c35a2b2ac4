"""Which edition of an FAQ lies in a folder: told from its files as they lie there, in a moment."""

from __future__ import annotations

import hashlib
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from faq.folders import Folder, content_names, read_folder, why
from faq.mistakes import FaqError

DEFAULTS = Path(__file__).parent / "defaults"
"""Folder of the phrases and words that hold where an FAQ has none of its own."""

Glance: TypeAlias = tuple[tuple[str | int, ...], ...]
"""What the system knows of each file without opening it."""


def glance(folder: Path) -> Glance:
    """Look at the files of an FAQ and the defaults without reading them. Never raises.

    What is seen differs when a file was written, replaced, added or removed, when its link leads elsewhere, or when it
    may no longer be read. It may differ although the content is the same, see :func:`version_of`.
    """
    return (*_glance(folder), *_glance(DEFAULTS))


def version_of(folder: Path) -> str:
    """The :attr:`faq.Faq.version` that an FAQ would have if it were loaded now, mistakes in its YAML or not.

    Raises
    ------
    FaqError
        If the folder or a file in it cannot be read.
    """
    folders = read_folder(folder), read_folder(DEFAULTS)
    mistakes = [mistake for each in folders for mistake in each.mistakes]
    if mistakes:
        raise FaqError(mistakes)
    return fingerprint(*folders)


def fingerprint(*folders: Folder) -> str:
    """Twelve characters that differ when a name or a byte of the files differs."""
    digest = hashlib.sha256()
    for file in chain.from_iterable(folder.files for folder in folders):
        digest.update(f"{Path(file.shown).name}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.hexdigest()[:12]


def _glance(folder: Path) -> Glance:
    try:
        names = content_names(folder)
    except OSError as error:
        return ((why(error),),)
    return tuple((name, *_stamp(folder / name)) for name in names)


def _stamp(file: Path) -> tuple[str | int, ...]:
    try:
        found = file.stat()
    except OSError as error:
        return (why(error),)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
