"""The command ``backwalk check``: what is wrong with an FAQ, what could be better, and what the search makes of it."""

from __future__ import annotations

import io
import sys
from itertools import chain
from typing import TYPE_CHECKING

from bot.progress import watched
from faq.checking import check as looked_through
from faq.mistakes import in_order, quote
from faq.processes import BrokenOffError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from faq import Faq, Mistake
    from faq.confusion import Reach
    from faq.trials import Trial

EXIT_MISTAKES = 1
"""There are mistakes, or the check was broken off."""

SHOWN_ENTRIES = 5
"""Entries that are told with what misses them, unless all are asked for."""

SHOWN_PHRASINGS = 5
"""Phrasings that are told of each, unless all are asked for."""

SHOWN_RIVALS = 3
"""For how many others an entry is told to be taken."""

BROKEN_OFF = "A process was ended from outside, perhaps for want of memory; --fast does without what takes so much."

ADVICE = "write two or three more like them in other words, or move what another entry answers better"


def check(folder: Path, *, fast: bool = False, everything: bool = False, today: date | None = None) -> int:
    """Print all that is wrong with an FAQ, or could be better.

    Parameters
    ----------
    fast
        Leave out what has to be learnt first.
    everything
        Tell all phrasings that would miss their entries, not only the worst.
    today
        The day from which the age of reviews is counted; None to pass over them.

    Returns
    -------
    int
        Exit status: 0, or 1 when there are mistakes.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a character shows a question mark, rather than nothing at all.
        sys.stdout.reconfigure(errors="replace")
    findings = looked_through(folder, today)
    for mistake in findings.mistakes:
        print(mistake, file=sys.stderr)
    if findings.faq is None:
        return EXIT_MISTAKES
    warnings: Sequence[Mistake] = findings.warnings
    reached: Sequence[Reach] = ()
    if not fast:
        try:
            warnings, reached = _with_search(findings.faq, warnings)
        except BrokenOffError:
            print(BROKEN_OFF, file=sys.stderr)
            return EXIT_MISTAKES
    for warning in warnings:
        print(f"{warning.place}: could be better: {warning.problem}; {warning.remedy}")
    for line in hints(findings.faq, reached, everything=everything):
        print(line)
    print(f"{folder}: no mistakes in {len(findings.faq.entries)} entries.")
    return 0


def _with_search(faq: Faq, warnings: Sequence[Mistake]) -> tuple[tuple[Mistake, ...], tuple[Reach, ...]]:
    """Add to the warnings what shows when the search is asked, and give what reaches each entry."""
    # --fast does not wait for what can search.
    from faq.answering import Answerer  # noqa: PLC0415
    from faq.caching import cache_folder  # noqa: PLC0415
    from faq.collisions import misled  # noqa: PLC0415
    from faq.confusion import out_of_reach, reaches, too_close  # noqa: PLC0415
    from faq.trials import FOLDS, ask, tried  # noqa: PLC0415

    folds = watched(tried(faq), FOLDS, "Asking what was not learnt")
    trials = sorted(chain.from_iterable(folds), key=lambda trial: (trial.entry, trial.phrasing))
    answerer = Answerer(faq, cache_folder())
    lost = [trial for trial in trials if not trial.first]
    learnt = [
        ask(answerer, faq, trial.entry, trial.phrasing) for trial in watched(lost, len(lost), "Asking what was learnt")
    ]
    reached = reaches(faq, trials)
    told = {warning.place for warning in warnings}
    still_misled = (warning for warning in misled(faq, learnt) if warning.place not in told)
    return in_order((*warnings, *still_misled, *out_of_reach(reached), *too_close(reached))), reached


def hints(faq: Faq, reached: Sequence[Reach], *, everything: bool = False) -> Iterator[str]:
    """Lines that tell which phrasings would miss their entries, the entries that are missed most first.

    Parameters
    ----------
    everything
        All of them, not only the worst.
    """
    missing = [reach for reach in reached if reach.missed]
    if not missing:
        return
    missed, tried = sum(len(reach.missed) for reach in missing), sum(reach.tried for reach in reached)
    yield f"hint: {missed} of {tried} phrasings would miss their entry if they were not in the FAQ; {ADVICE}"
    hidden = missed
    for reach in missing[: None if everything else SHOWN_ENTRIES]:
        yield f"{reach.entry.place}: hint: {_summary(reach)}"
        shown = reach.missed[: None if everything else SHOWN_PHRASINGS]
        for trial in shown:
            yield f"  {reach.entry.place_of(trial.phrasing)}: {_fate(faq, trial)}"
        hidden -= len(shown)
    if hidden:
        yield f"hint: {hidden} more such phrasings, in {len(missing)} entries: 'backwalk check --all'"


def _summary(reach: Reach) -> str:
    rivals = ", ".join(f"{quote(entry.id)} ({count})" for entry, count in reach.taken_for[:SHOWN_RIVALS])
    most = f", most of them for {rivals}" if rivals else ""
    return f"{quote(reach.entry.id)} would be missed by {len(reach.missed)} of {reach.tried}{most}"


def _fate(faq: Faq, trial: Trial) -> str:
    asked = quote(faq.entries[trial.entry].questions[trial.phrasing])
    if trial.other is None:
        return f"{asked}: nothing" if not trial.first else f"{asked}: its own {trial.score:.0%}"
    return f"{asked}: {quote(faq.entries[trial.other.entry].id)} {trial.other.score:.0%}, its own {trial.score:.0%}"
