"""What was learnt from an FAQ, kept between starts, so that a command answers at once.

The file stands beside the program, put there when it was installed, or in the user's own cache folder, and is trusted
as Python trusts its compiled modules. It is named after the FAQ's content and the program's code: a change of either
makes a new one. Nothing is lost with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import marshal
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from faq import learning, reading, text, training
from faq.learning import Learnt

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGED = Path(__file__).parent / "learnt"
"""Where the installation has put what was learnt from the FAQ that comes along."""

MOST_KEPT = 8
"""Files that are kept; older ones are removed when a new one is written."""

_log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """The user's own folder for what can be made again."""
    return user_cache_path("backwalk")


def learnt(version: str, folder: Path | None, learn: Callable[[], Learnt]) -> Learnt:
    """Read what was learnt from the FAQ of this version, or learn and keep it.

    Parameters
    ----------
    version
        The FAQ's fingerprint.
    folder
        Where files are kept; None to learn anew. A folder that cannot be used is passed over in silence but for a line
        in the debug log.
    """
    if folder is None:
        return learn()
    name = f"{_fingerprint(version)}.learnt"
    for file in (PACKAGED / name, folder / name):
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            return Learnt(*marshal.loads(file.read_bytes()))  # noqa: S302 - see the module: our own files
    found = learn()
    try:
        _keep(folder / name, found)
    except OSError as error:
        _log.debug("cannot keep what was learnt in %s: %s", folder, error)
    return found


def _fingerprint(version: str) -> str:
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in (text, reading, training, learning))
    parts = (version.encode(), code, str(sys.implementation.cache_tag).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]


def _keep(file: Path, found: Learnt) -> None:
    """Write the file whole or not at all: another process may be reading it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(marshal.dumps(tuple(found)))
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    for old in sorted(file.parent.glob("*.learnt"), key=lambda kept: kept.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
