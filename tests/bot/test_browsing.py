"""The way through topics and questions, and back."""

from __future__ import annotations

from dataclasses import replace

from bot.browsing import PAGE, Browsing
from bot.callbacks import Action, Press, decode, topic_key
from bot.render import Outgoing, Renderer
from faq import Entry
from tests.bot import samples

PHRASES = samples.phrases()
BACK, MORE, PREVIOUS = PHRASES.button_back, PHRASES.button_next, PHRASES.button_previous


def browsing(*entries: Entry) -> Browsing:
    return Browsing(Renderer(samples.faq(*entries), "cat_bot"))


def presses(outgoing: Outgoing | None) -> list[tuple[str, Press]]:
    assert outgoing is not None
    assert outgoing.keyboard is not None
    found = [
        (button.text, decode(str(button.callback_data))) for row in outgoing.keyboard.inline_keyboard for button in row
    ]
    return [(text, press) for text, press in found if press]


def questions(count: int, topic: str | None) -> tuple[Entry, ...]:
    return tuple(Entry(f"q{number}", (f"Question {number}",), "Answer", topic=topic) for number in range(count))


def test_topics_lead_to_their_questions() -> None:
    screens = browsing()
    topics = presses(screens.topics())
    assert [text for text, _ in topics] == ["Sounds & signs", "Food", "Other questions"]
    sounds = screens.topic(topics[0][1].target)
    assert sounds is not None
    assert sounds.html == "<b>Sounds &amp; signs</b>"
    assert presses(sounds) == [
        (samples.PURR.title, Press(Action.READ, "why-purr")),
        (samples.MEOW.title, Press(Action.READ, "meow")),
        (BACK, Press(Action.TOPICS)),
    ]


def test_small_talk_is_not_a_topic() -> None:
    other = presses(browsing().topic(topic_key("Other questions")))
    assert [press.target for _, press in other] == ["claws", ""]


def test_an_answer_leads_back_to_its_topic() -> None:
    read = browsing().read(samples.PURR)
    assert "content" in read.html
    assert presses(read) == [(BACK, Press(Action.TOPIC, topic_key("Sounds & signs")))]


def test_an_answer_has_thumbs_above_the_way_back_where_votes_are_taken() -> None:
    screens = Browsing(Renderer(samples.faq(), "cat_bot", takes_votes=True))
    assert [(press.action, press.target) for _, press in presses(screens.read(samples.PURR))] == [
        (Action.UP, "why-purr"),
        (Action.DOWN, "why-purr"),
        (Action.TOPIC, topic_key("Sounds & signs")),
    ]
    assert [press.action for _, press in presses(screens.read(samples.CHOKING))] == [Action.TOPIC]


def test_an_answer_without_a_place_has_no_way_back() -> None:
    assert browsing().read(samples.HELLO).keyboard is None


def test_long_topics_have_pages() -> None:
    many = questions(2 * PAGE + 1, "Many")
    screens = browsing(*many, samples.PURR)
    key = topic_key("Many")
    first, second, last = (presses(screens.topic(key, page)) for page in range(3))
    assert [text for text, _ in first[PAGE:]] == [MORE, BACK]
    assert first[PAGE][1] == Press(Action.TOPIC, key, 1)
    assert [text for text, _ in second[PAGE:]] == [PREVIOUS, MORE, BACK]
    assert [text for text, _ in last] == [f"Question {2 * PAGE}", PREVIOUS, BACK]
    assert presses(screens.read(many[-1])) == [(BACK, Press(Action.TOPIC, key, 2))]


def test_many_topics_have_pages() -> None:
    many = tuple(replace(entry, topic=f"Topic {entry.id}") for entry in questions(PAGE + 1, None))
    screens = browsing(*many)
    assert presses(screens.topics())[-1] == (MORE, Press(Action.TOPICS, "", 1))
    assert [text for text, _ in presses(screens.topics(1))] == [f"Topic q{PAGE}", PREVIOUS]


def test_a_single_topic_needs_no_list_of_topics() -> None:
    screens = browsing(*questions(3, None))
    assert [press.action for _, press in presses(screens.topics())] == [Action.READ] * 3
    long = browsing(*questions(PAGE + 1, None))
    second = presses(long.topic(topic_key("Other questions"), 1))
    assert [text for text, _ in second] == [f"Question {PAGE}", PREVIOUS]


def test_what_is_gone_is_not_shown() -> None:
    screens = browsing()
    assert screens.topic("0123456789abcdef") is None
    assert screens.topic(topic_key("Food"), 1) is None
    assert screens.topics(9999) is None
    assert browsing(samples.HELLO).topics() is None


def test_highlights_take_turns() -> None:
    assert [entry.id for entry in browsing().highlights] == ["why-purr", "milk", "claws", "meow", "choking"]


def test_topics_stand_below_a_text() -> None:
    greeting = browsing().below("Hello")
    assert greeting.html == "Hello"
    assert [text for text, _ in presses(greeting)] == ["Sounds & signs", "Food", "Other questions"]
    assert browsing(samples.HELLO).below("Hello") == Outgoing("Hello")
