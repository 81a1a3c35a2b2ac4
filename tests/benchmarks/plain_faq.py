"""An FAQ of nothing but ids and phrasings: a folder as a newcomer makes it, with the default words and weights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from faq.references import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_faq(entries: Mapping[str, Iterable[str]], folder: Path) -> None:
    """Write an FAQ.

    A phrasing that comes again, in the same or another entry, is left out: :func:`faq.load` would refuse it.

    Parameters
    ----------
    entries
        Id -> phrasings.
    folder
        The folder, made if it is not there.
    """
    owners: dict[str, str] = {}
    lines = []
    for name, phrasings in entries.items():
        distinct = {folded(phrasing): phrasing for phrasing in phrasings}
        own = [phrasing for key, phrasing in distinct.items() if owners.setdefault(key, name) == name]
        # JSON is YAML as well, and is written a hundred times faster.
        lines.append(f"- {json.dumps({'id': name, 'questions': own, 'answer': 'x'}, ensure_ascii=False)}\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "entries.yaml").write_text("".join(lines), encoding="utf-8")
