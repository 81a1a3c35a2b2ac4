from __future__ import annotations

from dataclasses import replace

import pytest

from faq.comparison import Change, Direction, changes
from tests.faq.verdicts import alarmed, answered, offered, refused


def test_what_is_as_before_is_no_change() -> None:
    same = [answered("a", "a"), offered("a", "a", "b"), refused(None)]
    assert changes(same, same) == ()
    assert changes([answered("a", "a", 0.8)], [answered("a", "a", 0.9)]) == ()
    assert changes([offered("a", "a", "b")], [offered("a", "b", "a", "c")]) == ()


def test_changes_lead_somewhere() -> None:
    right, wrong, listed, nothing = answered("a", "a"), answered("a", "b"), offered("a", "a", "b"), refused("a")
    old, new = [right, wrong, nothing, right], [wrong, listed, nothing, nothing]
    assert [change.direction for change in changes(old, new)] == [Direction.WORSE, Direction.BETTER, Direction.WORSE]


def test_another_wrong_answer_is_a_change_sideways() -> None:
    (change,) = changes([answered("a", "b")], [answered("a", "c")])
    assert change.direction is Direction.SIDEWAYS
    assert changes([answered("a", "b")], [alarmed("a")])[0].direction is Direction.SIDEWAYS


def test_a_list_that_has_lost_the_right_answer_is_worse() -> None:
    (change,) = changes([offered("a", "a", "b")], [offered("a", "b", "c")])
    assert change.direction is Direction.WORSE


def test_an_entry_that_was_renamed_does_no_harm() -> None:
    renamed = answered("new-name", "old-name")
    assert Change(renamed, replace(renamed, reply=answered("x", "new-name").reply)).direction is Direction.BETTER


def test_both_must_have_been_asked_the_same() -> None:
    with pytest.raises(ValueError, match="longer"):
        changes([], [refused("a")])
