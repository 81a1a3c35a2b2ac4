"""Texts of any script and length: each gets a reply that can be shown, and can be kept."""

from __future__ import annotations

from bot.addressing import Where
from bot.plain import plain_reply
from bot.render import Renderer
from bot.scrubbing import LENGTH, scrubbed
from tests.faq.labelled import labelled, packaged_answerer
from tests.fuzzing import odd
from tests.fuzzing.choices import Choices
from tests.fuzzing.wire import assert_shown


def corpus() -> list[bytes]:
    """Questions as people ask them, an emergency among them, and odd ones."""
    asked = [b"\x00" + question.text.encode() for question in labelled("third")[::25]]
    return [*asked, b"\x00my legs are numb", *(bytes((1, place % 6, *range(place, place + 6))) for place in range(75))]


def fuzz(data: bytes) -> None:
    """Ask a question, show the reply in every kind of chat, and keep it as one that was missed.

    Raises
    ------
    AssertionError
        When the reply is not whole.
    """
    text = text_of(data)
    answerer = packaged_answerer()
    reply = answerer.reply(text)
    assert reply.question == text
    assert 0 <= reply.scope <= 1
    assert all(0 <= match.score <= 1 for match in reply.matches)
    renderer = Renderer(answerer.faq, "bot")
    for where in Where:
        assert_shown(renderer.reply(reply, where).html)
    assert plain_reply(reply, answerer.faq, to_pick=True)
    answerer.completions(text[:256])
    kept = scrubbed(text)
    # Any database takes it.
    assert kept.encode().decode() == kept
    assert "\x00" not in kept
    assert len(kept) <= LENGTH


def text_of(data: bytes) -> str:
    """The text that the bytes are, or odd pieces again and again up to the length of the longest message."""
    choices = Choices(data)
    if not choices.below(2):
        return choices.text()
    pieces = "".join(choices.pick(odd.PIECES) for _ in range(1 + choices.below(6))) + choices.text()
    return (pieces * odd.LONGEST)[: odd.LONGEST]
