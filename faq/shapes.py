"""The keys of the curator's files: what each is for, what it may hold.

The check of the files and the JSON Schema for editors both follow this table.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeAlias

from faq.entries import Kind
from faq.phrases import COMMANDS, Phrases

LANGUAGES = (
    "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french", "german", "greek",
    "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "portuguese",
    "romanian", "russian", "serbian", "spanish", "swedish", "tamil", "turkish", "yiddish",
)  # fmt: skip
"""Languages that have a Snowball stemmer."""


class Markup(StrEnum):
    """How a text is shown."""

    NONE = "none"
    """As it stands, in one line."""
    LINES = "lines"
    """As it stands, with its lines."""
    LIGHT = "light"
    """With the light markup of :mod:`faq.markup`."""


@dataclass(frozen=True, slots=True)
class TextShape:
    """A text.

    Parameters
    ----------
    at_most
        Characters, as Telegram counts them (UTF-16 code units).
    pattern
        Regular expression for the whole text; ``pattern_says`` is the same in words.
    placeholders
        Names that may stand in braces; None where braces mean nothing.
    """

    at_most: int
    markup: Markup = Markup.NONE
    pattern: str | None = None
    pattern_says: str = ""
    placeholders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AddressShape:
    """The address of a web page."""


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A whole number."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class DateShape:
    """A day, written as 2026-01-31."""


@dataclass(frozen=True, slots=True)
class FlagShape:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListShape:
    """Several of the same, one below the other."""

    item: Shape
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class MapShape:
    """Names that the curator chooses, each with a value."""

    name: TextShape
    value: Shape


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record.

    Parameters
    ----------
    about
        What it is for, shown by editors.
    null
        What ``null`` says as the value of a key that must be there; empty where it says nothing.
    """

    name: str
    shape: Shape
    about: str
    required: bool = False
    null: str = ""


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A thing that is described by known keys.

    Parameters
    ----------
    noun
        What the thing is called when a mistake is told.
    """

    noun: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class EitherShape:
    """Either of two shapes, told apart by whether a list or keys are found."""

    listed: ListShape
    keyed: Shape


ValueShape: TypeAlias = AddressShape | NumberShape | DateShape | FlagShape | ChoiceShape
Shape: TypeAlias = TextShape | ValueShape | ListShape | MapShape | RecordShape | EitherShape

ID = TextShape(48, pattern="[A-Za-z0-9_-]+", pattern_says="letters from a to z, digits and '-' only")
TITLE = TextShape(250)
WORDS = ListShape(TextShape(250))
NAMES = ListShape(ID)

SIGN = RecordShape(
    "sign",
    (
        Key(
            "all",
            ListShape(EitherShape(ListShape(TextShape(250), at_least=1), ID), at_least=1),
            "Lists of words, or names of lists under 'words': one word of each must stand close to the others.",
            required=True,
        ),
        Key(
            "unless",
            ListShape(EitherShape(ListShape(TextShape(250), at_least=1), ID)),
            "Lists of words, or names of lists under 'words': one of these near by calls the alarm off.",
        ),
    ),
)

ENTRY = RecordShape(
    "entry",
    (
        Key("id", ID, "Name of the entry, also its deep link: letters a-z, digits, '-'.", required=True),
        Key(
            "questions",
            ListShape(TextShape(1000), at_least=1),
            "The question as people really type it, eight times or more. The first is the title.",
            required=True,
        ),
        Key(
            "answer",
            TextShape(20_000, Markup.LIGHT),
            "What is answered. **bold**, *italics*, [text](https://address), lists with '- ' or '1. '; a blank line "
            "parts paragraphs.",
            required=True,
        ),
        Key("topic", TextShape(60), "Theme under which the entry is listed; else the file's own 'topic'."),
        Key("guides", NAMES, "Ids of guides.yaml: pages to read on."),
        Key("related", NAMES, "Ids of two to four other entries that a reader may want next."),
        Key("sources", NAMES, "Ids of sources.yaml: what the answer rests on."),
        Key(
            "kind",
            ChoiceShape(tuple(Kind)),
            "'answer' (if left out), 'emergency' (wins over everything) or 'smalltalk' (the answer alone is shown).",
        ),
        Key("reviewed", DateShape(), "Day on which somebody last checked the answer."),
        Key("words", MapShape(ID, ListShape(TextShape(250), at_least=1)), "Named lists of words, for 'signs'."),
        Key("signs", ListShape(SIGN), "Red flags of an emergency: words that together raise the alarm."),
        Key(
            "calm",
            ListShape(TextShape(1000)),
            "Questions that sound like this emergency and are none: they raise no alarm.",
        ),
    ),
)

ENTRIES_FILE = EitherShape(
    ListShape(ENTRY, at_least=1),
    RecordShape(
        "file",
        (
            Key("topic", TextShape(60), "Topic of the entries in this file that name none of their own."),
            Key("entries", ListShape(ENTRY, at_least=1), "The entries.", required=True),
        ),
    ),
)

GUIDES_FILE = ListShape(
    RecordShape(
        "guide",
        (
            Key("id", ID, "Name of the guide, by which entries refer to it.", required=True),
            Key("title", TITLE, "Text of the link.", required=True),
            Key("url", AddressShape(), "Address of the page.", required=True),
            Key("about", TextShape(500), "What is found there, in a line."),
        ),
    )
)

SOURCES_FILE = ListShape(
    RecordShape(
        "source",
        (
            Key("id", ID, "Name of the source, by which entries refer to it.", required=True),
            Key("title", TITLE, "Title, with its author where that helps.", required=True),
            Key("url", AddressShape(), "Address of the source, if it has one."),
            Key("year", NumberShape(1, 9999), "Year in which it came out."),
            Key("primary", FlagShape(), "true for the text that the FAQ as a whole is built from."),
        ),
    )
)

VOCABULARY_FILE = RecordShape(
    "vocabulary",
    (
        Key("language", ChoiceShape(LANGUAGES), "Language of the FAQ, which says how words are inflected."),
        Key(
            "synonyms",
            ListShape(ListShape(TextShape(250), at_least=2)),
            "Groups of words or short phrases that mean the same here.",
        ),
        Key("ignore", WORDS, "Words and short phrases that say nothing about what is asked."),
        Key(
            "spellings",
            MapShape(TextShape(250), ListShape(TextShape(250), at_least=1)),
            "Word: [odd spellings].",
        ),
        Key("near", WORDS, "Phrases of neighbouring subjects that this FAQ does not answer."),
        Key("chatter", WORDS, "What people write around a question: greetings, excuses, stories."),
        Key(
            "answer_from", NumberShape(1, 100), "Percent: how likely an entry must be right to be given as the answer."
        ),
        Key(
            "offer_from",
            NumberShape(1, 100),
            "Percent: how likely a question must be one for this FAQ to offer entries.",
        ),
        Key(
            "review_after_days",
            NumberShape(1, 3650),
            "Days after which 'backwalk check' asks to read an answer again, counted from its 'reviewed'.",
        ),
        Key(
            "common",
            TextShape(1_000_000),
            "Everyday words of the language, parted by spaces: rightly spelt, so never mended into words of the FAQ.",
        ),
    ),
)


def phrases_file(*, complete: bool) -> RecordShape:
    """Describe a file of phrases, by the fields of :class:`faq.phrases.Phrases`.

    Parameters
    ----------
    complete
        Whether every phrase must be there, as in the defaults.
    """
    keys = []
    for phrase in fields(Phrases):
        markup = Markup.LIGHT if phrase.metadata["markup"] else Markup.LINES
        text = TextShape(phrase.metadata["limit"], markup, placeholders=tuple(phrase.metadata["placeholders"]))
        shape: Shape = text
        if phrase.name == "commands":
            shape = RecordShape(
                "list of commands",
                tuple(Key(command, text, f"Description of /{command}.", complete) for command in COMMANDS),
            )
        keys.append(Key(phrase.name, shape, phrase.metadata["about"], complete))
    return RecordShape("file", tuple(keys))
