"""An FAQ read and learnt in a process of its own, and handed over to another that must not wait for it.

``python -m faq.prepared FOLDER [CACHE]`` writes to standard output what :func:`read` makes an answerer of. The process
lives no longer than whoever started it: it ends with its standard input.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from faq.answering import Answerer, learnt_from
from faq.learning import Learnt
from faq.loading import load
from faq.mistakes import FaqError, Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence


def write(stream: BinaryIO, folder: Path, cache: Path | None) -> None:
    """Read and learn an FAQ, and write it, or what is wrong with it.

    Parameters
    ----------
    cache
        Folder in which what is learnt is kept, if it can be.
    """
    try:
        faq = load(folder)
    except FaqError as error:
        pickle.dump(error.mistakes, stream)
        return
    mistakes: tuple[Mistake, ...] = ()
    # Piece by piece: whoever reads them has time for something else between two.
    for piece in (mistakes, faq, *learnt_from(faq, cache)):
        pickle.dump(piece, stream, protocol=5)


def read(data: bytes) -> Answerer:
    """Make an answerer of what :func:`write` has written. To be called with nothing else: it is trusted as code is.

    Raises
    ------
    FaqError
        If the FAQ has mistakes.
    """
    stream = BytesIO(data)
    mistakes = pickle.load(stream)  # noqa: S301 - written by our own process
    if mistakes:
        raise FaqError(mistakes)
    faq = pickle.load(stream)  # noqa: S301 - same
    pieces = [pickle.load(stream) for _ in Learnt._fields]  # noqa: S301 - same
    return Answerer(faq, known=Learnt(*pieces))


def main(arguments: Sequence[str]) -> None:
    """Be the process."""
    # Whoever is told to stop ends this process himself; ended on its own, it would look like a failure to him.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_input, daemon=True).start()
    folder, *cache = map(Path, arguments)
    write(sys.stdout.buffer, folder, cache[0] if cache else None)
    sys.stdout.flush()


def _end_with_input() -> None:
    # Not by way of `sys.stdin`: it is locked while it is read, and the interpreter cannot end.
    with suppress(OSError):
        os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
