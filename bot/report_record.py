"""What was measured as the plain data that ``--json`` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from faq.breakdown import by_entry, by_kind, confusions, times
from faq.calibration import calibration
from faq.costs import OBJECTIVE, cost
from faq.thresholds import best, weighed

if TYPE_CHECKING:
    from bot.measuring import Comparison, Measured
    from faq.breakdown import Confusion
    from faq.comparison import Change
    from faq.evaluation import Verdict

Json = dict[str, Any]


def as_record(measured: Measured) -> Json:
    """All figures, and every question that is not right. Shares are 0 to 1, times are seconds."""
    verdicts, thresholds = measured.verdicts, measured.faq.vocabulary.thresholds
    return {
        "files": [str(file) for file in measured.order.files],
        "faq": str(measured.order.faq_dir),
        "version": measured.faq.version,
        "questions": len(verdicts),
        "overall": asdict(measured.figures),
        "kinds": {kind: asdict(found) for kind, found in by_kind(verdicts).items()},
        "noise": {way: asdict(found) for way, found in measured.noisy.items()},
        "entries": [asdict(entry) for entry in by_entry(verdicts)],
        "confusions": [_confusion(one) for one in confusions(verdicts)],
        "not_right": [_verdict(verdict) for verdict in verdicts if cost(verdict)],
        "calibration": [asdict(band) for band in calibration(verdicts)],
        "thresholds": {
            "objective": OBJECTIVE,
            "now": asdict(weighed(verdicts, thresholds)),
            "best": asdict(weighed(verdicts, best(verdicts, thresholds))),
        },
        "seconds": asdict(times(verdicts)),
        "comparison": _comparison(measured.comparison) if measured.comparison else None,
    }


def _verdict(verdict: Verdict) -> Json:
    question = verdict.question
    return {
        "place": str(question.place),
        "question": question.text,
        "kind": question.kind,
        "asked_for": question.entry,
        "also": sorted(question.also),
        **_reply(verdict),
    }


def _reply(verdict: Verdict) -> Json:
    return {
        "outcome": verdict.reply.outcome.value,
        "shown": verdict.shown,
        "offered": [entry.id for entry in verdict.reply.suggestions],
        "score": round(verdict.score, 4),
        "scope": round(verdict.reply.scope, 4),
        "cost": cost(verdict),
    }


def _confusion(one: Confusion) -> Json:
    return {
        "asked_for": one.asked_for,
        "shown": one.shown,
        "outcome": one.outcome.value,
        "count": len(one.verdicts),
        "example": one.verdicts[0].question.text,
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "faq": str(comparison.folder),
        "unknown_entries": list(comparison.unknown),
        "overall": asdict(comparison.figures),
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> Json:
    return {
        "direction": change.direction.value,
        "place": str(change.new.question.place),
        "question": change.new.question.text,
        "asked_for": change.new.question.entry,
        "old": _reply(change.old),
        "new": _reply(change.new),
    }
