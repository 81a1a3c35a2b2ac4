"""/stats as text: what was asked, shown and missed, in a message that anybody can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.admin.statistics import (
    MOST_DAYS,
    nothing_known,
    read_days,
    read_figures,
    statistics_html,
    summary_html,
)
from bot.fitting import MESSAGE_LIMIT
from bot.journal import Journal
from bot.reporting.figures import Figures, figures
from bot.store import Question, Shelter, Store, Tally, VoteCount
from bot.store.connecting import database_url as read_url
from faq.markup import visible_length
from tests.bot import samples
from tests.bot.test_journal import ANSWER, NOTHING, request
from tests.telegram import parse_html

FIRST, LAST = date(2026, 10, 26), date(2026, 11, 24)
FAQ = samples.faq()


def tally(outcome: str, times: int, entry: str = "", day: date = LAST) -> Tally:
    return Tally(day=day, chat="private", outcome=outcome, entry=entry, times=times)


@pytest.fixture
def month() -> Figures:
    counted = [
        tally("answer", 30, "why-purr", FIRST),
        tally("answer", 5, "milk"),
        tally("suggest", 10),
        tally("pick", 5, "meow"),
        tally("none", 5),
        tally("emergency", 2, "choking"),
        tally("smalltalk", 1, "hello"),
    ]
    votes = [VoteCount(entry="why-purr", phrasing="purring", up=7, down=1)]
    asked = [
        Question(text="do <b>dogs</b> & cats purr?", outcome="none", nearest="why-purr", times=4),
        Question(text="sounds", outcome="suggest", nearest="why-purr", picked="meow", times=3),
        Question(text="the moon", outcome="none"),
    ]
    return figures(FIRST, LAST, counted, votes, asked)


def test_all_of_it(month: Figures) -> None:
    text, _ = parse_html(statistics_html(month, FAQ))
    assert text.splitlines() == [
        "26 Oct to 24 Nov",
        "53 questions",
        "70% answered at once, 80% with the suggestions that were chosen",
        "10 suggested, 5 missed, 2 emergencies",
        "",
        "26 Oct " + "█" * 16 + " 30",
        "2 Nov  " + " " * 16 + " 0",
        "9 Nov  " + " " * 16 + " 0",
        "16 Nov " + " " * 16 + " 0",
        "23 Nov " + "█" * 12 + "▎".ljust(4) + " 23",
        "",
        "Shown most",
        "30 × Why do cats purr? (👍7 👎1)",
        "5 × What does a meow mean?",
        "5 × May cats drink milk?",
        "2 × My cat is choking",
        "",
        "Missed most (all: /missed)",
        "4 × do <b>dogs</b> & cats purr? → Why do cats purr?",
        "3 × sounds → What does a meow mean?",
        "1 × the moon",
    ]


def test_below_a_picture_there_are_no_bars(month: Figures) -> None:
    html = summary_html(month, FAQ)
    assert "█" not in html
    assert "Shown most" in html


def test_nothing_was_asked() -> None:
    text, _ = parse_html(statistics_html(figures(FIRST, LAST, [], [], []), FAQ))
    assert text == "26 Oct to 24 Nov\nNobody has asked anything."


def test_small_talk_alone_has_no_shares() -> None:
    text, _ = parse_html(statistics_html(figures(LAST, LAST, [tally("smalltalk", 1, "hello")], [], []), FAQ))
    assert text.splitlines()[1:3] == ["1 question", "0 suggested, 0 missed, 0 emergencies"]


def test_what_is_long_still_fits(month: Figures) -> None:
    long = [replace(question, text="\N{PILE OF POO}" * 300) for question in month.questions]
    assert visible_length(statistics_html(replace(month, questions=tuple(long)), FAQ)) < MESSAGE_LIMIT


def test_an_entry_that_is_gone_is_named_by_its_id() -> None:
    text, _ = parse_html(statistics_html(figures(LAST, LAST, [tally("answer", 1, "gone")], [], []), FAQ))
    assert "1 × gone" in text


@pytest.mark.parametrize(("text", "days"), [("", 30), (" 7 ", 7), ("7d", 7), ("1", 1), (str(MOST_DAYS), MOST_DAYS)])
def test_days(text: str, days: int) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    "text", ["0", "-1", str(MOST_DAYS + 1), "week", "7 days", "1e2", "\N{SUPERSCRIPT TWO}", "9" * 5000]
)
def test_no_days(text: str) -> None:
    assert read_days(text) is None


async def test_read_from_the_store(database_url: str) -> None:
    store = Store(read_url(database_url))
    journal = Journal(Shelter(store))
    await journal.record(request(), 11, ANSWER)
    await journal.record(request(20), 21, NOTHING)
    found = await read_figures(journal, 7)
    assert found is not None
    assert found.until - found.since == timedelta(6)
    assert (found.total.answered, found.total.missed) == (1, 1)
    assert [question.text for question in found.questions] == ["how old is the moon"]
    await store.close()


async def test_without_a_store_it_is_said_why() -> None:
    journal = Journal()
    assert await read_figures(journal, 7) is None
    assert "none" in nothing_known(journal)
    failing = Journal(Shelter(Store(read_url("sqlite:////dev/null/journal.sqlite3"))))
    assert await read_figures(failing, 7) is None
    assert "fails" in nothing_known(failing)
