from __future__ import annotations

from pathlib import Path

import pytest

from faq.addresses import addresses
from faq.loading import DEFAULTS
from faq.mistakes import FaqError
from tests.faq.written import write

SHIPPED = Path(__file__).parents[2] / "faq" / "content" / "en"


def found(folder: Path) -> list[str]:
    return [f"{str(one.place).removeprefix(f'{folder}/')} {one.url}" for one in addresses(folder)]


def test_guides_and_sources(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "guides.yaml": "- id: g\n  title: G\n  url: https://a.example/#x\n  about: y\n",
            "sources.yaml": "- id: s\n  title: S\n- id: t\n  url: http://b.example\n  title: T\n",
        },
    )
    assert found(tmp_path) == ["guides.yaml:3 https://a.example/#x", "sources.yaml:4 http://b.example"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("'[x](https://a.example)'", ["3 https://a.example"]),
        ("|\n    See\n    [x\n    y](https://a.example/b_(c)).\n", ["6 https://a.example/b_(c)"]),
        (
            "|\n    - **[x](https://a.example)**\n    - *[x](https://a.example)*, [y](http://b.example)\n",
            ["4 https://a.example", "5 https://a.example", "5 http://b.example"],
        ),
        (">\n    one\n    two\n\n    [x](https://a.example)\n", ["7 https://a.example"]),
        ("one\n    [x](https://a.example)", ["4 https://a.example"]),
        ('"one\\n[x](https://a.example)"', ["3 https://a.example"]),
        (
            "(as in https://a.example/b?c=d). Or https://b.example!",
            ["3 https://a.example/b?c=d", "3 https://b.example"],
        ),
        ("'[https://a.example](https://b.example)'", ["3 https://b.example"]),
        ("https:// and https://localhost", []),
        ("https://a.example/b\\_c", ["3 https://a.example/b_c"]),
    ],
)
def test_links_in_answers(tmp_path: Path, answer: str, expected: list[str]) -> None:
    write(tmp_path, {"x.yaml": f"- id: a\n  questions: [b]\n  answer: {answer}\n"})
    assert found(tmp_path) == [f"x.yaml:{line}" for line in expected]


def test_links_in_phrases_but_not_what_is_filled_in(tmp_path: Path) -> None:
    phrases = (
        "help: |\n  Ask.\n\n  [More](https://a.example), [me](https://t.me/{bot}), [here]({link})\n"
        "description: |\n  Look:\n  https://b.example, https://t.me/{bot}\nprivacy: ~\ncommands:\n  ask: x\n"
    )
    write(tmp_path, {"phrases.yaml": phrases})
    assert found(tmp_path) == ["phrases.yaml:4 https://a.example", "phrases.yaml:7 https://b.example"]


def test_they_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    guides = "- {id: g, title: G, url: https://b.example}\n- {id: h, title: H, url: https://a.example}\n"
    write(tmp_path, {"guides.yaml": guides, "a.yaml": "- id: a\n  questions: [b]\n  answer: https://c.example\n"})
    assert found(tmp_path) == [
        "a.yaml:3 https://c.example",
        "guides.yaml:1 https://b.example",
        "guides.yaml:2 https://a.example",
    ]


def test_of_the_faq_that_comes_along() -> None:
    listed = addresses(SHIPPED)
    assert {Path(one.place.file).name for one in listed} >= {"guides.yaml", "sources.yaml"}
    for one in listed:
        lines = Path(one.place.file).read_text(encoding="utf-8").splitlines()
        assert one.url in lines[one.place.line - 1]
    assert addresses(DEFAULTS) == ()


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FaqError, match="no YAML file"):
        addresses(tmp_path)
