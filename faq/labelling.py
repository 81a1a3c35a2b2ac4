"""Files of labelled questions -> LabelledQuestion, or all mistakes in them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faq.checked_files import read_checked
from faq.evaluation import LabelledQuestion
from faq.folders import show
from faq.mistakes import FaqError, Mistake, did_you_mean, quote
from faq.records import Record, is_null, one_line
from faq.shapes import ID, NAMES, Key, ListShape, RecordShape, TextShape
from faq.text import LONGEST_TEXT
from faq.yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

QUESTIONS_FILE = ListShape(
    RecordShape(
        "question",
        (
            Key("q", TextShape(LONGEST_TEXT), "The question, as somebody typed it.", required=True),
            Key(
                "id",
                ID,
                "Id of the entry that answers it; null where the FAQ should not answer.",
                required=True,
                null="for a question that this FAQ should not answer",
            ),
            Key("also", NAMES, "Ids of other entries that would be right as well."),
            Key("kind", TextShape(40), "What sort of question it is, such as 'typo': figures are given for each."),
        ),
    ),
    at_least=1,
)


def read_questions(files: Iterable[Path], entries: Collection[str]) -> tuple[LabelledQuestion, ...]:
    """Read files of labelled questions.

    Parameters
    ----------
    entries
        Ids of the entries that labels may name.

    Raises
    ------
    FaqError
        If anything is wrong, with all mistakes of all files, each with its file and line.
    """
    records: list[Record] = []
    mistakes: list[Mistake] = []
    for file in files:
        try:
            found, wrong = _records(file)
        except FaqError as error:
            mistakes += error.mistakes
            continue
        records += found
        mistakes += wrong
    mistakes += [mistake for record in records for mistake in _wrong_labels(record, entries)]
    mistakes += _repeated(records)
    if mistakes:
        raise FaqError(mistakes)
    return tuple(map(_question, records))


def _records(file: Path) -> tuple[list[Record], list[Mistake]]:
    document, mistakes = read_checked(file, QUESTIONS_FILE)
    items = document.root.items if isinstance(document.root, SequenceNode) else ()
    shown = show(file)
    return [Record(shown, item) for item in items if isinstance(item, MappingNode)], mistakes


def _wrong_labels(record: Record, entries: Collection[str]) -> Iterator[Mistake]:
    """Ids that name no entry, or the same one twice."""
    label = record.node.get("id")
    named = (label,) if isinstance(label, ScalarNode) and not is_null(label) else ()
    also = record.items("also")
    seen: set[str] = set()
    for node in (*named, *also):
        name = one_line(node)
        if name in seen:
            yield Mistake(
                record.place(node), f"{quote(name)} is named twice for this question", "delete one of the two"
            )
        elif name and name not in entries:
            remedy = "name an entry of the FAQ, or choose its folder with --faq"
            yield Mistake(record.place(node), f"there is no entry {quote(name)}", did_you_mean(name, entries, remedy))
        seen.add(name)


def _repeated(records: Iterable[Record]) -> Iterator[Mistake]:
    """Questions that stand twice in a file, or in two files with other labels: two people may well ask the same."""
    seen: dict[str, Record] = {}
    for record in records:
        node = record.node.get("q")
        if not isinstance(node, ScalarNode) or not node.value.strip():
            continue
        text = node.value.strip()
        first = seen.setdefault(text, record)
        if first is record:
            continue
        if first.file == record.file:
            yield Mistake(record.place(node), f"{quote(text)} is asked already (in {first.place()})", "delete one")
        elif first.id != record.id:
            problem = f"{quote(text)} has another id in {first.place()}"
            yield Mistake(record.place(node), problem, "give both the same, and name others under 'also'")


def _question(record: Record) -> LabelledQuestion:
    asked = record.node.get("q")
    return LabelledQuestion(
        # Its lines are kept: where one ends, so does a sentence.
        text=asked.value.strip() if isinstance(asked, ScalarNode) else "",
        entry=record.text("id"),
        also=frozenset(one_line(node) for node in record.items("also")),
        kind=record.text("kind") or "",
        place=record.place(),
    )
