import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import decoding
from faq.decoding import decode, invisible


def test_plain_text_stays_as_it_is() -> None:
    text = "- é 👣\n\n  a\tb\n"
    decoded = decode(text.encode())
    assert (decoded.text, decoded.faults, decoded.indented) == (text, (), True)


def test_what_editors_put_in_is_told_and_taken_out() -> None:
    decoded = decode(b"\xef\xbb\xbfa:\r\n\t- b\0\r\n\t\t- c\rd\n")
    assert decoded.text == "a:\n  - b \n    - c\nd\n"
    assert not decoded.indented
    assert [(fault.line, fault.problem) for fault in decoded.faults] == [
        (1, "the file begins with a byte order mark (BOM)"),
        (1, "the file has Windows line ends (CRLF)"),
        (2, "there is an invisible character (U+0000) in this line"),
        (2, "a tab stands where the line is indented (and in 1 more)"),
    ]


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"a\nb\nc\xe9\n", 3, "byte 0xe9 in this line is not UTF-8"),
        (b"\xef\xbb\xbfa\n\xff", 2, "byte 0xff in this line is not UTF-8"),
        ("a".encode("utf-16"), 1, "the file is saved as UTF-16"),
        (b"", 1, "the file is empty"),
        (b"\n \n", 1, "the file is empty"),
    ],
)
def test_what_cannot_be_read(data: bytes, line: int, problem: str) -> None:
    decoded = decode(data)
    assert decoded.text is None
    assert [(fault.line, fault.problem) for fault in decoded.faults] == [(line, problem)]


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST_FILE", 1000)
    assert decode(b"a" * 1000).faults == ()
    (fault,) = decode(b"a" * 1001).faults
    assert str(fault.problem) == "the file has 1,001 bytes, more than 1,000"


@given(st.binary())
def test_any_bytes_become_text_or_faults(data: bytes) -> None:
    decoded = decode(data)
    if decoded.text is None:
        assert decoded.faults
        return
    assert invisible(decoded.text) is None
    assert "\r" not in decoded.text
    assert all(1 <= fault.line <= decoded.text.count("\n") + 1 for fault in decoded.faults)


@given(st.text())
def test_lines_keep_their_numbers(text: str) -> None:
    decoded = decode(text.encode("utf-8", "replace")).text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert decoded is None or decoded.count("\n") == plain.count("\n")
