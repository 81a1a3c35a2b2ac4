"""One YAML file -> its tree of nodes, and all that is wrong within it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from faq.conforming import faults
from faq.decoding import decode
from faq.entries import Place
from faq.folders import read_regular, show, why
from faq.mistakes import FaqError, Mistake
from faq.yaml_nodes import compose

if TYPE_CHECKING:
    from pathlib import Path

    from faq.shapes import Shape
    from faq.yaml_nodes import Document


MOST_MISTAKES = 1_000
"""Of a file that has more the first are told: nobody reads a million lines, and a log should not have to take them."""


def checked(shown: str, data: bytes, shape: Shape) -> tuple[Document, list[Mistake]]:
    """Read what a file holds, and hold it against what it should hold.

    Parameters
    ----------
    shown
        Path of the file as the curator would type it.
    """
    document = compose(decode(data))
    found = chain(document.faults, faults(document.root, shape) if document.root else ())
    mistakes = [
        Mistake(Place(shown, fault.line), fault.problem, fault.remedy) for fault in islice(found, MOST_MISTAKES)
    ]
    further = next(found, None)
    if further is not None:
        problem = f"the file has more than {MOST_MISTAKES} mistakes"
        mistakes.append(Mistake(Place(shown, further.line), problem, "mend those that are told, then look again"))
    return document, mistakes


def read_checked(path: Path, shape: Shape) -> tuple[Document, list[Mistake]]:
    """Read a file that was named, and hold it against what it should hold.

    Raises
    ------
    FaqError
        If it cannot be read.
    """
    shown = show(path)
    try:
        data = read_regular(path)
    except OSError as error:
        problem = f"the file cannot be read ({why(error)})"
        raise FaqError([Mistake(Place(shown, 1), problem, "name a file that exists and may be read")]) from error
    return checked(shown, data, shape)
