from hypothesis import given
from hypothesis import strategies as st

from faq.entries import Place
from faq.mistakes import FaqError, Mistake, did_you_mean, printable, quote


def test_a_mistake_is_one_line() -> None:
    assert str(Mistake(Place("a.yaml", 3), "it is wrong", "mend it")) == "a.yaml:3: it is wrong; mend it"


def test_mistakes_come_in_the_order_of_file_and_line_and_once() -> None:
    def at(file: str, line: int, problem: str = "p") -> Mistake:
        return Mistake(Place(file, line), problem, "r")

    given_order = [at("b", 1), at("a", 10), at("a", 9, "z"), at("a", 9, "y"), at("b", 1)]
    error = FaqError(given_order)
    assert error.mistakes == (at("a", 9, "z"), at("a", 9, "y"), at("a", 10), at("b", 1))
    assert str(error).split("\n")[-1] == "b:1: p; r"


def test_the_nearest_name_is_offered() -> None:
    known = ("questions", "answer", "guides")
    assert did_you_mean("Question", known, "no") == "did you mean 'questions'?"
    assert did_you_mean("gudies", known, "no") == "did you mean 'guides'?"
    assert did_you_mean("zebra", known, "no") == "no"
    assert did_you_mean("", known, "no") == "no"
    assert did_you_mean("a", (), "no") == "no"


@given(st.text())
def test_a_quotation_is_short_and_visible(text: str) -> None:
    quoted = quote(text)
    assert quoted.isprintable()
    assert quoted[0] == quoted[-1] == "'"


def test_a_quotation_shows_what_cannot_be_seen() -> None:
    assert quote("a\u202eb\n c") == "'a<U+202E>b c'"
    assert quote("x" * 100) == "'" + "x" * 59 + "…'"


@given(st.text())
def test_what_is_printable_is_one_visible_line_of_any_length(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) >= len(" ".join(text.split()))


def test_a_terminal_cannot_be_steered() -> None:
    assert printable("a\x1b[2J\tb\r\nc\x9b1m") == "a<U+001B>[2J b c<U+009B>1m"
