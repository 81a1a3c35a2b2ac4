"""The labelled questions of the tests, and an answerer on the FAQ that comes along."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

import faq as faq_package
from faq import Answerer, load
from faq.evaluation import LabelledQuestion

CONTENT = Path(next(iter(faq_package.__path__))) / "content" / "en"
QUESTIONS = Path(__file__).parent / "questions"


@cache
def packaged_answerer() -> Answerer:
    return Answerer(load(CONTENT))


def labelled(name: str) -> tuple[LabelledQuestion, ...]:
    rows = yaml.safe_load((QUESTIONS / f"{name}.yaml").read_text(encoding="utf-8"))
    return tuple(
        LabelledQuestion(row["q"], frozenset(filter(None, [row["id"], *row.get("also", [])])), row["kind"])
        for row in rows
    )
