"""How much a person and a group may ask: exact in any minute, others are not harmed, idle ones are forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.throttle import Admission, Asker, Over, Verdict, Windows
from bot.throttle.windows import FEW

ADA, BOB, EVE = 1, 2, 3
GROUP, OTHER_GROUP = -10, -11
SILENT = Verdict(Over.PERSON, is_heard=False)


@dataclass
class Door:
    """An admission in a time that passes when the test says so."""

    per_person: int = 0
    per_group: int = 0
    exempt: frozenset[int] = frozenset()
    now: float = 0.0

    def __post_init__(self) -> None:
        self.windows = Windows(lambda: self.now)
        self.admission = Admission(self.per_person, self.per_group, self.exempt, self.windows)

    async def ask(self, person: int, group: int | None = None, times: int = 1) -> list[Over | None]:
        return [(await self.admission.judge(Asker(person, group))).over for _ in range(times)]


async def test_what_is_past_a_person_s_limit_is_too_much_until_the_minute_is_over() -> None:
    door = Door(per_person=3)
    assert await door.ask(ADA, times=5) == [None] * 3 + [Over.PERSON] * 2
    assert await door.ask(BOB) == [None]
    door.now = 59.9
    assert await door.ask(ADA) == [Over.PERSON]
    door.now = 60.0
    assert await door.ask(ADA, times=4) == [None] * 3 + [Over.PERSON]


async def test_a_person_s_limit_is_one_for_all_chats() -> None:
    door = Door(per_person=3, per_group=100)
    assert await door.ask(ADA) + await door.ask(ADA, GROUP) + await door.ask(ADA, OTHER_GROUP) == [None] * 3
    assert await door.ask(ADA, GROUP) == [Over.PERSON]


async def test_who_floods_a_group_takes_half_of_it_at_most_and_the_rest_is_the_others() -> None:
    door = Door(per_person=20, per_group=10)
    assert await door.ask(EVE, GROUP, times=100) == [None] * 5 + [Over.PERSON] * 95
    assert await door.ask(ADA, GROUP, times=3) + await door.ask(BOB, GROUP, times=3) == [None] * 5 + [Over.GROUP]
    assert await door.ask(EVE) == [None]
    assert await door.ask(BOB, OTHER_GROUP) == [None]


async def test_what_is_past_the_group_s_limit_is_not_counted_for_the_person() -> None:
    door = Door(per_person=2, per_group=2)
    assert await door.ask(ADA, GROUP) + await door.ask(BOB, GROUP) == [None] * 2
    assert await door.ask(EVE, GROUP, times=3) == [Over.GROUP] * 3
    assert await door.ask(EVE, times=3) == [None] * 2 + [Over.PERSON]


async def test_emergencies_are_heard_up_to_three_times_the_limit() -> None:
    door = Door(per_person=2)
    verdicts = [await door.admission.judge(Asker(ADA)) for _ in range(8)]
    assert [verdict.is_heard for verdict in verdicts] == [True] * 6 + [False] * 2
    assert verdicts[-1] == SILENT


async def test_it_is_told_once_a_minute_and_apart_for_the_group() -> None:
    door = Door(per_person=1, per_group=1)
    tells = door.admission.tells
    ada = Asker(ADA, GROUP)
    assert [await tells(ada, Over.PERSON) for _ in range(3)] == [True, False, False]
    assert [await tells(Asker(ADA, OTHER_GROUP), Over.PERSON), await tells(ada, Over.GROUP)] == [False, True]
    assert [await tells(Asker(BOB, GROUP), Over.GROUP), await tells(Asker(BOB), Over.PERSON)] == [False, True]
    door.now = 60.0
    assert await tells(ada, Over.PERSON)


async def test_typing_counts_for_itself_and_three_times_as_much() -> None:
    door = Door(per_person=2)
    verdicts = [await door.admission.judge(Asker(ADA, is_typing=True)) for _ in range(7)]
    assert verdicts == [Verdict()] * 6 + [SILENT]
    assert await door.ask(ADA) == [None]


async def test_there_may_be_no_limits_or_only_one() -> None:
    assert await Door().ask(ADA, GROUP, times=500) == [None] * 500
    assert await Door(per_person=1).ask(ADA, GROUP, times=2) == [None, Over.PERSON]
    only_group = Door(per_group=3)
    assert await only_group.ask(ADA, times=100) == [None] * 100
    assert await only_group.ask(ADA, GROUP, times=3) == [None, None, Over.PERSON]
    assert await only_group.ask(BOB, GROUP, times=2) == [None, Over.GROUP]


async def test_admins_have_no_limits_and_cost_the_group_nothing() -> None:
    door = Door(1, 1, frozenset({ADA}))
    assert await door.ask(ADA, GROUP, times=50) == [None] * 50
    assert await door.ask(BOB, GROUP) == [None]


async def test_idle_people_are_forgotten() -> None:
    door = Door(per_person=1, per_group=4)
    most = 0
    for person in range(1, 30_000):
        door.now += 0.1  # 600 people in a minute
        await door.ask(person, -1 - person // 10, times=3)
        most = max(most, door.windows.known)
    assert most <= FEW + 2 * 600 * 5


@given(
    st.integers(1, 4),
    st.integers(1, 8),
    st.lists(
        st.tuples(st.floats(0, 30), st.sampled_from([ADA, BOB, EVE]), st.sampled_from([GROUP, None])), max_size=60
    ),
)
async def test_in_no_minute_more_is_let_in_and_nobody_is_held_back_by_another_s_flood(
    per_person: int, per_group: int, asked: list[tuple[float, int, int | None]]
) -> None:
    door = Door(per_person, per_group)
    let_in: list[tuple[float, int, int | None]] = []
    for pause, person, group in asked:
        door.now += pause
        lately = [(who, where) for at, who, where in let_in if at + 60.0 > door.now]
        of_person = sum(who == person for who, _ in lately)
        of_member = sum(one == (person, group) for one in lately) if group else 0
        of_group = sum(where == group for _, where in lately) if group else 0
        if of_person >= per_person or of_member >= (per_group + 1) // 2:
            expected: Over | None = Over.PERSON
        else:
            expected = Over.GROUP if of_group >= per_group else None
        assert await door.ask(person, group) == [expected]
        if expected is None:
            let_in.append((door.now, person, group))
