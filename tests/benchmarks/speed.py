"""How long a start and an answer take: ``uv run python tests/benchmarks/speed.py``. Not part of the test run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from faq import Answerer, load  # noqa: E402 - the project is found from here
from tests.faq.labelled import CONTENT, labelled  # noqa: E402

STARTS = 5


def main() -> None:
    """Print a table of times."""
    with tempfile.TemporaryDirectory() as cache:
        first, *later = [_start(cache) for _ in range(1 + STARTS)]
    began = time.perf_counter()
    faq = load(CONTENT)
    loaded = time.perf_counter()
    answerer = Answerer(faq)
    learnt = time.perf_counter()
    print(f"backwalk ask, first start after a change {first:8.2f} s")
    print(f"backwalk ask, every later start (median) {sorted(later)[STARTS // 2]:8.2f} s")
    print(f"loading {sum(len(entry.questions) for entry in faq.entries):,} phrasings {loaded - began:18.2f} s")
    print(f"learning from them {learnt - loaded:30.2f} s")
    for name in ("first", "second", "third"):
        times = sorted(_answered(answerer, question.text) for question in labelled(name))
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"one question of the {name} set, p50 / p99 {1000 * p50:8.2f} / {1000 * p99:.2f} ms")


def _start(cache: str) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "ask", "is it safe?", "--json"]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": cache}, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def _answered(answerer: Answerer, question: str) -> float:
    began = time.perf_counter()
    answerer.reply(question)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
