"""When Telegram was last heard from."""

from __future__ import annotations

from bot.contact import Contact


def test_never_then_so_long_ago() -> None:
    now = 100.0
    contact = Contact(lambda: now, lambda: 1_700_000_000 + now)
    assert contact.seconds_ago is None
    assert contact.date == 0
    contact.made()
    now = 130.0
    assert contact.seconds_ago == 30
    assert contact.date == 1_700_000_100
    contact.made()
    assert contact.seconds_ago == 0


def test_it_fails_from_the_first_failure_to_the_next_answer() -> None:
    now = 100.0
    contact = Contact(lambda: now)
    assert contact.failing_seconds == 0
    contact.failed()
    now = 130.0
    contact.failed()
    assert contact.failing_seconds == 30
    contact.made()
    assert contact.failing_seconds == 0
