"""The labelled questions of the tests, and an answerer on the FAQ that comes along."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import faq as faq_package
from faq import Answerer, load
from faq.labelling import read_questions

if TYPE_CHECKING:
    from faq.evaluation import LabelledQuestion

CONTENT = Path(next(iter(faq_package.__path__))) / "content" / "en"
QUESTIONS = Path(__file__).parent / "questions"


@cache
def packaged_answerer() -> Answerer:
    return Answerer(load(CONTENT))


def labelled(name: str) -> tuple[LabelledQuestion, ...]:
    return read_questions([QUESTIONS / f"{name}.yaml"], packaged_answerer().faq.by_id)
