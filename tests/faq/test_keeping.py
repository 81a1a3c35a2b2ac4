"""The latest results of a method are kept, and its owner is not."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING
from weakref import ref

from faq import Answerer, load
from faq.keeping import latest

if TYPE_CHECKING:
    from pathlib import Path


class Owner:
    def __init__(self) -> None:
        self.asked: list[int] = []
        self.double = latest(2, self._double)

    def _double(self, number: int) -> int:
        self.asked.append(number)
        return 2 * number


def test_the_latest_results_are_kept() -> None:
    owner = Owner()
    assert [owner.double(number) for number in (1, 1, 2, 1, 3, 2)] == [2, 2, 4, 2, 6, 4]
    assert owner.asked == [1, 2, 3, 2]


def test_an_answerer_goes_without_a_search_for_garbage(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(
        "- {id: hours, questions: [When do you open?, opening hours], answer: At nine.}\n"
        "- {id: parking, questions: [Where can I park?, parking space], answer: Behind the house.}\n"
    )
    answerer = Answerer(load(tmp_path))
    assert answerer.reply("when do you opne").entry
    known = ref(answerer._index.reader)
    gc.collect()
    gc.disable()
    try:
        del answerer
        assert known() is None
    finally:
        gc.enable()
