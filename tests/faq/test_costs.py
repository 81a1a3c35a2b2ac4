from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faq.costs import LIST, NOTHING, OBJECTIVE, WRONG, cost
from tests.faq.verdicts import SOS, alarmed, answered, offered, question, refused, reply, verdict

if TYPE_CHECKING:
    from faq.evaluation import Verdict


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (answered("a", "a"), 0),
        (answered("a", "b"), WRONG),
        (answered(None, "a"), WRONG),
        (offered("a", "b", "a"), LIST),
        (offered("a", "b", "c"), NOTHING),
        (offered(None, "a", "b"), LIST),
        (refused("a"), NOTHING),
        (refused(None), 0),
        (alarmed(SOS), 0),
        (alarmed("a"), WRONG),
        (alarmed(None), WRONG),
        (refused(SOS), WRONG),
        (offered(SOS, "a", "b"), WRONG),
    ],
)
def test_what_replies_cost(made: Verdict, expected: int) -> None:
    assert cost(made) == expected


def test_what_is_right_beside_no_answer_costs_nothing() -> None:
    shown = answered("a", "a").reply
    assert cost(verdict(question(None, "a"), shown)) == 0
    assert cost(verdict(question(None, "a"), reply(refused(None).reply.outcome))) == 0


def test_the_objective_names_all_costs() -> None:
    assert all(str(figure) in OBJECTIVE for figure in (LIST, NOTHING, WRONG))
