"""Why the decision fell as it did, in plain words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from faq import Outcome
from faq.answering import ALARM, DENIED_ALARM, EMERGENCY_SHARE, HINTED_ALARM
from faq.deciding import LEAD
from faq.explaining import Reason
from faq.mistakes import quote
from faq.weighing import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faq import Thresholds
    from faq.explaining import AlarmStory, Candidate, Explanation
    from faq.red_flags import SeenSign
    from faq.weighing import Alarm

_SAID = {
    Outcome.ANSWER: "answer",
    Outcome.SMALLTALK: "small talk",
    Outcome.SUGGEST: "suggest",
    Outcome.EMERGENCY: "emergency",
    Outcome.NONE: "nothing",
}


def decision_in_words(found: Explanation, thresholds: Thresholds) -> Iterator[str]:
    """What is said, and why; then what small talk gave way to.

    Parameters
    ----------
    thresholds
        Those of the FAQ.
    """
    reply = found.reply
    shown = reply.suggestions or ((reply.entry,) if reply.entry else ())
    yield ": ".join(filter(None, (_SAID[reply.outcome], ", ".join(entry.id for entry in shown))))
    yield f"Why: {_reason(found, thresholds)}."
    if found.beside:
        yield f"Small talk gave way to {quote(found.beside)}."


def alarm_in_words(story: AlarmStory) -> Iterator[str]:
    """Why an alarm was raised, or not, and which signs were seen."""
    if story.raised:
        yield f"Raised: {_cause(story.raised, story.value)}."
    elif not math.isfinite(story.value):
        yield "None: there is no word in it to raise one."
    elif not near_alarm(story):
        yield f"None, and far from one: the learnt weights say {signed(story.value)}, and no sign was seen."
    else:
        yield (
            f"None: the learnt weights say {signed(story.value)}. They raise one by themselves from {signed(ALARM)} "
            f"on if the share of the emergency is {figure(EMERGENCY_SHARE)} or more, and from "
            f"{signed(HINTED_ALARM)} on if all words of a sign occur anywhere in the message. A sign whose words "
            f"stand together raises one unless they say {signed(DENIED_ALARM)} or less."
        )
    for sign in story.signs:
        yield f"Seen: {sign_in_words(sign)}."


def near_alarm(story: AlarmStory) -> bool:
    """Whether there was an alarm, or nearly one."""
    return story.raised is not None or bool(story.signs) or story.value > DENIED_ALARM


def sign_in_words(sign: SeenSign) -> str:
    """Which sign was seen, by which words, and what became of it."""
    named = f"sign {sign.number} of {sign.entry.id}, by {' + '.join(map(quote, sign.phrases))}"
    if not sign.together:
        return f"{named}, but these stand too far apart"
    return named if sign.called_off is None else f"{named}, but {quote(sign.called_off)} calls it off"


def figure(value: float) -> str:
    """A figure with two decimals."""
    return f"{_rounded(value):,.2f}"


def signed(value: float) -> str:
    """A figure with two decimals, and a sign for what it speaks for or against."""
    return f"{_rounded(value):+,.2f}"


def below(value: float, limit: float) -> str:
    """A figure that is less than a limit, with as many digits as show it."""
    digits = next((digits for digits in range(2, 9) if round(value, digits) < round(limit, digits)), 9)
    return f"{value:.{digits}f}"


def _rounded(value: float) -> float:
    """To two decimals, and 0 without a sign."""
    return round(value, 2) + 0.0


def _reason(found: Explanation, thresholds: Thresholds) -> str:
    match found.reason:
        case Reason.ALARM if found.alarm and found.alarm.raised:
            return _cause(found.alarm.raised, found.alarm.value)
        case Reason.NEAR:
            return "it reads the same as a line of 'near' in vocabulary.yaml"
        case Reason.OUT_OF_SCOPE:
            limit = f"{figure(thresholds.offer)} (offer_from: {100 * thresholds.offer:g})"
            return f"scope {below(found.reply.scope, thresholds.offer)} is under {limit}"
    if not found.candidates:
        return "no word in it says anything to the FAQ"
    return _by_score(found, found.candidates[0], thresholds.answer)


def _by_score(found: Explanation, first: Candidate, answer_from: float) -> str:
    limit = f"{figure(answer_from)} (answer_from: {100 * answer_from:g})"
    match found.reason:
        case Reason.UNSURE:
            return f"score {below(first.score, answer_from)} is under {limit}"
        case Reason.TIED:
            scores = " and ".join(f"{figure(one.score)} of {one.entry.id}" for one in found.candidates[:2])
            return f"the scores {scores} are less than {figure(LEAD)} apart"
        case Reason.TOO_FEW:
            return f"score {below(first.score, answer_from)} is under {limit}, and there are too few entries to offer"
        case Reason.SAME_WORDS:
            return (
                f"same words as a phrasing (similarity {figure(first.similarity)}), and so score {figure(first.score)}"
            )
    return f"score {figure(first.score)} is no less than {limit}"


def _cause(alarm: Alarm, value: float) -> str:
    match alarm.cause:
        case Cause.PHRASING if alarm.hit:
            phrasing = quote(alarm.entry.questions[alarm.hit.phrasing])
            return f"same words as the phrasing {phrasing} (similarity {figure(alarm.hit.similarity)})"
        case Cause.LEARNT:
            return f"the learnt weights say {signed(value)}, an alarm from {signed(ALARM)} on"
        case Cause.HINT:
            enough = f"enough from {signed(HINTED_ALARM)} on"
            why = f"all words of a sign, and the learnt weights say {signed(value)}, {enough}"
        case _:
            why = f"a sign, and the learnt weights say {signed(value)}, enough above {signed(DENIED_ALARM)}"
    return f"{why}: {sign_in_words(alarm.sign)}" if alarm.sign else why
