"""The labelled questions of the tests, and an answerer on the FAQ that comes along."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import faq as faq_package
from faq import Answerer, load
from faq.evaluation import judge
from faq.labelling import read_questions

if TYPE_CHECKING:
    from faq import Faq
    from faq.evaluation import LabelledQuestion, Verdict

CONTENT = Path(next(iter(faq_package.__path__))) / "content" / "en"
QUESTIONS = Path(__file__).parent / "questions"


@cache
def packaged_faq() -> Faq:
    return load(CONTENT)


@cache
def packaged_answerer() -> Answerer:
    """An answerer that has learnt anew: a test is told nothing that an older program has kept."""
    return Answerer(packaged_faq())


@cache
def labelled(name: str) -> tuple[LabelledQuestion, ...]:
    return read_questions([QUESTIONS / f"{name}.yaml"], packaged_faq().by_id)


@cache
def verdicts(name: str) -> tuple[Verdict, ...]:
    """The packaged answerer's replies to labelled questions, asked once for all tests that look at them."""
    return judge(packaged_answerer(), labelled(name))
