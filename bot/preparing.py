"""An FAQ made ready to answer from while the bot goes on answering: read and learnt in another process."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faq.prepared import read

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Answerer

_KEPT = re.compile(
    r"PATH|HOME|LANG|TMPDIR|TEMP|TMP|SYSTEMROOT|PYTHON[A-Z]+|(LC|LD|DYLD|OPENBLAS|OMP)_\w+", re.IGNORECASE
)
"""What of the environment the other process needs; the bot's settings, secrets among them, are none of its business."""


class PreparingError(Exception):
    """The FAQ could not be made ready, and its files are not to blame."""


@dataclass(frozen=True, slots=True)
class Content:
    """Where an FAQ lies.

    Parameters
    ----------
    folder
        Folder of its files.
    cache
        Folder in which what is learnt is kept; None, or one that cannot be written, to learn all the same.
    """

    folder: Path
    cache: Path | None = None

    async def prepared(self) -> Answerer:
        """Read the FAQ and learn from it in another process, which ends at once when nobody waits for it any more.

        Raises
        ------
        FaqError
            If the FAQ has mistakes.
        PreparingError
            If the process cannot be started, or ends before its time.
        """
        return await asyncio.to_thread(read, await _written(self.folder, self.cache))


async def _written(folder: Path, cache: Path | None) -> bytes:
    arguments = [str(path) for path in (folder, cache) if path is not None]
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-P", "-m", "faq.prepared"),
            *arguments,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the bot alone
        )
    except OSError as error:
        raise PreparingError(f"the process that learns cannot be started ({error.strerror})") from error
    assert process.stdin  # noqa: S101 - for the types, as all three are pipes
    assert process.stdout  # noqa: S101
    assert process.stderr  # noqa: S101
    try:
        written, complaints = await asyncio.gather(process.stdout.read(), process.stderr.read())
        status = await process.wait()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.stdin.close()
        await process.wait()
    if status:
        told = complaints.decode(errors="replace").strip().rpartition("\n")[2]
        raise PreparingError(f"the process that learns has ended early ({told or f'status {status}'})")
    return written


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)}
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path)}
