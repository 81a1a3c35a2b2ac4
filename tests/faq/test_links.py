import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.links import LONGEST_ADDRESS, problem_of


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org/a/b_(c)?d=e&f#g",
        "HTTPS://EXAMPLE.ORG:8443/",
        "https://пример.рф/страница",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://127.0.0.1/a",
        "https://doi.org/10.1155/2014/480956",
        "https://example.org/@user/a:b",
        "https://example.org/" + "a" * (LONGEST_ADDRESS - 20),
    ],
)
def test_addresses_of_web_pages(address: str) -> None:
    assert problem_of(address) is None


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "does not begin with https://"),
        ("example.org", "does not begin with https://"),
        ("//example.org", "does not begin with https://"),
        ("javascript:alert(1)", "does not begin with https://"),
        ("JaVaScRiPt:alert(1)", "does not begin with https://"),
        ("data:text/html,a", "does not begin with https://"),
        ("tg://resolve?domain=a", "does not begin with https://"),
        ("ftp://example.org", "does not begin with https://"),
        ("https:example.org", "no host"),
        ("https:///a", "no host"),
        ("https://", "no host"),
        ("https://localhost/a", "no host"),
        ("https://a..b", "no host"),
        ("https://-a.org", "no host"),
        ("https://a_b.org", "no host"),
        ("https://[::1]/", "no host"),
        ("https://[a", "not one of a web page"),
        ("https://example.org:x", "not one of a web page"),
        ("https://example.org:99999", "not one of a web page"),
        ("https://user@example.org", "user name"),
        ("https://user:pass@example.org", "user name"),
        ("https://example.org/a b", "a space"),
        (" https://example.org", "a space"),
        ("https://example.org/\n", "a space"),
        ("https://example.org/\x07", r"the character '\x07'"),
        ("https://example.org/<b>", "the character <"),
        ('https://example.org/"', 'the character "'),
        ("https://example.org\\a", "the character \\"),
        ("https://example.org/" + "a" * LONGEST_ADDRESS, "more than 2048 characters"),
    ],
)
def test_what_is_no_address_of_a_web_page(address: str, problem: str) -> None:
    told = problem_of(address)
    assert told is not None
    assert problem in told[0]
    assert told[1]


@given(st.text() | st.text("htps:/.@[]#?%a1-_é \n").map("https://{}".format))
def test_any_text_is_judged(address: str) -> None:
    told = problem_of(address)
    if told is None:
        assert address.lower().startswith(("http://", "https://"))
        assert not any(sign in address for sign in " \n\"'<>")
    else:
        assert "\n" not in told[0]
