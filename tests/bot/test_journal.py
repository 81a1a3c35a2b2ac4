"""What is remembered, and for how long."""

from __future__ import annotations

from bot.journal import Journal


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_found_by_its_question() -> None:
    journal = Journal()
    journal.record_answer(1, 10, 11)
    assert journal.answer_to(1, 10) == 11
    assert journal.answer_to(1, 11) is None
    assert journal.answer_to(2, 10) is None


def test_what_a_message_shows_is_what_it_showed_last() -> None:
    journal = Journal()
    assert not journal.shows(1, 11, "before")
    journal.record_shown(1, 11, "before")
    journal.record_shown(1, 11, "after")
    assert journal.shows(1, 11, "after")
    assert not journal.shows(1, 11, "before")
    assert not journal.shows(2, 11, "after")


def test_answers_are_forgotten_in_time() -> None:
    clock = Clock()
    journal = Journal(clock, keep_seconds=60)
    journal.record_answer(1, 10, 11)
    clock.now += 60
    assert journal.answer_to(1, 10) == 11
    clock.now += 1
    assert journal.answer_to(1, 10) is None


def test_the_one_not_touched_for_longest_makes_room() -> None:
    journal = Journal(keep_items=2)
    journal.record_answer(1, 10, 11)
    journal.record_answer(1, 20, 21)
    journal.answer_to(1, 10)
    journal.record_answer(1, 30, 31)
    assert journal.answer_to(1, 10) == 11
    assert journal.answer_to(1, 20) is None
    assert journal.answer_to(1, 30) == 31


def test_an_album_is_new_once_in_each_chat() -> None:
    journal = Journal()
    assert not journal.seen_album(1, "7")
    assert journal.seen_album(1, "7")
    assert not journal.seen_album(2, "7")


def test_old_albums_make_room() -> None:
    journal = Journal(keep_items=1)
    journal.seen_album(1, "7")
    journal.seen_album(1, "8")
    assert not journal.seen_album(1, "7")


def test_what_a_message_shows_can_be_forgotten_while_it_is_changed() -> None:
    journal = Journal()
    journal.record_shown(1, 11, "old")
    journal.forget_shown(1, 11)
    journal.forget_shown(1, 12)
    assert not journal.shows(1, 11, "old")
