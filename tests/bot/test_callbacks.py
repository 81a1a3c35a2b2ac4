"""What stands behind buttons."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import DATA_LIMIT, Action, Press, decode, encode, topic_key

ENTRY_IDS = st.text(alphabet=string.ascii_letters + string.digits + "-_", max_size=48)


@given(st.builds(Press, st.sampled_from(Action), ENTRY_IDS, st.integers(0, 9999)))
def test_comes_back_as_it_went(press: Press) -> None:
    data = encode(press)
    assert decode(data) == press
    assert 1 <= len(data.encode()) <= DATA_LIMIT


@given(st.text() | st.from_regex(r"(pick|read|topic):[a-z-]*:[0-9]*", fullmatch=True))
def test_nothing_else_is_understood(data: str) -> None:
    press = decode(data)
    assert press is None or encode(press) == data


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "pick",
        "pick:is-it-safe",
        "pick:is-it-safe:0 ",
        "pick:is-it-safe:0\n",
        "pick:is-it-safe:-1",
        "pick:is-it-safe:007",
        "pick:is-it-safe:10000",
        "pick:is-it-safe:\N{ARABIC-INDIC DIGIT ONE}",
        "drop:is-it-safe:0",
        "PICK:is-it-safe:0",
        f"pick:{'x' * 49}:0",
        "pick:../../etc/passwd:0",
    ],
)
def test_forged_data_is_refused(data: str | None) -> None:
    assert decode(data) is None


@given(st.text(), st.text())
def test_topics_have_keys_of_their_own(one: str, other: str) -> None:
    assert (topic_key(one) == topic_key(other)) == (one == other)
    assert decode(encode(Press(Action.TOPIC, topic_key(one), 3))) == Press(Action.TOPIC, topic_key(one), 3)
