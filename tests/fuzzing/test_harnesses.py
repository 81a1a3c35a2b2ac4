"""Each harness, for a few seconds with the same inputs every time; ``explore.py`` goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import bodies, files, forged, markup, questions, updates

if TYPE_CHECKING:
    from types import ModuleType

EXAMPLES = {updates: 250, questions: 150, forged: 150, files: 100, bodies: 300, markup: 300}

parametrized = pytest.mark.parametrize("harness", EXAMPLES, ids=lambda harness: harness.__name__.rpartition(".")[2])


@parametrized
def test_what_it_begins_with_is_no_fault(harness: ModuleType) -> None:
    for sample in harness.corpus():
        harness.fuzz(sample)


@parametrized
def test_any_bytes_are_no_fault(harness: ModuleType) -> None:
    samples = harness.corpus()

    @settings(max_examples=EXAMPLES[harness], derandomize=True, database=None)
    @given(st.binary(max_size=60) | st.builds(_spoilt, st.sampled_from(samples), st.integers(0), st.binary(max_size=4)))
    def fuzz(data: bytes) -> None:
        harness.fuzz(data)

    fuzz()


def _spoilt(sample: bytes, place: int, instead: bytes) -> bytes:
    """A sample with other bytes in one place."""
    place %= len(sample) + 1
    return sample[:place] + instead + sample[place + len(instead) :]
