"""The report as the plain data that ``--json`` prints. Its shape is told in the README; what is there stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.reporting.figures import Counts, EntryCount, Span, VotedDown
    from bot.reporting.missed import Asked, Group
    from bot.reporting.report import Report

FORMAT = 1
"""Counts up when something that programs may rely on goes away or means something else."""

Json = dict[str, Any]


def as_record(report: Report) -> Json:
    """Give all that the report tells. Shares and scores are 0 to 1, days are UTC, moments seconds since 1970."""
    figures, missed = report.figures, report.missed
    return {
        "format": FORMAT,
        "since": str(figures.since),
        "until": str(figures.until),
        "faq": report.faq_dir,
        "version": report.faq.version,
        "total": _counts(figures.total),
        "days": [_day(day) for day in figures.days],
        "chats": {chat: _counts(counts) for chat, counts in figures.chats.items()},
        "entries": [_entry(entry) for entry in figures.entries],
        "voted_down": [_voted_down(one) for one in figures.voted_down],
        "never_shown": list(report.never_shown),
        "alarming": [_asked(asked) for asked in missed.alarming],
        "groups": [_group(group) for group in missed.groups],
        "settled": [_asked(asked) for asked in missed.settled],
        "phrasings": {entry: [_asked(asked) for asked in questions] for entry, questions in missed.phrasings.items()},
        "candidates": [_group(group) for group in missed.candidates],
    }


def _counts(counts: Counts) -> Json:
    return {
        "asked": counts.asked,
        "answered": counts.answered,
        "suggested": counts.suggested,
        "picked": counts.picked,
        "missed": counts.missed,
        "emergencies": counts.emergencies,
        "smalltalk": counts.smalltalk,
        "share_answered": round(counts.share_answered, 4),
        "share_found": round(counts.share_found, 4),
    }


def _day(day: Span) -> Json:
    return {"day": str(day.first), **_counts(day.counts)}


def _entry(one: EntryCount) -> Json:
    return {
        "entry": one.entry,
        "shown": one.shown,
        "answered": one.answered,
        "picked": one.picked,
        "up": one.up,
        "down": one.down,
    }


def _voted_down(one: VotedDown) -> Json:
    return {
        "entry": one.entry,
        "up": one.up,
        "down": one.down,
        "phrasings": [{"phrasing": vote.phrasing, "up": vote.up, "down": vote.down} for vote in one.phrasings],
    }


def _group(group: Group) -> Json:
    return {
        "title": group.title,
        "times": group.times,
        "nearest": group.nearest or None,
        "score": round(group.score, 4),
        "questions": [_asked(asked) for asked in group.questions],
    }


def _asked(asked: Asked) -> Json:
    question = asked.question
    return {
        "question": question.text,
        "phrasing": asked.text,
        "times": question.times,
        "first_at": question.first_at,
        "last_at": question.last_at,
        "outcome": asked.outcome.value,
        "nearest": asked.nearest or None,
        "score": round(asked.score, 4),
        "entry": asked.entry or None,
        "picked": question.picked or None,
    }
