"""Tables and paragraphs of the report, as wide as the terminal, at most 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST = 100
"""Columns beyond which lines get hard to read."""

_ROOM = 8
"""Columns that a text keeps, if it needs them, whatever stands beside it: few, as no figure may be cut off."""


class _Console(Console):
    """Leaves to the command what happens when the reader has gone, as with everything else that is printed."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Where a report is printed. Texts are taken as they are: brackets and colons in a question are no markup.

    Parameters
    ----------
    width
        Columns; None for those of the terminal, at most :data:`WIDEST`.
    """

    def __init__(self, width: int | None = None) -> None:
        self._console = _Console(markup=False, emoji=False, highlight=False)
        self._console.width = width or min(self._console.width, WIDEST)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self._console.print()
        self._console.print(Text(text, style="bold"))

    def paragraph(self, text: str) -> None:
        """Print a text, wrapped."""
        self._console.print(text)

    def item(self, first: str, *others: str) -> None:
        """Print a line, and others indented below it."""
        self._console.print(first)
        for line in others:
            self._console.print(Padding(line, (0, 0, 0, 4), expand=False))

    def as_it_stands(self, text: str) -> None:
        """Print a text line by line, however long its lines are: somebody is going to copy it."""
        self._console.print(text, soft_wrap=True, end="")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], *, texts: Iterable[int] = (0,)) -> None:
        """Print a table.

        Parameters
        ----------
        texts
            Numbers of the columns that hold texts; the others hold numbers, set to the right.
        """
        rows = [tuple(row) for row in rows]
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True, header_style="bold")
        for number, column in enumerate(columns):
            if number not in texts:
                table.add_column(column, justify="right", no_wrap=True)
                continue
            longest = max((len(row[number]) for row in rows), default=0)
            table.add_column(column, overflow="fold", min_width=min(longest, _ROOM))
        for row in rows:
            table.add_row(*row)
        self._console.print(table)
