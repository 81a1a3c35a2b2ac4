"""The part of the report that names names: entries, questions, and what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording import counted, of_hundred, said, wanted
from faq.breakdown import by_entry, confusions
from faq.comparison import Direction
from faq.evaluation import Subject
from faq.folders import show
from faq.mistakes import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.measuring import Comparison, Measured
    from bot.tables import Page
    from faq.breakdown import Confusion
    from faq.comparison import Change
    from faq.evaluation import Figures, Verdict

MOST_LISTED = 25
"""Questions or pairs of a sort that are listed; all of them stand in the JSON."""

MOST_NAMED = 10
"""Entries without a question that are named; where there are more, the questions are about something special."""


def print_entries(page: Page, measured: Measured) -> None:
    """Print the entries with something not right, worst first, and how many others there are."""
    entries = by_entry(measured.verdicts)
    bad = [entry for entry in entries if entry.cost]
    page.heading("By entry, in numbers of questions; worst first" if bad else "By entry")
    if bad:
        page.table(
            ("entry", "asked", "right", "offered\nin a list", "another\nlist", "wrong", "refused"),
            (
                (one.entry, *map(str, (one.asked, one.right, one.offered, one.others, one.wrong, one.refused)))
                for one in bad
            ),
        )
    good = [entry for entry in entries if not entry.cost]
    asked = counted(sum(entry.asked for entry in good), "question")
    page.paragraph(f"{counted(len(good), 'entry', 'entries')} with nothing to mend ({asked}).")
    never = sorted(measured.faq.by_id.keys() - {entry.entry for entry in entries})
    if len(never) > MOST_NAMED:
        page.paragraph(f"No question asks for {len(never)} of the {len(measured.faq.entries)} entries.")
    elif never:
        page.paragraph(f"No question asks for {', '.join(never)}.")


def print_mistakes(page: Page, measured: Measured) -> None:
    """Print what was taken for what, and the questions that went wrong."""
    found = confusions(measured.verdicts)
    if found:
        page.heading("What was taken for what")
        page.table(
            ("asked for", "got", "times", "for example"),
            (_confusion(one) for one in found[:MOST_LISTED]),
            texts=(0, 1, 3),
        )
        _more(page, len(found))
    missed = [one for one in measured.verdicts if one.subject is Subject.EMERGENCY and not one.alarmed]
    wrong = [one for one in measured.verdicts if one.wrong and one not in missed]
    refused = [one for one in measured.verdicts if one.refused and one not in missed]
    _questions(page, "Missed emergencies", missed)
    _questions(page, "Wrong answers, the surest first", wrong)
    _questions(page, "Refused, though the FAQ has the answer", refused)


def print_comparison(page: Page, comparison: Comparison, measured: Measured) -> None:
    """Print what has changed since another version of the FAQ: first what has become worse."""
    folder = show(comparison.folder)
    page.heading(f"Compared with {folder}")
    page.table(("of 100", "there", "here"), _side_by_side(comparison.figures, measured.figures))
    if comparison.unknown:
        page.paragraph(f"{folder} has no entry {', '.join(comparison.unknown)}.")
    by_direction = {
        direction: [change for change in comparison.changes if change.direction is direction] for direction in Direction
    }
    counts = ", ".join(f"{len(found)} {direction}" for direction, found in by_direction.items())
    same = len(measured.verdicts) - len(comparison.changes)
    page.paragraph(f"Questions that now fare: {counts}; as before: {same}.")
    for direction, found in by_direction.items():
        if found:
            page.heading(_HEADINGS[direction])
            for change in found[:MOST_LISTED]:
                _change(page, change)
            _more(page, len(found))


_HEADINGS = {
    Direction.WORSE: "Worse than there",
    Direction.BETTER: "Better than there",
    Direction.SIDEWAYS: "Different, neither better nor worse",
}


def _confusion(one: Confusion) -> Sequence[str]:
    example = one.verdicts[0].question.text
    got = one.shown or ("a list without it" if one.verdicts[0].reply.suggestions else "nothing")
    return one.asked_for or "nothing of this FAQ", got, str(len(one.verdicts)), quote(example)


def _questions(page: Page, title: str, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    page.heading(f"{title} ({len(verdicts)})")
    for verdict in sorted(verdicts, key=lambda one: -one.score)[:MOST_LISTED]:
        page.item(
            f"{verdict.question.place}: {quote(verdict.question.text)}",
            f"{said(verdict)}; right would be {wanted(verdict)}",
        )
    _more(page, len(verdicts))


def _change(page: Page, change: Change) -> None:
    question = change.new.question
    page.item(
        f"{question.place}: {quote(question.text)}",
        f"there: {said(change.old)}",
        f"here: {said(change.new)}",
        f"right: {wanted(change.new)}",
    )


def _more(page: Page, count: int) -> None:
    if count > MOST_LISTED:
        page.paragraph(f"... and {count - MOST_LISTED} more: --json lists them all.")


def _side_by_side(there: Figures, here: Figures) -> Sequence[Sequence[str]]:
    everything = here.inside + here.outside
    return [
        (label, of_hundred(old, base), of_hundred(new, base))
        for label, old, new, base in (
            ("right", there.right, here.right, here.inside),
            ("right or offered", there.offered, here.offered, here.inside),
            ("wrong", there.wrong, here.wrong, here.inside),
            ("refused", there.refused, here.refused, here.inside),
            ("false answers", there.outside_answered, here.outside_answered, here.outside),
            ("emergencies found", there.alarms_found, here.alarms_found, here.emergencies),
            ("false alarms", there.false_alarms, here.false_alarms, everything),
        )
    ]
