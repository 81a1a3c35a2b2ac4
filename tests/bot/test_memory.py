"""What is remembered in memory, and for how long."""

from __future__ import annotations

from bot.memory import Memory


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_things_are_forgotten_in_time() -> None:
    clock = Clock()
    memory: Memory[str, int] = Memory(clock, 60, 10)
    memory.put("a", 1)
    clock.now += 60
    assert memory.get("a") == 1
    clock.now += 1
    assert memory.get("a") is None
    assert memory.values() == []


def test_the_one_not_touched_for_longest_makes_room() -> None:
    memory: Memory[str, int] = Memory(Clock(), 60, 2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)
    assert memory.get("a") == 1
    assert memory.get("b") is None
    assert memory.values() == [3, 1]


def test_a_new_value_takes_the_place_of_the_old() -> None:
    memory: Memory[str, int] = Memory(Clock(), 60, 2)
    memory.put("a", 1)
    memory.put("a", 2)
    assert memory.get("a") == 2
    assert memory.values() == [2]


def test_what_is_dropped_is_gone_and_dropping_nothing_is_no_matter() -> None:
    memory: Memory[str, int] = Memory(Clock(), 60, 2)
    memory.put("a", 1)
    memory.drop("a")
    memory.drop("b")
    assert memory.get("a") is None
