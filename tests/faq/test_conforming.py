from pathlib import Path

import pytest

from faq import shapes
from tests.faq.written import ENTRY, Files, lines, write

ENTRY_KEYS = ", ".join(key.name for key in shapes.ENTRY.keys)

BROKEN: dict[str, tuple[Files, list[str]]] = {
    "one text": ({"x.yaml": "hello"}, ["x.yaml:1: the file is a text without a key; the keys are: topic, entries"]),
    "wrong types": (
        {
            "x.yaml": "- id: [a]\n  questions: b\n  answer: [c]\n  kind: emergancy\n  reviewed: 2026-13-40\n"
            "  guides: {a: b}\n- foo\n- id: A b\n  questions: []\n  answer: ''\n  topic:\n  reviewed: soon\n"
        },
        [
            "x.yaml:1: 'id' is a list instead of one text; write one text; put a text that begins with [ in quotes",
            "x.yaml:2: 'questions' is one text instead of a list; begin each item with '- ' in its own line",
            "x.yaml:3: 'answer' is a list instead of one text; write one text; put a text that begins with [ in quotes",
            "x.yaml:4: 'kind' is 'emergancy'; did you mean 'emergency'?",
            "x.yaml:5: 'reviewed' is '2026-13-40'; write a day as 2026-01-31 (year-month-day)",
            "x.yaml:6: 'guides' is a key with a value instead of a list; begin each item with '- ' in its own line",
            f"x.yaml:7: the entry in the file is a text without a key; the keys are: {ENTRY_KEYS}",
            "x.yaml:8: 'id' is 'A b'; use letters from a to z, digits and '-' only",
            "x.yaml:9: 'questions' has 0 items; write 1 or more",
            "x.yaml:10: 'answer' is empty; write something after it, or delete the line",
            "x.yaml:11: 'topic' is empty; write something after it, or delete the line",
            "x.yaml:12: 'reviewed' is 'soon'; write a day as 2026-01-31 (year-month-day)",
        ],
    ),
    "colon in a question": (
        {"x.yaml": "- id: a\n  questions:\n    - Back walking: is it safe?\n    - [x]\n    - ~\n  answer: c\n"},
        [
            (
                "x.yaml:3: the item in 'questions' is read as a key with a value instead of a text; "
                "put a text that has a colon followed by a space in quotes, or below '|' in lines of its own"
            ),
            (
                "x.yaml:4: the item in 'questions' is a list instead of one text; "
                "write one text; put a text that begins with [ in quotes"
            ),
            "x.yaml:5: the item in 'questions' is empty; write something after it, or delete the line",
        ],
    ),
    "items that slip into the one above": (
        {"x.yaml": "- id: a\n  questions:\n    - b\n     - c\n    - d\n      -e\n  answer: f\n"},
        [
            f"x.yaml:{line}: the line is indented further than the item above, or has no space after '-', "
            "and is read as part of it; begin items in the same column, each with '- '"
            for line in (4, 6)
        ],
    ),
    "thresholds": (
        {"a.yaml": ENTRY, "vocabulary.yaml": "answer_from: 0.75\noffer_from: 101\nchatter: hi\n"},
        [
            "vocabulary.yaml:1: 'answer_from' is '0.75'; write a number from 1 to 100",
            "vocabulary.yaml:2: 'offer_from' is '101'; write a number from 1 to 100",
            "vocabulary.yaml:3: 'chatter' is one text instead of a list; begin each item with '- ' in its own line",
        ],
    ),
    "days": (
        {"a.yaml": ENTRY, "vocabulary.yaml": "review_after_days: 0\n"},
        ["vocabulary.yaml:1: 'review_after_days' is '0'; write a number from 1 to 3650"],
    ),
    "ids": (
        {"x.yaml": f"- id: {'a' * 49}\n  questions: [b]\n  answer: c\n- id: é\n  questions: [d]\n  answer: c\n"},
        [
            "x.yaml:1: 'id' has 49 characters; shorten it to 48",
            "x.yaml:4: 'id' is 'é'; use letters from a to z, digits and '-' only",
        ],
    ),
    "markup": (
        {
            "x.yaml": "- id: a\n  questions: [b]\n  answer: |\n    # Head\n\n    a <b>c</b> **d\n"
            "    [e](javascript:f)\n"
            "- id: g\n  questions: [h]\n  answer: >\n    i\n    - j\n      - k\n"
            "- id: l\n  questions: [m]\n  answer: n\n    *o\n"
            '- id: p\n  questions: [q]\n  answer: "r\n\n    # s"\n'
        },
        [
            "x.yaml:4: a line that begins with # is a heading, which answers have not; use **bold**",
            "x.yaml:6: this looks like HTML, which is not shown; use **bold**, *italics*, or \\< for the sign",
            (
                "x.yaml:6: ** begins something that does not end; "
                "write ** directly after the last word as well, or \\* for a star that is shown"
            ),
            "x.yaml:7: the address does not begin with https:// or http://, in a link; link to a web page",
            (
                "x.yaml:13: the line is indented; "
                "begin it in the same column as the other lines; lists cannot stand within lists"
            ),
            (
                "x.yaml:17: * begins something that does not end; "
                "write * directly after the last word as well, or \\* for a star that is shown"
            ),
            "x.yaml:20: a line that begins with # is a heading, which answers have not; use **bold**",
        ],
    ),
    "guides and sources": (
        {
            "a.yaml": ENTRY,
            "guides.yaml": "- id: g\n  title: h\n  url: example.org/i\n- id: g\n  titel: h\n  url: https://a b.org\n",
            "sources.yml": "- id: s\n  title: t\n  year: 20014\n  primary: maybe\n  url: https://me:pw@example.org\n",
        },
        [
            (
                "guides.yaml:3: the address does not begin with https:// or http://: 'example.org/i'; "
                "write https:// before it"
            ),
            "guides.yaml:4: the guide 'g' has no key 'title'; add 'title:' to it",
            "guides.yaml:4: the guide id 'g' is taken already (in guides.yaml:1); give one of the two another id",
            "guides.yaml:5: the guide has an unknown key 'titel'; did you mean 'title'?",
            "guides.yaml:6: the address has a space in it: 'https://a b.org'; copy it anew from the browser",
            "sources.yml:3: 'year' is '20014'; write a number from 1 to 9999",
            "sources.yml:4: 'primary' is 'maybe'; write true or false",
            (
                "sources.yml:5: the address has a user name or password in it: 'https://me:pw@example.org'; "
                "leave out what stands before the @"
            ),
        ],
    ),
    "vocabulary": (
        {
            "a.yaml": ENTRY,
            "vocabulary.yaml": "language: englisch\nsynonyms: [[kid], child]\nignore: the\n"
            "spellings:\n  massage: [masage]\n"
            "  message: [masage, message]\n  gua sha:\nneer: [x]\n",
        },
        [
            "vocabulary.yaml:1: 'language' is 'englisch'; did you mean 'english'?",
            "vocabulary.yaml:2: the item in 'synonyms' has 1 items; write 2 or more",
            (
                "vocabulary.yaml:2: the item in 'synonyms' is one text instead of a list; "
                "begin each item with '- ' in its own line"
            ),
            "vocabulary.yaml:3: 'ignore' is one text instead of a list; begin each item with '- ' in its own line",
            "vocabulary.yaml:6: 'masage' is an odd spelling of both 'massage' and 'message'; keep one of the two",
            "vocabulary.yaml:6: 'message' is an odd spelling of itself; delete it",
            "vocabulary.yaml:7: 'gua sha' is empty; write something after it, or delete the line",
            "vocabulary.yaml:8: the vocabulary has an unknown key 'neer'; did you mean 'near'?",
        ],
    ),
    "phrases": (
        {
            "a.yaml": ENTRY,
            "phrases.yaml": "greting: x\ngreeting: Hi, {bott} {name}\nsuggest: '{bot}?'\nhelp: <b>x</b>\nerror: a } b\n"
            "notice_stale: [x]\ncommands:\n  topic: x\n  ask:\n",
        },
        [
            "phrases.yaml:1: the file has an unknown key 'greting'; did you mean 'greeting'?",
            "phrases.yaml:2: 'greeting' has an unknown placeholder '{bott}'; did you mean 'bot'?",
            "phrases.yaml:2: 'greeting' has an unknown placeholder '{name}'; only {bot} is filled in here",
            "phrases.yaml:3: 'suggest' has an unknown placeholder '{bot}'; nothing is filled in here; leave it out",
            "phrases.yaml:4: this looks like HTML, which is not shown; use **bold**, *italics*, or \\< for the sign",
            "phrases.yaml:5: 'error' has a brace that is part of no placeholder; leave it out",
            (
                "phrases.yaml:6: 'notice_stale' is a list instead of one text; "
                "write one text; put a text that begins with [ in quotes"
            ),
            "phrases.yaml:8: the list of commands has an unknown key 'topic'; did you mean 'topics'?",
            "phrases.yaml:9: 'ask' is empty; write something after it, or delete the line",
        ],
    ),
    "phrase too long": (
        {"a.yaml": ENTRY, "phrases.yaml": f"short_description: {'x' * 121}\n"},
        ["phrases.yaml:1: 'short_description' has 121 characters; shorten it to 120"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert lines(write(tmp_path, files)) == expected
