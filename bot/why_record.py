"""Why the bot says what it says, as the plain data that ``backwalk ask --why --json`` prints."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from faq.explaining import AlarmStory, Candidate, Explanation
    from faq.red_flags import SeenSign
    from faq.voices import Voice
    from faq.weighing import ForEntry, ForFaq

Json = dict[str, Any]


def as_why_record(found: Explanation) -> Json:
    """What explains a reply, beside the reply itself. Shares and scores are 0 to 1."""
    return {
        "reason": found.reason.value,
        "scope": found.reply.scope,
        "suggestions": [entry.id for entry in found.reply.suggestions],
        "beside_small_talk": found.beside,
        "reading": asdict(found.reading),
        "scope_from": _evidence(found.evidence) if found.evidence else None,
        "entries": [_candidate(one) for one in found.candidates],
        "voices": [_voice(voice) for voice in found.voices],
        "alarm": _alarm(found.alarm) if found.alarm else None,
    }


def _candidate(one: Candidate) -> Json:
    return {
        "id": one.entry.id,
        "score": one.score,
        "phrasing": one.phrasing,
        "compared": one.compared,
        "share": one.share,
        "similarity": one.similarity,
        "coverage": one.coverage,
        "strangeness": one.strangeness,
        "same_words": one.same_words,
        "score_from": _evidence(one.evidence),
    }


def _evidence(evidence: ForFaq | ForEntry) -> Json:
    return {name: piece._asdict() for name, piece in evidence._asdict().items()}


def _alarm(story: AlarmStory) -> Json:
    raised = story.raised
    return {
        # JSON has no infinity: null where no word is known.
        "value": story.value if math.isfinite(story.value) else None,
        "raised": raised
        and {
            "id": raised.entry.id,
            "cause": raised.cause.value,
            "phrasing": raised.entry.questions[raised.hit.phrasing] if raised.hit else None,
            "sign": _sign(raised.sign) if raised.sign else None,
        },
        "signs": [_sign(sign) for sign in story.signs],
        "voices": [{"words": voice.words, "very": voice.very, "says": voice.first} for voice in story.voices],
    }


def _sign(sign: SeenSign) -> Json:
    return {**asdict(sign), "entry": sign.entry.id}


def _voice(voice: Voice) -> Json:
    return {**asdict(voice), "lead": voice.lead}
