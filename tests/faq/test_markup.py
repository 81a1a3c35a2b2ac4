import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from faq.markup import problems, to_plain, to_telegram_html, utf16_length, visible_length

COMMONMARK = MarkdownIt("commonmark")

MARKUP_SIGNS = "*_[]()<>\\`~!#-+.:|&={}/ \n\n"
WORDS = ("a", "bc", "12", "1", "é", "—", "«", "https://example.org/a_b*c", "x.y", "&amp;", "👣")
PIECES = (
    *MARKUP_SIGNS, *WORDS, "**", "* ", "- ", "\n- ", "\n1. ", "\n2. ", "\n\n", "\n  ", "](", "](https://example.org)",
    "[a](https://example.org/b)", "<b>", "</b>", "\\*", "**bold**", "*italics*", "```", "~~", "![",
    "\n# ", "\n> ", "---", "===",
)  # fmt: skip
mixed = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
anything = mixed | st.text(max_size=60)
"""Any text at all, and texts that are dense with markup."""

plain_words = st.text("abcdefgé ,;'’%", min_size=1, max_size=12).filter(lambda text: text == text.strip() != "")
addresses = st.sampled_from(
    ["https://example.org", "http://example.org/a_(b)?c=d&e=f", "https://www.example.org/*x*_y_"]
)
emphasis = st.tuples(st.sampled_from(["*", "**"]), plain_words).map(lambda found: f"{found[0]}{found[1]}{found[0]}")
links = st.tuples(plain_words | emphasis, addresses).map(lambda found: f"[{found[0]}]({found[1]})")
lines = st.lists(plain_words | emphasis | links, min_size=1, max_size=5).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
bullets = st.lists(lines, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items))
numbers = st.lists(lines, min_size=1, max_size=4).map(
    lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
)
proper = st.lists(paragraphs | bullets | numbers, min_size=1, max_size=4).map("\n\n".join)
"""Texts as a careful curator writes them."""


class TelegramReader(HTMLParser):
    """Reads HTML as Telegram does, which refuses a message with any other tag or with tags that do not balance."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "a"}
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        assert tag not in self.open
        self.open.append(tag)
        self.links += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        pytest.fail(f"processing instruction {data!r}")


def read(html: str) -> TelegramReader:
    reader = TelegramReader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("Just text.", "Just text.", "Just text."),
        ("**Never** do *this*.", "<b>Never</b> do <i>this</i>.", "Never do this."),
        ("*all **of** it*", "<i>all <b>of</b> it</i>", "all of it"),
        ("**all *of* it**", "<b>all <i>of</i> it</b>", "all of it"),
        (
            "See [the *review*](https://example.org/?a=1&b=2).",
            'See <a href="https://example.org/?a=1&amp;b=2">the <i>review</i></a>.',
            "See the review (https://example.org/?a=1&b=2).",
        ),
        (
            "**[x](https://en.wikipedia.org/wiki/Back_(disambiguation))**",
            '<b><a href="https://en.wikipedia.org/wiki/Back_(disambiguation)">x</a></b>',
            "x (https://en.wikipedia.org/wiki/Back_(disambiguation))",
        ),
        (
            "[https://example.org](https://example.org)",
            '<a href="https://example.org">https://example.org</a>',
            "https://example.org",
        ),
        ("one\nline\n\nanother", "one line\n\nanother", "one line\n\nanother"),
        ("You can:\n- a\n- b\n  more", "You can:\n• a\n• b more", "You can:\n• a\n• b more"),
        ("Steps\n\n1. a\n1. b\n\nEnd", "Steps\n\n1. a\n2. b\n\nEnd", "Steps\n\n1. a\n2. b\n\nEnd"),
        ("- a\n\n- b", "• a\n• b", "• a\n• b"),
        ("1. a\n\nbetween\n\n2. b", "1. a\n\nbetween\n\n2. b", "1. a\n\nbetween\n\n2. b"),
        ("It was in\n2023. Then", "It was in 2023. Then", "It was in 2023. Then"),
        ("5 < 6 & 7 > 3", "5 &lt; 6 &amp; 7 &gt; 3", "5 < 6 & 7 > 3"),
        (r"\*not\* \[a\] \_b\_ \\", r"*not* [a] _b_ \\"[:-1], r"*not* [a] _b_ \\"[:-1]),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("a [note] and (this)", "a [note] and (this)", "a [note] and (this)"),
        ("#hashtag -5 ~5 it`s!", "#hashtag -5 ~5 it`s!", "#hashtag -5 ~5 it`s!"),
        ("", "", ""),
    ],
)
def test_renders(text: str, html: str, plain: str) -> None:
    assert problems(text) == ()
    assert to_telegram_html(text) == html
    assert to_plain(text) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n# Head", [(1, "heading")]),
        ("Head\n====", [(1, "underlines")]),
        ("Head\n-", [(1, "underlines")]),
        ("a\n\n***", [(2, "rule")]),
        ("> quoted", [(0, "quotation")]),
        ("> a\n> > b", [(0, "quotation"), (1, "quotation")]),
        ("a <b>c</b>", [(0, "HTML"), (0, "HTML")]),
        ("<script>alert(1)</script>", [(0, "HTML"), (0, "HTML")]),
        ("<!-- hidden -->", [(0, "HTML")]),
        ("<https://example.org>", [(0, "between < and >")]),
        ("a &nbsp; b &#60; c &co. &c;", [(0, "&nbsp;"), (0, "&#60;")]),
        ("see ![x](https://example.org/x.png)", [(0, "image")]),
        ("use `code` here", [(0, "backticks")]),
        ("```\ncode\n```", [(0, "code"), (0, "backticks"), (2, "code")]),
        ("a\n\n    code", [(2, "indented")]),
        ("- a\n  - b", [(1, "indented")]),
        ("- - a", [(0, "list begins within")]),
        ("-      a", [(0, "many spaces")]),
        ("-a\n-b", [(0, "no space after the dash"), (1, "no space after the dash")]),
        ("* a\n+ b", [(0, "another sign"), (1, "another sign")]),
        ("1) a", [(0, "followed by )")]),
        ("| a | b |\n|---|---|", [(0, "table"), (1, "table")]),
        ("a | b\n--- | ---", [(1, "table")]),
        ("[a]: https://example.org", [(0, "for later")]),
        ("~~gone~~", [(0, "no markup here")]),
        ("_a_ and __b__", [(0, "no markup here"), (0, "no markup here")]),
        ("fine\n\nnot **closed\nat all", [(2, "does not end")]),
        ("**Note:**text", [(0, "neither begins nor ends"), (0, "does not end")]),
        ("** a **", []),
        ("a** b", [(0, "neither begins nor ends")]),
        ("***both***", [(0, "neither begins nor ends"), (0, "neither begins nor ends")]),
        ("**a **b** c**", [(0, "neither begins nor ends"), (0, "neither begins nor ends")]),
        ("*a **b* c**", [(0, "neither begins nor ends"), (0, "does not end")]),
        ("[a](javascript:alert(1))", [(0, "does not begin with https://")]),
        ("[a](data:text/html,x)", [(0, "does not begin with https://")]),
        ("[a](https://user:pass@example.org)", [(0, "user name or password")]),
        ("[a](https://)", [(0, "no host")]),
        ("[a](www.example.org)", [(0, "does not begin with https://")]),
        ("[](https://example.org)", [(0, "no text")]),
        ("[a] (https://example.org)", [(0, "a space parts")]),
        ("[a [b] c](https://example.org)", [(0, "no link here")]),
        ("![see [b](https://example.org)](https://example.org)", [(0, "no link here")]),
        ("[a](https://example.org/a b)", [(0, "no link here")]),
        ('[a](https://example.org "title")', [(0, "no link here")]),
        ("[a](<https://example.org>)", [(0, "no link here"), (0, "between < and >")]),
        ("ends\\\nhere", [(0, "backslash")]),
    ],
)
def test_finds_problems(text: str, found: list[tuple[int, str]]) -> None:
    told = problems(text)
    assert len(told) == len(found), told
    for (line, problem, remedy), (expected_line, words) in zip(told, found, strict=True):
        assert line == expected_line
        assert words in problem
        assert remedy


@pytest.mark.parametrize("text", ["a <b>c</b>", "<script>x</script>", "# Head", "a **b", "[a](javascript:alert(1))"])
def test_shows_what_it_does_not_know_as_it_was_typed(text: str) -> None:
    assert to_plain(text) == read(to_telegram_html(text)).text == text


@given(anything)
def test_any_text_becomes_html_that_telegram_takes(text: str) -> None:
    reader = read(to_telegram_html(text))
    assert all(link.startswith(("http://", "https://")) for link in reader.links)
    assert visible_length(to_telegram_html(text)) == utf16_length(reader.text)


@given(anything)
def test_no_text_loses_a_word(text: str) -> None:
    """Beyond the signs of the markup, only numbers of lists may change."""

    def letters(shown: str) -> str:
        return re.sub(r"[\W\d_]", "", shown)

    assert letters(to_plain(text)) == letters(text)


@given(anything)
def test_plain_and_html_say_the_same(text: str) -> None:
    reader = read(to_telegram_html(text))
    plain = to_plain(text)
    for link in reader.links:
        plain = plain.replace(f" ({link})", "", 1)
    assert plain == reader.text


@given(proper)
def test_proper_markup_has_no_problems(text: str) -> None:
    assert problems(text) == ()


@given(proper | mixed)
def test_what_has_no_problems_means_the_same_in_commonmark(text: str) -> None:
    assume(not problems(text))
    ours = [line for line in to_telegram_html(text).split("\n") if line]
    assert ours == commonmark(text)


@given(st.text())
def test_utf16_length_is_that_of_the_encoded_text(text: str) -> None:
    assume(not re.search("[\ud800-\udfff]", text))
    assert utf16_length(text) == len(text.encode("utf-16-le")) / 2


def test_visible_length_counts_what_is_seen() -> None:
    assert visible_length('<b>a</b> &lt; <a href="https://example.org">👣</a>') == len("a < ..")


def test_a_long_line_of_openings_is_read_in_no_time() -> None:
    for piece in ("[", "*a ", "**a ", "_a ", "![", "<", "`", "[a](", "~~a", "\\"):
        text = piece * 50_000
        assert read(to_telegram_html(text)).links == []
        problems(text)


def test_the_shipped_answers_have_no_problems() -> None:
    folder = Path(__file__).parents[2] / "faq" / "content" / "en"
    answers = [
        entry["answer"]
        for file in folder.glob("[0-9]*.yaml")
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]
    ]
    assert len(answers) > 30
    for answer in answers:
        assert problems(answer) == ()
        assert [line for line in to_telegram_html(answer).split("\n") if line] == commonmark(answer)


def commonmark(text: str) -> list[str]:
    """The lines of a text, read by a full CommonMark parser; other markup than ours fails the test."""
    lines: list[str] = []
    numbers: list[int | None] = []
    marker = ""
    for token in COMMONMARK.parse(text):
        match token.type:
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                assert len(numbers) == 1
                marker = "• " if numbers[0] is None else f"{numbers[0]}. "
                numbers[0] = None if numbers[0] is None else numbers[0] + 1
            case "inline":
                lines.append(marker + "".join(inline(child) for child in token.children or []))
                marker = ""
            case "paragraph_open" | "paragraph_close" | "list_item_close":
                assert not (token.type == "list_item_close" and marker)
            case _:
                pytest.fail(f"{token.type} in {text!r}")
    return lines


def inline(token: Token) -> str:
    tags = {
        "strong_open": "<b>",
        "strong_close": "</b>",
        "em_open": "<i>",
        "em_close": "</i>",
        "link_close": "</a>",
    }
    match token.type:
        case "text" | "text_special":
            return escape(token.content, quote=False)
        case "softbreak" | "hardbreak":
            return " "
        case "link_open":
            return f'<a href="{escape(str(token.attrs["href"]))}">'
    return tags[token.type]
