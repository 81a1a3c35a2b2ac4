"""Building a method and asking it, with the time and the memory that this takes."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.isolated import forget_peak, memory, peak_memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from faq import Faq
    from faq.evaluation import LabelledQuestion
    from tests.benchmarks.methods import Factory, Found, Method


@dataclass(frozen=True, slots=True)
class Built:
    """A method that is ready.

    Parameters
    ----------
    seconds
        How long it took. Reading the FAQ's files and importing libraries do not count.
    megabytes
        By how much the memory of the process grew while it was built, at the worst moment.
    """

    method: Method
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what was found for it."""

    question: LabelledQuestion
    found: Found
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the best entry is right."""
        return self.found.entry in self.question.entries


def build(factory: Factory, faq: Faq) -> Built:
    """Build a method."""
    gc.collect()
    forget_peak()
    before, began = memory(), perf_counter()
    method = factory(faq)
    seconds = perf_counter() - began
    return Built(method, seconds, peak_memory() - before)


def ask(method: Method, questions: Sequence[LabelledQuestion]) -> tuple[Asked, ...]:
    """Ask questions one by one; the first is asked once before, as some libraries finish their start only then."""
    for question in questions[:1]:
        method.find(question.text)
    return tuple(_asked(method, question) for question in questions)


def quantile(values: Iterable[float], share: float) -> float:
    """The value that a share of the values, 0 to 1, does not exceed; there must be one."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _asked(method: Method, question: LabelledQuestion) -> Asked:
    began = perf_counter()
    found = method.find(question.text)
    return Asked(question, found, perf_counter() - began)
