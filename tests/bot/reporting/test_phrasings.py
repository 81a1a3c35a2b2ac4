from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.missed import missed
from bot.reporting.phrasings import as_item, as_yaml
from bot.store import Question
from faq import load
from tests.bot.museum import ENTRIES
from tests.bot.reporting.stores import USUAL, question

if TYPE_CHECKING:
    from pathlib import Path

    from faq import Answerer

ODD = st.sampled_from(
    ["a: b", "# no", "- x", "'", '"', "{a: 1}", "[x]", "yes", "null", "1.5", "&a *a !t |", "%", "@", "x #y", "\x9b31m"]
)
TEXTS = st.one_of(ODD, st.text(), st.lists(ODD).map(" ".join))


def test_each_phrasing_says_how_sure_it_is(answerer: Answerer) -> None:
    told = as_yaml(missed(USUAL, answerer), answerer.faq)
    assert "# dogs: May I bring my dog?\n      - can zebras visit  # asked 3 times, picked by somebody\n" in told


def test_what_belongs_to_no_entry_stands_in_comments(answerer: Answerer) -> None:
    told = as_yaml(missed([question("is there wifi", 4), question("do you have wifi here")], answerer), answerer.faq)
    assert yaml.safe_load(told) is None
    assert "asked 5 times" in told
    assert "#   - is there wifi\n#   - do you have wifi here\n" in told


def test_nothing_missed_is_said(answerer: Answerer) -> None:
    told = as_yaml(missed([], answerer), answerer.faq)
    assert told.startswith("# Nothing to paste")
    assert yaml.safe_load(told) is None


def test_the_faq_takes_what_is_pasted_and_answers_it(answerer: Answerer, tmp_path: Path) -> None:
    told = as_yaml(missed([question("can zebras: visit", picked="dogs")], answerer), answerer.faq)
    block = ENTRIES.replace(
        "  questions: [May I bring my dog?, dogs, are pets allowed inside]\n",
        f"""\
  questions:
      - May I bring my dog?
      - dogs
{told}
""",
    )
    (tmp_path / "entries.yaml").write_text(block, encoding="utf-8")
    assert load(tmp_path).by_id["dogs"].questions == ("May I bring my dog?", "dogs", "can zebras: visit")


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["dogs", "hours", ""])), max_size=5, unique_by=lambda one: one[0]))
def test_whatever_was_asked_the_yaml_has_it(answerer: Answerer, asked: list[tuple[str, str]]) -> None:
    questions = [Question(text=text, outcome="none", picked=picked) for text, picked in asked]
    found = missed(questions, answerer)
    told = as_yaml(found, answerer.faq)
    wanted = [" ".join(asked.text.split()) for one in found.phrasings.values() for asked in one]
    assert (yaml.safe_load(told) or []) == wanted
    assert all(line.startswith(("#", "      - ")) or not line for line in told.split("\n"))
    assert told.replace("\n", "").isprintable()


@given(TEXTS)
def test_an_item_is_one_line_that_reads_back(text: str) -> None:
    item = as_item(text)
    assert yaml.safe_load(item) == [" ".join(text.split())]
    assert item.isprintable()
