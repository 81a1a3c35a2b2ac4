"""``/missed``: what was asked and not answered, what is alike together, with the nearest entry."""

from __future__ import annotations

import asyncio
from html import escape
from typing import TYPE_CHECKING

from bot.admin.statistics import TIMES, nothing_known
from bot.fitting import label
from bot.reporting.missed import missed
from bot.store import questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reporting.missed import Group, Missed
    from bot.service import Service
    from bot.store import Question
    from faq import Answerer, Faq

LOOKED_AT = 500
"""How many questions are looked at, the most frequent first."""

LISTED = 15
"""How many groups of questions are listed."""

_LENGTH = 100


async def missed_html(service: Service) -> str:
    """List the missed and doubtful questions that are kept, as a message shows them."""
    asked = await service.journal.shelter.read(lambda store: questions.asked_since(store, 0, LOOKED_AT), None)
    if asked is None:
        return nothing_known(service.journal)
    # Each is asked anew: too much work to do between two answers.
    return await asyncio.to_thread(_listed, asked, service.answerer)


def _listed(asked: Sequence[Question], answerer: Answerer) -> str:
    found = missed(asked, answerer)
    if not found.alarming and not found.groups:
        return "No question is left without an answer."
    return "\n\n".join(filter(None, (_alarming(found), _groups(found, answerer.faq), _rest(found))))


def _alarming(found: Missed) -> str:
    if not found.alarming:
        return ""
    listed = [_line(one.times, one.question.text) for one in found.alarming[:LISTED]]
    return "\n".join(("<b>Get the emergency answer now</b>, and did not when they were asked", *listed))


def _groups(found: Missed, faq: Faq) -> str:
    if not found.groups:
        return ""
    listed = [line for group in found.groups[:LISTED] for line in _group(group, faq)]
    return "\n".join(("<b>Not answered</b>", *listed))


def _group(group: Group, faq: Faq) -> Iterator[str]:
    others = len(group.questions) - 1
    also = f" and {others} alike" if others else ""
    yield _line(group.times, group.title) + also
    nearest = faq.by_id.get(group.nearest)
    if nearest is not None:
        yield f"    → {escape(label(nearest.title))} ({group.score:.2f})"


def _line(times: int, text: str) -> str:
    return f"{times} {TIMES} <i>{escape(label(text, _LENGTH))}</i>"


def _rest(found: Missed) -> str:
    more = max(0, len(found.groups) - LISTED)
    told = f"{more} more groups; all of them" if more else "All of it"
    return f"{told}, with YAML to paste: <code>backwalk report</code>"
