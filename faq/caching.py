"""What was learnt from an FAQ, kept between starts, so that a command answers at once.

The file stands beside the program, put there when it was installed, or in the user's own cache folder, and is trusted
as Python trusts its compiled modules. It is named after what it was learnt from, the program's code and what it knows
of words: a change of any makes a new one. Nothing is lost with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_path

from faq import learning, meanings, mending, phrase_tables, reading, text, tokens, training, vectors
from faq.giving_back import give_back
from faq.learning import Learnt
from faq.vectors import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from numpy.typing import NDArray

PACKAGED = Path(__file__).parent / "learnt"
"""Where the installation has put what was learnt from the FAQ that comes along."""

# Weights may be either.
_SPARSE = ("phrasings", "usage", "weights")
_TEXTS = ("features", "near")

MOST_KEPT = 8
"""Files that are kept; older ones are removed when a new one is written."""

_PIECE = 1 << 18

_log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """The user's own folder for what can be made again."""
    return user_cache_path("backwalk")


def learnt(version: str, folder: Path | None, learn: Callable[[], Learnt]) -> Learnt:
    """Read what was learnt from the lessons of this version, or learn and keep it.

    Parameters
    ----------
    version
        The fingerprint of all that is learnt from.
    folder
        Where files are kept; None to learn anew. A folder that cannot be used is passed over in silence but for a line
        in the debug log.
    """
    if folder is None:
        return learn()
    name = f"{_fingerprint(version)}.learnt"
    for file in (PACKAGED / name, folder / name):
        # A damaged file fails in more ways than can be listed, and is made again whichever it was.
        with contextlib.suppress(Exception):
            return _read(file)
    found = learn()
    give_back()
    try:
        _keep(folder / name, found)
    except OSError as error:
        _log.debug("cannot keep what was learnt in %s: %s", folder, error)
    return found


def kept_in(version: str, folder: Path) -> Path | None:
    """Tell in which folder stands what was learnt from the lessons of this version; None where it is kept nowhere."""
    name = f"{_fingerprint(version)}.learnt"
    return next((place for place in (PACKAGED, folder) if (place / name).is_file()), None)


def _fingerprint(version: str) -> str:
    modules = (text, tokens, phrase_tables, reading, mending, meanings, learning, training, vectors)
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    parts = (version.encode(), code, _words_known(), str(sys.implementation.cache_tag).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]


def _words_known() -> bytes:
    """Checksums of the files of word vectors."""
    files = sorted(meanings.FOLDER.glob("*/*.npy"))
    return "\n".join(f"{file.parent.name} {file.name} {_checksum(file)}" for file in files).encode()


def _checksum(file: Path) -> int:
    # Piece by piece: memory that was once used for all of it might stay with the process.
    checksum = 0
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _keep(file: Path, found: Learnt) -> None:
    """Write the file whole or not at all: another process may be reading it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            np.savez(part, allow_pickle=False, **_as_arrays(found))
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for old in sorted(file.parent.glob("*.learnt"), key=lambda kept: kept.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _as_arrays(found: Learnt) -> dict[str, NDArray[Any]]:
    """What was learnt, piece by piece, as arrays that need no trust when they are read."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, value in found._asdict().items():
        match value:
            case Rows():
                arrays.update({f"{name}.{part}": array for part, array in value._asdict().items()})
            case dict():
                arrays[f"{name}.keys"] = _as_bytes(value)
                arrays[f"{name}.values"] = np.fromiter(value.values(), np.int64, len(value))
            case list():
                arrays[name] = _as_bytes(value)
            case _:
                arrays[name] = value
    return arrays


def _read(file: Path) -> Learnt:
    # Opened here: of a damaged file, numpy leaves open what it has opened itself.
    with file.open("rb") as opened, np.load(opened) as arrays:
        counts = dict(zip(_as_texts(arrays["counts.keys"]), arrays["counts.values"].tolist(), strict=True))
        plain = {name: arrays[name] for name in Learnt._fields if name in arrays}
        sparse = {
            name: Rows(*(arrays[f"{name}.{part}"] for part in Rows._fields)) for name in _SPARSE if name not in arrays
        }
        texts = {name: _as_texts(arrays[name]) for name in _TEXTS}
        return Learnt(**{**plain, **sparse, **texts, "counts": counts})


def _as_bytes(texts: Iterable[str]) -> NDArray[np.uint8]:
    """One text a line; no word or feature holds an end of line."""
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _as_texts(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n") if len(array) else []
