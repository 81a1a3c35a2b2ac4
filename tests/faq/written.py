"""Folders of content written for a test, and the mistakes that are told about them."""

from pathlib import Path

import pytest

from faq.loading import load
from faq.mistakes import FaqError

Files = dict[str, str | bytes]

ENTRY = "- id: a\n  questions: [b]\n  answer: c\n"


def write(folder: Path, files: Files) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def lines(folder: Path) -> list[str]:
    """The mistakes of a folder as they are printed, paths cut down to what follows the folder."""
    with pytest.raises(FaqError) as caught:
        load(folder)
    told = [str(mistake) for mistake in caught.value.mistakes]
    assert str(caught.value) == "\n".join(told)
    return [line.replace(str(folder), "").removeprefix("/").replace("in /", "in ") for line in told]
