"""The page of ``backwalk ask --why``: why the bot says what it says to a question, for curators."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.why_scores import print_alarm_words, print_scores, print_words
from bot.why_words import alarm_in_words, decision_in_words, figure, near_alarm
from faq.mistakes import quote
from faq.rereading import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.tables import Page
    from faq import Thresholds
    from faq.explaining import AlarmStory, Explanation
    from faq.rereading import Reading

MOST_WORDS = 20
"""Words of a sort that are listed; all of them stand in the JSON."""

_ROLES = {
    Role.TELLING: "telling",
    Role.ELSEWHERE: "in no phrasing",
    Role.LIGHT: "says little",
    Role.NUMBER: "number, its first digit",
    Role.EVERYDAY: "everyday, not in the FAQ",
    Role.UNKNOWN: "unknown",
}


def print_why(page: Page, found: Explanation, thresholds: Thresholds) -> None:
    """Print how the decision fell, how the question was read, and what was found.

    Parameters
    ----------
    thresholds
        Those of the FAQ.
    """
    page.paragraph(quote(found.reply.question))
    for line in decision_in_words(found, thresholds):
        page.paragraph(line)
    _reading(page, found.reading)
    if found.alarm and found.alarm.raised:
        # What would have been said otherwise is beside the point: the list is enough.
        _alarm(page, found.alarm)
        _candidates(page, found)
        return
    _candidates(page, found)
    if found.candidates:
        print_scores(page, found)
        print_words(page, found)
    if found.alarm:
        _alarm(page, found.alarm)


def _reading(page: Page, reading: Reading) -> None:
    page.heading("How it was read")
    rows = [(what, _listed(words)) for what, words in _fates(reading) if words]
    if not rows:
        page.paragraph("There are no words in it.")
        return
    page.table(("what", "words"), rows, texts=(0, 1))
    if reading.shortened:
        page.paragraph("The message is longer than what is read of it.")
    if reading.decisive:
        page.paragraph(f"The part of it that spoke loudest for the first entry: {quote(reading.decisive)}")


def _fates(reading: Reading) -> Iterator[tuple[str, Sequence[str]]]:
    """What became of words, and of which."""
    yield "put right by 'spellings'", [f"{odd} -> {right}" for odd, right in reading.respelt]
    yield "typed as one", [f"{word} -> {halves}" for word, halves in reading.parted]
    yield "taken for", [f"{word.typed} -> {word.mended}" for word in reading.words if word.mended]
    yield (
        "synonym of",
        [f"{word.typed} -> {word.group}" for word in reading.words if word.group not in {None, word.typed}],
    )
    yield "left out", reading.left_out
    for role, what in _ROLES.items():
        yield what, [word.typed for word in reading.words if word.role is role]


def _listed(words: Sequence[str]) -> str:
    """Each word once, with how often it occurs."""
    listed = [word if count == 1 else f"{word} ({count} times)" for word, count in Counter(words).items()]
    more = [f"and {len(listed) - MOST_WORDS:,} more"] if len(listed) > MOST_WORDS else []
    return ", ".join([*listed[:MOST_WORDS], *more])


def _candidates(page: Page, found: Explanation) -> None:
    if not found.candidates:
        return
    page.heading("What came nearest")
    page.table(
        ("entry, and its nearest phrasing", "score", "share", "similar", "covered"),
        (
            (
                f"{one.entry.id}\n{quote(one.phrasing)}",
                *map(figure, (one.score, one.share, one.similarity, one.coverage)),
            )
            for one in found.candidates
        ),
    )
    page.paragraph(
        "Score: how likely it is right. Share: among all entries, as learnt from the phrasings. Similar: to the "
        "nearest phrasing, 1 for the same words. Covered: how much of the question the entry has words for."
    )


def _alarm(page: Page, story: AlarmStory) -> None:
    page.heading("Alarm")
    for line in alarm_in_words(story):
        page.paragraph(line)
    if story.voices and near_alarm(story):
        print_alarm_words(page, story.voices)
