"""Look for faults with a fuzzer that watches which code each input reaches: see README.md beside this file."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from pathlib import Path

import atheris

HARNESSES = ("updates", "questions", "forged", "files", "bodies", "markup")

FOUND = Path(__file__).parent / "found"
"""Where inputs are kept that reached something new, and those at which something went wrong."""

LONGEST = 4096
"""Bytes of an input at the most."""

HUNG_SECONDS = 20
"""An input that takes longer counts as a fault."""


def main() -> None:
    """Fuzz one harness for some minutes; the fuzzer says what it found and leaves the input behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("harness", choices=HARNESSES)
    parser.add_argument("--minutes", type=float, default=2.0)
    wanted = parser.parse_args()
    with atheris.instrument_imports(include=["bot", "faq"]):
        harness = importlib.import_module(f"tests.fuzzing.{wanted.harness}")
    logging.disable(logging.CRITICAL)
    folder = FOUND / wanted.harness
    folder.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(harness.corpus()):
        (folder / f"sample-{number}").write_bytes(sample)
    options = {
        "max_total_time": round(60 * wanted.minutes),
        "max_len": LONGEST,
        "timeout": HUNG_SECONDS,
        "artifact_prefix": f"{folder}/fault-",
        "print_final_stats": 1,
        "verbosity": 1,
    }
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(folder)], harness.fuzz)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
