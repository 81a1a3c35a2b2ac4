from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import faq.references
import faq.yaml_nodes
from faq.entries import Entry, Guide, Kind, Place, Sign, Source
from faq.loading import DEFAULTS, load
from faq.mistakes import FaqError
from faq.phrases import Phrases

SHIPPED = Path(__file__).parents[2] / "faq" / "content" / "en"
ENTRY = "- id: a\n  questions: [b]\n  answer: c\n"

Files = dict[str, str | bytes]


def write(folder: Path, files: Files) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def lines(folder: Path) -> list[str]:
    """The mistakes of a folder as they are printed, paths cut down to the files' names."""
    with pytest.raises(FaqError) as caught:
        load(folder)
    told = [str(mistake) for mistake in caught.value.mistakes]
    assert str(caught.value) == "\n".join(told)
    return [line.replace(f"{folder}/", "") for line in told]


@pytest.fixture(params=["C", "Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's parsers: not every installation has the one in C."""
    monkeypatch.setattr(faq.yaml_nodes, "_Loader", yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader)


ENTRY_KEYS = "id, questions, answer, topic, guides, related, sources, kind, reviewed, words, signs"
IN_QUOTES = "put the whole text in quotes"
OUT_OF_LINE = (
    "the line does not fit the lines above: it begins in another column, or lacks '- ' or a colon; "
    "let lines that belong together begin in the same column, with spaces"
)
TOO_DEEP = "x.yaml:1: more than 20 lists or mappings stand within one another; put texts with brackets in quotes"
SAVE = "save the file as UTF-8 without BOM"

SYNTAX = {
    "quotation mark not closed": (
        '- id: a\n  answer: "foo\n  questions:\n    - b\n',
        "x.yaml:2: a quotation mark that is opened in this line is never closed; "
        "close it with the same mark at the end of the text",
    ),
    "apostrophe in single quotes": (
        "- id: a\n  answer: 'it's fine'\n",
        "x.yaml:2: the text goes on after the closing quotation mark '; "
        "write an apostrophe within '...' twice (''), or put the text below 'answer: |'",
    ),
    "text after double quotes": (
        '- id: a\n  answer: "it" is fine\n',
        'x.yaml:2: the text goes on after the closing quotation mark "; '
        'write a quotation mark within "..." as \\", or put the text below \'answer: |\'',
    ),
    "no space after the first colon": (
        "- id:a\n  answer: foo\n",
        "x.yaml:1: there is no space after the colon of 'id'; write 'id: ...'",
    ),
    "no space after a later colon": (
        "- id: a\n  answer:foo\n  topic: b\n",
        "x.yaml:2: there is no space after the colon of 'answer'; write 'answer: ...'",
    ),
    "no space after the last colon": (
        "- id: a\n  questions: [b]\n  answer:foo\n",
        "x.yaml:3: there is no space after the colon of 'answer'; write 'answer: ...'",
    ),
    "colon in a text": (
        "- id: a\n  answer: Note: this\n",
        f"x.yaml:2: the text has a colon followed by a space in it; {IN_QUOTES}",
    ),
    "too little indentation": ("- id: a\n answer: x\n", f"x.yaml:2: {OUT_OF_LINE}"),
    "too much indentation": (
        "- id: a\n   answer: x\n",
        "x.yaml:2: the line is indented further than the one above, which has a text of its own already; "
        "let keys that belong together begin in the same column",
    ),
    "item too far left": ("- id: a\n  questions:\n    - b\n   - c\n", f"x.yaml:4: {OUT_OF_LINE}"),
    "no dash before an entry": ("- id: a\n  answer: b\nid: b\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "entry within an entry": ("- id: a\n  answer: b\n  - id: c\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "entries in two columns": ("  - id: a\n    answer: b\n- id: c\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "item without a dash": (
        "- id: a\n  questions:\n  - b\n  c d\n  answer: d\n",
        "x.yaml:4: 'c d' is neither 'key: text' nor an item that begins with '- '; "
        "if it belongs to the text above, indent it further than that text's key",
    ),
    "no space after a dash": (
        "- id: a\n  questions:\n    - foo\n    -bar\n    - baz\n",
        "x.yaml:4: there is no space after the dash; write '- ' and then the text",
    ),
    "text of | not indented": (
        "- id: a\n  answer: |\n  Foo bar\n  topic: x\n",
        "x.yaml:3: 'Foo bar' is neither 'key: text' nor an item that begins with '- '; "
        "if it belongs to the text above, indent it further than that text's key",
    ),
    "text behind |": (
        "- id: a\n  answer: |foo\n",
        "x.yaml:2: a text stands behind |; begin it in the next line, indented",
    ),
    "text behind >": (
        "- id: a\n  answer: >foo\n",
        "x.yaml:2: a text stands behind >; begin it in the next line, indented",
    ),
    "list not closed at the end": (
        "- id: a\n- [\n\n",
        "x.yaml:2: a list or text that begins with [ or { in this line is not closed, or lacks a comma; "
        "write '[one, two]'; put a text that begins with [ or { in quotes",
    ),
    "list not closed": (
        "- id: a\n  guides: [foo, bar\n  answer: b\n",
        "x.yaml:2: a list or text that begins with [ or { in this line is not closed, or lacks a comma; "
        "write '[one, two]'; put a text that begins with [ or { in quotes",
    ),
    "tab after a dash": (
        "-\tid: a\n  answer: x\n",
        "x.yaml:1: a tab stands where a space is expected; put a space instead",
    ),
    "backslash": (
        '- id: a\n  answer: "C:\\Users"\n',
        "x.yaml:2: a backslash in double quotes begins a special character that YAML does not know; "
        "write two backslashes, or use single quotes",
    ),
    "directive": (
        "%YAML 2.0\n---\n- id: a\n",
        "x.yaml:1: a line that begins with % is an instruction to YAML; delete the line, or put the text in quotes",
    ),
    "text after the end": (
        "- id: a\n...\n- id: b\n",
        "x.yaml:3: the text goes on after the line '...', which ends it; delete the line '...'",
    ),
    "two documents": (
        f"{ENTRY}---\n{ENTRY}",
        "x.yaml:4: a second document begins here ('---'); delete the line",
    ),
    "deep list": ("[" * 100_000, TOO_DEEP),
    "deep list of lines": ("- " * 100_000, TOO_DEEP),
    "deep mapping": ("{a: " * 100_000, TOO_DEEP),
    "deep, and closed again": ("[" * 100_000 + "]" * 100_000, TOO_DEEP),
    **{
        f"text begins with {sign}": (
            f"- id: a\n  answer: {text}\n",
            f"x.yaml:2: a text cannot begin with '{sign}', which means something else in YAML; {IN_QUOTES}",
        )
        for sign, text in {
            "@": "@foo",
            "`": "`foo`",
            "%": "%foo",
            "*": "**foo** bar",
            "&": "& foo",
            "!": "!foo!bar baz",
            "[": "[foo](https://example.org) bar",
            "{": "{foo} bar",
            "?": "? foo",
            "-": "- foo",
        }.items()
    },
}


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "line"), SYNTAX.values(), ids=SYNTAX.keys())
def test_an_error_of_syntax_is_one_line_that_says_what_to_do(tmp_path: Path, text: str, line: str) -> None:
    assert lines(write(tmp_path, {"x.yaml": text})) == [line]


BROKEN: dict[str, tuple[Files, list[str]]] = {
    "empty file": ({"x.yaml": ""}, ["x.yaml:1: the file is empty; fill it or delete it"]),
    "blank file": ({"x.yaml": " \n\n"}, ["x.yaml:1: the file is empty; fill it or delete it"]),
    "nothing but comments": (
        {"x.yaml": "# to do\n"},
        ["x.yaml:1: the file holds nothing but comments; fill it or delete it"],
    ),
    "empty file beside a good one": (
        {"a.yaml": ENTRY, "guides.yaml": ""},
        ["guides.yaml:1: the file is empty; fill it or delete it"],
    ),
    "byte order mark": (
        {"x.yaml": b"\xef\xbb\xbf" + ENTRY.encode()},
        [f"x.yaml:1: the file begins with a byte order mark (BOM); {SAVE}"],
    ),
    "UTF-16": ({"x.yaml": ENTRY.encode("utf-16")}, [f"x.yaml:1: the file is saved as UTF-16; {SAVE}"]),
    "Latin-1": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: café\n".encode("latin-1")},
        [f"x.yaml:3: byte 0xe9 in this line is not UTF-8; {SAVE}"],
    ),
    "Windows line ends": (
        {"x.yaml": ENTRY.replace("\n", "\r\n").replace("answer", "anwser")},
        [
            "x.yaml:1: the file has Windows line ends (CRLF); "
            "save the file with Unix line ends (LF); editors show the choice as CRLF / LF",
            "x.yaml:1: the entry 'a' has no key 'answer'; add 'answer:' to it",
            "x.yaml:3: the entry has an unknown key 'anwser'; did you mean 'answer'?",
        ],
    ),
    "old line ends": (
        {"x.yaml": ENTRY.replace("\n", "\r")},
        [
            "x.yaml:1: the file has old Macintosh line ends (CR); "
            "save the file with Unix line ends (LF); editors show the choice as CRLF / LF"
        ],
    ),
    "zero byte": (
        {"x.yaml": "- id: a\n  answer: b\0c\n  questions: [d\u2028e]\n"},
        ["x.yaml:2: there is an invisible character (U+0000) in this line (and in 1 more); delete it"],
    ),
    "escaped zero byte": (
        {"x.yaml": '- id: a\n  answer: b\n  questions: ["c\\0d"]\n'},
        ["x.yaml:3: the item in 'questions' has an invisible character (U+0000) in it; delete it"],
    ),
    "tabs": (
        {"x.yaml": "- id: a\n\tquestions:\n\t\t- b\n\tanswer: c\n\ttopik: d\n"},
        [
            "x.yaml:2: a tab stands where the line is indented (and in 3 more); put spaces instead, two for each step",
            "x.yaml:5: the entry has an unknown key 'topik'; did you mean 'topic'?",
        ],
    ),
    "one text": ({"x.yaml": "hello"}, ["x.yaml:1: the file is a text without a key; the keys are: topic, entries"]),
    "bomb": (
        {"x.yaml": "- &a [x, x]\n- &b [*a, *a]\n"},
        [
            "x.yaml:1: '&a' is read as the name of a place (a YAML anchor); "
            "put a text that begins with & in quotes; delete the anchor otherwise",
            f"x.yaml:1: the entry in the file is a list; write keys instead: {ENTRY_KEYS}",
            "x.yaml:2: '&b' is read as the name of a place (a YAML anchor); "
            "put a text that begins with & in quotes; delete the anchor otherwise",
            "x.yaml:2: '*a' is read as a reference to another place (a YAML alias); "
            "put a text that begins with * in quotes; write repeated values out",
            f"x.yaml:2: the entry in the file is a list; write keys instead: {ENTRY_KEYS}",
        ],
    ),
    "code": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: !!python/object/apply:os.system [ls]\n"},
        [
            "x.yaml:3: '!!python/object/apply:os.system' is read as a type (a YAML tag); "
            "put a text that begins with ! in quotes; delete the tag otherwise",
            "x.yaml:3: 'answer' is a list instead of one text; write one text; put a text that begins with [ in quotes",
        ],
    ),
    "included file": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: !include /etc/passwd\n"},
        [
            "x.yaml:3: '!include' is read as a type (a YAML tag); "
            "put a text that begins with ! in quotes; delete the tag otherwise"
        ],
    ),
    "text cut off by #": (
        {"x.yaml": "- id: a\n  questions: [b]\n  answer: the #1 way\n"},
        [
            "x.yaml:3: what stands after # is a comment, not text; "
            "put the text in quotes, or a space after # if it is a comment"
        ],
    ),
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
            "x.yaml:3: the item in 'questions' is read as a key with a value instead of a text; "
            "put a text that has a colon followed by a space in quotes",
            "x.yaml:4: the item in 'questions' is a list instead of one text; "
            "write one text; put a text that begins with [ in quotes",
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
    "ids": (
        {"x.yaml": f"- id: {'a' * 49}\n  questions: [b]\n  answer: c\n- id: é\n  questions: [d]\n  answer: c\n"},
        [
            "x.yaml:1: 'id' has 49 characters; shorten it to 48",
            "x.yaml:4: 'id' is 'é'; use letters from a to z, digits and '-' only",
        ],
    ),
    "duplicate key": (
        {"x.yaml": f"{ENTRY}  answer: d\n"},
        ["x.yaml:4: the key 'answer' stands twice (before in line 3); keep one of the two"],
    ),
    "duplicate id": (
        {"a.yaml": ENTRY, "b.yaml": ENTRY.replace("[b]", "[c]")},
        ["b.yaml:1: the entry id 'a' is taken already (in a.yaml:1); give one of the two another id"],
    ),
    "duplicate phrasing": (
        {
            "a.yaml": "- id: a\n  questions:\n    - Is it safe?\n    - is it  SAFE\n    - is it safe?\n  answer: b\n",
            "b.yaml": "- id: b\n  questions: ['“Is it safe”!']\n  answer: b\n",
        },
        [
            "a.yaml:5: 'is it safe?' is a phrasing of this entry already (in a.yaml:3); delete one of the two",
            "b.yaml:2: '“Is it safe”!' is a phrasing of 'a' already (in a.yaml:3); "
            "keep it in the entry that answers it better",
        ],
    ),
    "dangling references": (
        {
            "a.yaml": "- id: is-it-safe\n  questions: [b]\n  answer: c\n  guides: [guy-sha]\n  sources: [yin]\n"
            "  related: [is-it-save, is-it-safe, walking, walking]\n",
            "guides.yaml": "- id: gua-sha\n  title: Gua sha\n  url: https://example.org\n",
        },
        [
            "a.yaml:4: there is no guide 'guy-sha'; did you mean 'gua-sha'?",
            "a.yaml:5: there is no source 'yin'; add it to sources.yaml, or delete it here",
            "a.yaml:6: there is no entry 'is-it-save'; did you mean 'is-it-safe'?",
            "a.yaml:6: the entry 'is-it-safe' is related to itself; delete the line",
            "a.yaml:6: there is no entry 'walking'; add the entry, or delete it here",
            "a.yaml:6: 'walking' stands twice in 'related'; delete one of the two",
        ],
    ),
    "references into a file that cannot be read": (
        {"a.yaml": ENTRY + "  guides: [b]\n  related: [c]\n", "b.yaml": "- id: c\n  x", "guides.yaml": b"\xff"},
        [
            "b.yaml:2: 'x' is neither 'key: text' nor an item that begins with '- '; "
            "if it belongs to the text above, indent it further than that text's key",
            f"guides.yaml:1: byte 0xff in this line is not UTF-8; {SAVE}",
        ],
    ),
    "mistakes before an error of syntax": (
        {"x.yaml": "- id: a\n  questoins: [b]\n  answer: c\n- id: a\n  topic: d\n  answer: 'e\n"},
        [
            "x.yaml:1: the entry 'a' has no key 'questions'; add 'questions:' to it",
            "x.yaml:2: the entry has an unknown key 'questoins'; did you mean 'questions'?",
            "x.yaml:4: the entry id 'a' is taken already (in x.yaml:1); give one of the two another id",
            "x.yaml:6: a quotation mark that is opened in this line is never closed; "
            "close it with the same mark at the end of the text",
        ],
    ),
    "markup": (
        {
            "x.yaml": "- id: a\n  questions: [b]\n  answer: |\n    # Head\n\n    a <b>c</b> **d\n    [e](javascript:f)\n"
            "- id: g\n  questions: [h]\n  answer: >\n    i\n    - j\n      - k\n"
            "- id: l\n  questions: [m]\n  answer: n\n    *o\n"
            '- id: p\n  questions: [q]\n  answer: "r\n\n    # s"\n'
        },
        [
            "x.yaml:4: a line that begins with # is a heading, which answers have not; use **bold**",
            "x.yaml:6: this looks like HTML, which is not shown; use **bold**, *italics*, or \\< for the sign",
            "x.yaml:6: ** begins something that does not end; "
            "write ** directly after the last word as well, or \\* for a star that is shown",
            "x.yaml:7: the address does not begin with https:// or http://, in a link; link to a web page",
            "x.yaml:13: the line is indented; "
            "begin it in the same column as the other lines; lists cannot stand within lists",
            "x.yaml:17: * begins something that does not end; "
            "write * directly after the last word as well, or \\* for a star that is shown",
            "x.yaml:20: a line that begins with # is a heading, which answers have not; use **bold**",
        ],
    ),
    "answer too long": (
        {"x.yaml": f"- id: a\n  questions: [b]\n  answer: {'👣' * 2000}\n"},
        ["x.yaml:3: the answer of 'a' does not fit one Telegram message; shorten it from 4000 to 3795 characters"],
    ),
    "answer too long for its guides": (
        {
            "x.yaml": f"- id: a\n  questions: [b]\n  answer: {'c' * 3600}\n  guides: [g]\n",
            "guides.yaml": f"- id: g\n  title: {'t' * 250}\n  url: https://example.org\n",
        },
        ["x.yaml:3: the answer of 'a' does not fit one Telegram message; shorten it from 3600 to 3542 characters"],
    ),
    "guides and sources": (
        {
            "a.yaml": ENTRY,
            "guides.yaml": "- id: g\n  title: h\n  url: example.org/i\n- id: g\n  titel: h\n  url: https://a b.org\n",
            "sources.yml": "- id: s\n  title: t\n  year: 20014\n  primary: maybe\n  url: https://me:pw@example.org\n",
        },
        [
            "guides.yaml:3: the address does not begin with https:// or http://: 'example.org/i'; write https:// before it",
            "guides.yaml:4: the guide 'g' has no key 'title'; add 'title:' to it",
            "guides.yaml:4: the guide id 'g' is taken already (in guides.yaml:1); give one of the two another id",
            "guides.yaml:5: the guide has an unknown key 'titel'; did you mean 'title'?",
            "guides.yaml:6: the address has a space in it: 'https://a b.org'; copy it anew from the browser",
            "sources.yml:3: 'year' is '20014'; write a number from 1 to 9999",
            "sources.yml:4: 'primary' is 'maybe'; write true or false",
            "sources.yml:5: the address has a user name or password in it: 'https://me:pw@example.org'; "
            "leave out what stands before the @",
        ],
    ),
    "vocabulary": (
        {
            "a.yaml": ENTRY,
            "vocabulary.yaml": "language: englisch\nsynonyms: [[kid], child]\nignore: the\nspellings:\n  massage: [masage]\n"
            "  message: [masage, message]\n  gua sha:\nneer: [x]\n",
        },
        [
            "vocabulary.yaml:1: 'language' is 'englisch'; did you mean 'english'?",
            "vocabulary.yaml:2: the item in 'synonyms' has 1 items; write 2 or more",
            "vocabulary.yaml:2: the item in 'synonyms' is one text instead of a list; "
            "begin each item with '- ' in its own line",
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
            "phrases.yaml:6: 'notice_stale' is a list instead of one text; "
            "write one text; put a text that begins with [ in quotes",
            "phrases.yaml:8: the list of commands has an unknown key 'topic'; did you mean 'topics'?",
            "phrases.yaml:9: 'ask' is empty; write something after it, or delete the line",
        ],
    ),
    "phrase too long": (
        {"a.yaml": ENTRY, "phrases.yaml": f"short_description: {'x' * 121}\n"},
        ["phrases.yaml:1: 'short_description' has 121 characters; shorten it to 120"],
    ),
    "signs": (
        {
            "a.yaml": "- id: a\n  questions: [b]\n  answer: c\n  kind: emergency\n  words:\n    legs: [leg]\n    numb: []\n"
            "  signs:\n    - all: [leggs, [cannot feel]]\n      unless: [asking]\n    - unless: [[x]]\n"
            "- id: d\n  questions: [e]\n  answer: f\n  signs:\n    - all: [[g]]\n"
        },
        [
            "a.yaml:7: 'numb' has 0 items; write 1 or more",
            "a.yaml:9: there is no list 'leggs' under 'words'; did you mean 'legs'?",
            "a.yaml:10: there is no list 'asking' under 'words'; "
            "add it under 'words', or write the words as [one, two]",
            "a.yaml:11: the sign has no key 'all'; add 'all:' to it",
            "a.yaml:16: the entry 'd' has 'signs' but is no emergency; add 'kind: emergency', or delete 'signs'",
        ],
    ),
    "no entry": (
        {"guides.yaml": "- id: g\n  title: h\n  url: https://example.org\n"},
        ["{folder}:1: the folder has no entries; add a file with entries: id, questions, answer"],
    ),
    "no file": (
        {"readme.txt": "x", ".hidden.yaml": "x"},
        ["{folder}:1: the folder has no YAML file in it; add one with entries, such as entries.yaml"],
    ),
    "two files of guides": (
        {
            "a.yaml": ENTRY,
            "guides.yaml": "- id: g\n  title: h\n  url: https://example.org\n",
            "guides.yml": "- id: i\n  title: h\n  url: https://example.org\n",
        },
        ["guides.yml:1: the folder has guides.yaml already; put both into one file"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_all_mistakes_are_told_with_file_and_line(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert lines(write(tmp_path, files)) == [line.replace("{folder}", str(tmp_path)) for line in expected]


def test_a_file_with_one_entry_is_a_complete_faq(tmp_path: Path) -> None:
    faq_ = load(write(tmp_path, {"entries.yaml": ENTRY}))
    assert faq_.entries == (Entry("a", ("b",), "c", place=Place(f"{tmp_path}/entries.yaml", 1)),)
    assert faq_.guides == faq_.sources == {}
    assert faq_.vocabulary.language == "english"
    assert "the" in faq_.vocabulary.ignore
    assert faq_.phrases.commands["help"]


def test_every_key_becomes_data(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "2.yml": "- id: last\n  questions: [x]\n  answer: y\n",
            "1.yaml": "topic: Safety\nentries:\n"
            "- id: first\n  questions: [b, c]\n  answer: |\n    **d**\n\n    - e\n  topic: Own\n  guides: [g]\n  related: [last]\n"
            "  sources: [s, t]\n  reviewed: 2026-01-31\n"
            "- id: second\n  kind: emergency\n  questions: [f]\n  answer: g\n"
            "  words:\n    legs: [leg, both legs]\n    asking: [what is]\n"
            "  signs:\n    - all: [legs, [numb]]\n      unless: [asking]\n    - all: [[ambulance]]\n",
            "guides.yaml": "- id: g\n  title: h\n  url: https://example.org/i\n  about: j\n",
            "sources.yaml": "- id: s\n  title: t\n  year: 2014\n  url: http://example.org\n- id: t\n  title: u\n  primary: yes\n",
        },
    )
    faq_ = load(folder)
    assert [entry.id for entry in faq_.entries] == ["first", "second", "last"]
    first, second, last = faq_.entries
    assert first == Entry(
        id="first",
        questions=("b", "c"),
        answer="**d**\n\n- e",
        topic="Own",
        guides=("g",),
        related=("last",),
        sources=("s", "t"),
        reviewed=date(2026, 1, 31),
        place=Place(f"{folder}/1.yaml", 3),
    )
    assert second.topic == "Safety"
    assert second.kind is Kind.EMERGENCY
    assert second.signs == (Sign((("leg", "both legs"), ("numb",)), (("what is",),)), Sign((("ambulance",),)))
    assert last.topic is None
    assert faq_.guides == {"g": Guide("g", "h", "https://example.org/i", "j", Place(f"{folder}/guides.yaml", 1))}
    place = Place(f"{folder}/sources.yaml", 1)
    assert faq_.sources["s"] == Source("s", "t", "http://example.org", 2014, primary=False, place=place)
    assert faq_.sources["t"].primary


def test_what_was_typed_is_what_is_meant(tmp_path: Path) -> None:
    """Where YAML sees a flag, a number or nothing, a person who types a word means the word."""
    typed = ["yes", "No", "2023", "1.50", "0x1F", "null", "2026-01-31", "12:30", "=", "1_000", ".inf"]
    questions = "".join(f"    - {word}\n" for word in typed)
    faq_ = load(write(tmp_path, {"a.yaml": f"- id: 2023\n  topic: off\n  questions:\n{questions}  answer: true\n"}))
    (entry,) = faq_.entries
    assert (entry.id, entry.topic, entry.answer) == ("2023", "off", "true")
    assert entry.questions == tuple(typed)


def test_null_is_as_good_as_nothing_where_nothing_is_needed(tmp_path: Path) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": ENTRY + "  topic: null\n  guides: ~\n  reviewed: null\n"})).entries
    assert (entry.topic, entry.guides, entry.reviewed) == (None, (), None)


@pytest.mark.parametrize(
    "answer",
    [
        "|\n    One\n    line.\n\n    - a\n    - b\n",
        ">\n    One\n    line.\n\n    - a\n    - b\n",
        ">-\n    One\n    line.\n\n    - a\n    - b",
    ],
)
def test_the_lines_of_an_answer_stay_as_they_were_typed(tmp_path: Path, answer: str) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": f"- id: a\n  questions: [b]\n  answer: {answer}\n  topic: c\n"})).entries
    assert entry.answer == "One\nline.\n\n- a\n- b"


def test_an_answer_without_quotes_keeps_its_paragraphs(tmp_path: Path) -> None:
    (entry,) = load(write(tmp_path, {"a.yaml": "- id: a\n  questions: [b]\n  answer: c 👣\n    d\n\n    e\n"})).entries
    assert entry.answer == "c 👣\nd\n\ne"


def test_a_phrasing_may_come_again_with_other_punctuation_in_its_own_entry(tmp_path: Path) -> None:
    (entry,) = load(
        write(tmp_path, {"a.yaml": "- id: a\n  questions: [uh-huh, uh huh, C, C++]\n  answer: b\n"})
    ).entries
    assert len(entry.questions) == 4


def test_a_folder_adds_to_the_words_of_its_language(tmp_path: Path) -> None:
    faq_ = load(
        write(
            tmp_path,
            {
                "a.yaml": ENTRY,
                "vocabulary.yaml": "ignore: [the, wife]\nspellings:\n  cannot: [cnt]\n  can not: [cant]\nnear: [treadmill]\n"
                "synonyms: [[kid, child]]\ncommon: zebra yak\n",
            },
        )
    )
    vocabulary = faq_.vocabulary
    assert vocabulary.language == "english"
    assert vocabulary.ignore.count("the") == 1
    assert vocabulary.ignore[-1] == "wife"
    assert vocabulary.spellings["cnt"] == "cannot"
    assert vocabulary.spellings["cant"] == "can not"
    assert vocabulary.near[-1] == "treadmill"
    assert vocabulary.synonyms[-1] == ("kid", "child")
    assert {"zebra", "yak", "people"} <= vocabulary.common


def test_a_folder_in_another_language_starts_without_english_words(tmp_path: Path) -> None:
    faq_ = load(write(tmp_path, {"a.yaml": ENTRY, "vocabulary.yaml": "language: german\nignore: [bitte]\n"}))
    assert faq_.vocabulary.language == "german"
    assert faq_.vocabulary.ignore == ("bitte",)
    assert faq_.vocabulary.common == frozenset()


def test_a_folder_replaces_single_phrases(tmp_path: Path) -> None:
    ours = load(
        write(tmp_path, {"a.yaml": ENTRY, "phrases.yaml": "greeting: Moin, {bot}\ncommands:\n  ask: Frag\n"})
    ).phrases
    theirs = load(SHIPPED).phrases
    assert ours.greeting == "Moin, {bot}"
    assert ours.commands["ask"] == "Frag"
    assert ours.commands["help"]
    assert ours.commands.keys() == theirs.commands.keys()
    assert ours.error != theirs.error


def test_a_phrase_missing_in_the_defaults_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = tmp_path / "defaults"
    defaults.mkdir()
    for name in ("phrases.yaml", "vocabulary.yaml"):
        text = (DEFAULTS / name).read_text(encoding="utf-8")
        (defaults / name).write_text(text.replace("\nguides:", "\n# guides:"), encoding="utf-8")
    monkeypatch.setattr("faq.loading.DEFAULTS", defaults)
    first = next(number for number, line in enumerate(text_lines(defaults / "phrases.yaml"), 1) if line[:1].isalpha())
    assert lines(write(tmp_path, {"a.yaml": ENTRY})) == [
        f"defaults/phrases.yaml:{first}: the file has no key 'guides'; add 'guides:' to it"
    ]


def text_lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    version = load(write(tmp_path, {"a.yaml": ENTRY, "notes.txt": "x"})).version
    assert len(version) == 12
    assert load(write(tmp_path, {"notes.txt": "y"})).version == version
    assert load(write(tmp_path, {"a.yaml": f"{ENTRY}# z\n"})).version != version
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert load(write(tmp_path, {"b.yaml": ENTRY})).version != version


def test_the_shipped_faq_has_no_mistakes() -> None:
    faq_ = load(SHIPPED)
    assert len(faq_.entries) > 40
    assert isinstance(faq_.phrases, Phrases)
    assert all(entry.id == faq_.by_id[entry.id].id for entry in faq_.entries)


def test_places_are_as_short_as_they_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.yaml": ENTRY}))
    assert load(tmp_path).entries[0].place == Place("a.yaml", 1)
    assert load(Path()).entries[0].place == Place("a.yaml", 1)


def test_thousands_of_mistakes_are_told_as_well(tmp_path: Path) -> None:
    text = "".join(f"- id: e{n}\n  questions: [q]\n  answer: a\n  related: [f{n}]\n" for n in range(3000))
    assert len(lines(write(tmp_path, {"a.yaml": text}))) == 3000 + 2999


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
one_line = words.map(str.strip).filter(lambda text: text and text != "~")
safe = st.from_regex("[a-zé][a-zé ,]{0,20}[a-zé]", fullmatch=True)
answers = st.lists(safe, min_size=1, max_size=3).map("\n\n".join)
ids = st.from_regex("[A-Za-z0-9_-]{1,48}", fullmatch=True)


@st.composite
def contents(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    questions = draw(st.lists(one_line, min_size=len(names), max_size=12, unique_by=faq.references.folded))
    entries: list[dict[str, Any]] = [{"id": name, "questions": [], "answer": draw(answers)} for name in names]
    for number, question in enumerate(questions):
        entries[number % len(entries)]["questions"].append(question)
    for entry in entries:
        if draw(st.booleans()):
            entry["topic"] = draw(safe)
        others = [name for name in names if name != entry["id"]]
        entry["related"] = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    return entries


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents(), st.booleans())
def test_a_faq_written_by_a_program_is_read_as_it_was_meant(
    tmp_path: Path, entries: list[dict[str, Any]], ascii_only: bool
) -> None:  # noqa: FBT001
    text = yaml.safe_dump(entries, allow_unicode=not ascii_only, sort_keys=False)
    loaded = load(write(tmp_path, {"entries.yaml": text})).entries
    assert [entry.id for entry in loaded] == [entry["id"] for entry in entries]
    assert [list(entry.questions) for entry in loaded] == [entry["questions"] for entry in entries]
    assert [entry.answer for entry in loaded] == [entry["answer"] for entry in entries]
    assert [entry.topic for entry in loaded] == [entry.get("topic") for entry in entries]
    assert [list(entry.related) for entry in loaded] == [entry["related"] for entry in entries]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=10)
keys = (
    st.sampled_from(["id", "questions", "answer", "topic", "entries", "signs", "all", "words", "kind", "url", "title"])
    | scalars
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=30
)
names = st.sampled_from(["a.yaml", "guides.yaml", "sources.yaml", "vocabulary.yaml", "phrases.yaml"])
yaml_pieces = st.lists(
    st.sampled_from(
        ["- ", "id: ", "questions:", "answer: ", "|", ">", "\n", "\n  ", "\n    ", "[", "]", "{", "}", "'", '"', "*a", "&a ", "!!t ",
         "#", ": ", "x", "yes", "\t", "\\x", "---\n", "...\n", "%", "? ", ", ", "<<", "é", "\0", "\r\n", "\x85", "\u2028", "@", "`"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def loads_or_tells(folder: Path, name: str, data: bytes) -> None:
    """Anything but a loaded FAQ or an FaqError with proper lines fails the test."""
    write(folder, {name: data})
    count = data.count(b"\n") + data.count(b"\r") + 1
    try:
        load(folder)
    except FaqError as error:
        assert error.mistakes
        for mistake in error.mistakes:
            assert "\n" not in str(mistake)
            assert 1 <= mistake.place.line <= count
            assert str(mistake).isprintable()


@pytest.mark.usefixtures("_parser")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names,
    yaml_pieces.map(str.encode)
    | st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_no_bytes_raise_anything_but_mistakes(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    loads_or_tells(tmp_path_factory.mktemp("faq"), name, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names, documents)
def test_no_document_raises_anything_but_mistakes(
    tmp_path_factory: pytest.TempPathFactory, name: str, document: object
) -> None:
    loads_or_tells(
        tmp_path_factory.mktemp("faq"),
        name,
        yaml.safe_dump(document, allow_unicode=True).encode("utf-8", "surrogatepass"),
    )
