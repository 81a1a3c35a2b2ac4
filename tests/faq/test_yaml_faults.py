from pathlib import Path

import pytest

from tests.faq.written import ENTRY, lines, write

IN_QUOTES = "put the whole text in quotes"
OUT_OF_LINE = (
    "the line does not fit the lines above: it begins in another column, or lacks '- ' or a colon; "
    "let lines that belong together begin in the same column, with spaces"
)
TOO_DEEP = "x.yaml:1: more than 20 lists or mappings stand within one another; put texts with brackets in quotes"

SYNTAX = {
    "quotation mark not closed": (
        '- id: a\n  answer: "foo\n  questions:\n    - b\n',
        (
            "x.yaml:2: a quotation mark that is opened in this line is never closed; "
            "close it with the same mark at the end of the text"
        ),
    ),
    "merge conflict": (
        "- id: a\n  questions:\n    - it\n<<<<<<< HEAD\n    - foo\n=======\n    - bar\n>>>>>>> draft\n  answer: b\n",
        (
            "x.yaml:4: git's marks of a merge conflict stand around two versions of the same lines; "
            "keep one version of the lines, and delete those with <<<<<<<, ======= and >>>>>>>"
        ),
    ),
    "merge conflict below an answer": (
        "- id: a\n  questions: [what is it]\n  answer: |\n<<<<<<< HEAD\n    foo\n=======\n    bar\n>>>>>>> draft\n",
        (
            "x.yaml:4: git's marks of a merge conflict stand around two versions of the same lines; "
            "keep one version of the lines, and delete those with <<<<<<<, ======= and >>>>>>>"
        ),
    ),
    "apostrophe in single quotes": (
        "- id: a\n  answer: 'it's fine'\n",
        (
            "x.yaml:2: the text goes on after the closing quotation mark '; "
            "write an apostrophe within '...' twice (''), or put the text below 'answer: |'"
        ),
    ),
    "text after double quotes": (
        '- id: a\n  answer: "it" is fine\n',
        (
            'x.yaml:2: the text goes on after the closing quotation mark "; '
            'write a quotation mark within "..." as \\", or put the text below \'answer: |\''
        ),
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
        (
            "x.yaml:2: the line is indented further than the one above, which has a text of its own already; "
            "let keys that belong together begin in the same column"
        ),
    ),
    "item too far left": ("- id: a\n  questions:\n    - b\n   - c\n", f"x.yaml:4: {OUT_OF_LINE}"),
    "no dash before an entry": ("- id: a\n  answer: b\nid: b\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "entry within an entry": ("- id: a\n  answer: b\n  - id: c\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "entries in two columns": ("  - id: a\n    answer: b\n- id: c\n", f"x.yaml:3: {OUT_OF_LINE}"),
    "item without a dash": (
        "- id: a\n  questions:\n  - b\n  c d\n  answer: d\n",
        (
            "x.yaml:4: 'c d' is neither 'key: text' nor an item that begins with '- '; "
            "if it belongs to the text above, indent it further than that text's key"
        ),
    ),
    "no space after a dash": (
        "- id: a\n  questions:\n    - foo\n    -bar\n    - baz\n",
        "x.yaml:4: there is no space after the dash; write '- ' and then the text",
    ),
    "text of | not indented": (
        "- id: a\n  answer: |\n  Foo bar\n  topic: x\n",
        (
            "x.yaml:3: 'Foo bar' is neither 'key: text' nor an item that begins with '- '; "
            "if it belongs to the text above, indent it further than that text's key"
        ),
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
        f"{ENTRY}- [\n\n",
        (
            "x.yaml:4: a list or text that begins with [ or { in this line is not closed, or lacks a comma; "
            "write '[one, two]'; put a text that begins with [ or { in quotes"
        ),
    ),
    "list not closed": (
        "- id: a\n  guides: [foo, bar\n  answer: b\n",
        (
            "x.yaml:2: a list or text that begins with [ or { in this line is not closed, or lacks a comma; "
            "write '[one, two]'; put a text that begins with [ or { in quotes"
        ),
    ),
    "tab after a dash": (
        "-\tid: a\n  answer: x\n",
        "x.yaml:1: a tab stands where a space is expected; put a space instead",
    ),
    "backslash": (
        '- id: a\n  answer: "C:\\Users"\n',
        (
            "x.yaml:2: a backslash in double quotes begins a special character that YAML does not know; "
            "write two backslashes, or use single quotes"
        ),
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


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(("text", "line"), SYNTAX.values(), ids=SYNTAX.keys())
def test_an_error_of_syntax_is_one_line_that_says_what_to_do(tmp_path: Path, text: str, line: str) -> None:
    assert lines(write(tmp_path, {"x.yaml": text})) == [line]
