"""A small FAQ of a shop: two entries that have little in common, and one with a single phrasing."""

from pathlib import Path

from faq.entries import Faq
from faq.loading import load

HOURS = (
    "When do you open?",
    "opening hours",
    "are you open on sundays",
    "opening hours on sundays",
    "when does the shop open",
    "what are the opening hours of the shop",
    "do you open on mondays",
    "are you open on mondays",
)
PARKING = (
    "Where can I park?",
    "parking space",
    "is there parking nearby",
    "where can I park my car",
    "parking for my car",
    "can I park nearby",
    "a space to park",
    "where is a parking space",
)


def entry(name: str, questions: tuple[str, ...], more: str = "") -> str:
    asked = "".join(f"    - {question}\n" for question in questions)
    return f"- id: {name}\n  questions:\n{asked}  answer: x\n{more}"


def shop(folder: Path, more: str = "", **files: str) -> Faq:
    """Write the shop's FAQ into a folder, with more entries and files, and read it."""
    entries = entry("hours", HOURS) + entry("parking", PARKING) + more
    for name, text in {"entries": entries, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load(folder)
