"""Sets of labelled questions, each with its FAQ: the one that comes along, and public ones where they are at hand."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faq import load
from faq.evaluation import LabelledQuestion
from faq.labelling import read_questions
from faq.noise import Noise, chatter, noisy, spoilt
from tests.benchmarks.plain_faq import write_faq
from tests.faq.labelled import CONTENT, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BENCH = Path(__file__).parents[3] / "shared" / "bench"
"""Where the public sets lie, if they do: beside the repository."""

LABELLED = ("first", "second", "third")
"""The files of questions for the FAQ that comes along."""

CLEAN = "as written"
WAYS = (CLEAN, *map(str, Noise))
"""The ways in which every question is asked."""

_WAYS_OF_SCRIPT = {"clean": CLEAN, "typo1": Noise.ONE_SLIP, "typo2": Noise.TWO_SLIPS, "ramble": Noise.CHATTER}
"""What the ways are called in a ``noise.py`` that lies beside the sets."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in all ways in which they are asked.

    Parameters
    ----------
    folder
        The FAQ.
    asked
        Way -> questions.
    spoilt_by
        What made the typing errors and the chatter.
    """

    name: str
    folder: Path
    asked: Mapping[str, tuple[LabelledQuestion, ...]]
    spoilt_by: str


def packaged_sets(most: int) -> Iterator[QuestionSet]:
    """The FAQ that comes along, with each of its files of labelled questions.

    Parameters
    ----------
    most
        The most questions to take of each file.
    """
    faq = load(CONTENT)
    for name in LABELLED:
        questions = _some(read_questions([QUESTIONS / f"{name}.yaml"], faq.by_id), most)
        asked = {CLEAN: questions} | {str(way): spoiled for way, spoiled in noisy(questions, faq).items()}
        yield QuestionSet(f"packaged FAQ, {name}", CONTENT, asked, "faq/noise.py")


def public_sets(bench: Path, folder: Path, most: int) -> Iterator[QuestionSet]:
    """Every ``*.json`` of a folder: ``{"entries": [{"id", "phrasings"}], "questions": [{"q", "id"}]}``.

    Parameters
    ----------
    bench
        The folder; a ``noise.py`` in it makes the typing errors and the chatter, else :mod:`faq.noise` does.
    folder
        Where the FAQs are written.
    most
        The most questions to take of each set.
    """
    script = bench / "noise.py"
    for file in sorted(bench.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        write_faq({_id(entry["id"]): entry["phrasings"] for entry in data["entries"]}, folder / file.stem)
        if script.is_file():
            yield QuestionSet(
                file.stem, folder / file.stem, _spoilt_by_script(script, data, most), "noise.py beside it"
            )
        else:
            yield QuestionSet(file.stem, folder / file.stem, _spoilt_here(data, most), "faq/noise.py")


def _spoilt_by_script(script: Path, data: Any, most: int) -> dict[str, tuple[LabelledQuestion, ...]]:
    """Ask a script, imported from where it lies."""
    spec = spec_from_file_location("noise_beside_the_sets", script)
    if spec is None or spec.loader is None:
        raise ImportError(f"{script} is no Python module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    variants = module.variants(data["questions"], most)
    return {str(_WAYS_OF_SCRIPT[way]): tuple(map(_labelled, found)) for way, found in variants.items()}


def _spoilt_here(data: Any, most: int) -> dict[str, tuple[LabelledQuestion, ...]]:
    questions = _some([_labelled(question) for question in data["questions"]], most)
    spoken = chatter("english")
    return {CLEAN: questions} | {str(way): spoilt(questions, way, spoken) for way in Noise}


def _labelled(question: Mapping[str, str | None]) -> LabelledQuestion:
    label = question["id"]
    return LabelledQuestion(question["q"] or "", None if label is None else _id(label))


def _id(name: str) -> str:
    """A name as an FAQ's id may be written."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)[:48]


def _some(questions: Sequence[LabelledQuestion], most: int) -> tuple[LabelledQuestion, ...]:
    """As many as are wanted, always the same ones, in their order."""
    if len(questions) <= most:
        return tuple(questions)
    chosen = random.Random(most).sample(range(len(questions)), most)  # noqa: S311 - no secret depends on it
    return tuple(questions[place] for place in sorted(chosen))
