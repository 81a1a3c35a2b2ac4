from __future__ import annotations

from faq import Outcome
from faq.breakdown import EntryFigures, Times, by_entry, by_kind, confusions, times
from tests.faq.verdicts import SOS, alarmed, answered, offered, question, refused, reply, verdict


def test_figures_by_kind_in_the_order_of_the_questions() -> None:
    found = by_kind(
        [answered("a", "a", kind="typo"), answered("a", "b", kind="story"), answered("b", "b", kind="typo")]
    )
    assert [(kind, figures.inside, figures.right) for kind, figures in found.items()] == [
        ("typo", 2, 1),
        ("story", 1, 0),
    ]


def test_figures_by_entry_worst_first() -> None:
    found = by_entry(
        [
            answered("good", "good"),
            answered("bad", "good"),
            offered("so-so", "good", "so-so"),
            offered("so-so", "good", "bad"),
            refused("so-so"),
            answered(None, "good"),
            alarmed(SOS),
        ]
    )
    assert found == (
        EntryFigures("bad", 1, 0, 0, 0, 1, 0, 10),
        EntryFigures("so-so", 3, 0, 1, 1, 0, 1, 7),
        EntryFigures("good", 1, 1, 0, 0, 0, 0, 0),
        EntryFigures(SOS, 1, 1, 0, 0, 0, 0, 0),
    )


def test_confusions_are_what_was_wrong_refused_or_offered_in_vain() -> None:
    sure = answered("a", "b", 0.99)
    found = confusions(
        [
            answered("a", "b", 0.8),
            sure,
            answered("a", "a"),
            answered(None, "a"),
            offered(None, "a", "b"),
            offered("a", "a", "b"),
            offered("a", "b", "c"),
            refused("a"),
            refused(None),
            refused(SOS),
            alarmed("a"),
        ]
    )
    assert [(one.asked_for, one.shown, one.outcome, len(one.verdicts)) for one in found] == [
        ("a", "b", Outcome.ANSWER, 2),
        (None, "a", Outcome.ANSWER, 1),
        ("a", SOS, Outcome.EMERGENCY, 1),
        ("a", None, Outcome.SUGGEST, 1),
        ("a", None, Outcome.NONE, 1),
        (SOS, None, Outcome.NONE, 1),
    ]
    assert found[0].verdicts[0] is sure


def test_times() -> None:
    timed = [verdict(question("a"), reply(Outcome.NONE), seconds=milli / 1000) for milli in range(1, 101)]
    assert times(timed) == Times(p50=0.051, p99=0.1, longest=0.1)
    assert times(timed[:1]) == Times(0.001, 0.001, 0.001)
