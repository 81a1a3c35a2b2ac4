import os
import signal
import time
from multiprocessing import active_children

import pytest

from faq.processes import BrokenOffError, spread


def part(given: str, number: int) -> str:
    return f"{given}{number}"


def slow_part(given: str, number: int) -> str:
    if number:
        time.sleep(60)
    return part(given, number)


def killed_part(given: str, number: int) -> str:
    if number:
        os.kill(os.getpid(), signal.SIGKILL)
    return part(given, number)


def interrupted_part(given: str, number: int) -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return part(given, number)


def test_every_part_is_done_once_and_no_process_remains() -> None:
    assert sorted(spread(part, "a", 5, 2)) == ["a0", "a1", "a2", "a3", "a4"]
    assert active_children() == []


def test_nothing_goes_on_when_nobody_waits() -> None:
    began = time.monotonic()
    parts = spread(slow_part, "a", 2, 2)
    assert next(parts) == "a0"
    assert len(active_children()) == 2
    del parts
    assert active_children() == []
    assert time.monotonic() - began < 30


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(BrokenOffError):
        list(spread(killed_part, "a", 2, 2))
    assert active_children() == []


def test_ctrl_c_is_for_the_program_alone() -> None:
    before = signal.getsignal(signal.SIGINT)  # nobody's where the tests run in the background
    assert list(spread(interrupted_part, "a", 1, 1)) == ["a0"]
    assert signal.getsignal(signal.SIGINT) is before
